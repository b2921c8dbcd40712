"""Commands, and the demo newsroom that one of them sets up."""
