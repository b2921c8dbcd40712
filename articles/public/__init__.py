"""The public site: pages, feeds and files for readers."""
