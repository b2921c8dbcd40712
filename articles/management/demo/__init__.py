"""Content of the demo newsroom: people, stories and pictures."""
