"""Template tags for showing a story: bylines, dates, pictures, flags."""
