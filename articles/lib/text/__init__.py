"""Pure tools for plain text: normalise, slug, measure, search, compare names."""
