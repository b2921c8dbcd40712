"""What one types: each command prints what it did, and exits non-zero with one clear sentence on bad input."""
