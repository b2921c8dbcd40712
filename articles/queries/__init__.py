"""Every read that more than one page or command needs. Nothing here writes."""
