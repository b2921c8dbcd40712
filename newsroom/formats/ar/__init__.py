"""The Arabic formats."""
