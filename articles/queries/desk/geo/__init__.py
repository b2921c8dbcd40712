"""Reads about countries for the desk: untagged stories, coverage, pairs, how good suggestions are."""
