"""Read the read model: pages of lists, counts, and fragments of pages with the names put in."""
