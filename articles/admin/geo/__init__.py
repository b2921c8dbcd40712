"""Countries at the desk: suggestions, untagged stories, key stories, coverage."""
