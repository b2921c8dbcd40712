"""Suggests the countries of a story: finds mentions, settles their senses, scores every country."""
