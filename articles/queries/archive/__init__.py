"""Reads over the whole archive, for commands: exports, consistency checks, sample stories."""
