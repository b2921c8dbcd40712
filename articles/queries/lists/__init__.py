"""Lists of stories: the public lists, their filters, pages and cards."""
