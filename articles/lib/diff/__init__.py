"""Differences between two texts, and three-way merging."""
