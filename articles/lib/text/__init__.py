"""Pure tools for words: normalise, sanitise, slug, measure, compare, merge. No Django, no database, no settings."""
