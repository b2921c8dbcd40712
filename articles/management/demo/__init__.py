"""Demo: what the demonstration newsroom is filled with: its people, stories and pictures."""
