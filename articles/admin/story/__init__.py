"""One story at the desk: the list, the writing page and everything opened from it."""
