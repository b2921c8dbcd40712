"""Pure tools for words: normalise, sanitise, slug, measure. No Django, no database, no settings."""
