"""Every read that more than one page or command needs; never writes."""
