"""One story as readers see it: its page, its body, its fragments."""
