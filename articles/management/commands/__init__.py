"""The commands: each prints what it did, and exits non-zero with one sentence on bad input."""
