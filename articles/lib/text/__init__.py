"""Pure tools for text: normalise, slugify, measure, search, check. No Django, no database, no settings."""
