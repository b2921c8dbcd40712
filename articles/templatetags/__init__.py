"""What templates need to show a story: bylines, dates that say what they mean, pictures, flags. It only reads."""
