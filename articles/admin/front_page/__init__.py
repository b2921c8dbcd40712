"""The front page at the desk: place stories, preview any moment, schedule layouts."""
