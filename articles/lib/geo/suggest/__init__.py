"""Score a story's countries: find mentions, disambiguate them, weigh the evidence."""
