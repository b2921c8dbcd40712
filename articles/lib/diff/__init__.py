"""Differences between two texts, and three-way merging of what two people made of one."""
