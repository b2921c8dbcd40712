"""Suggest the countries of a story: find mentions, resolve their senses, score every country."""
