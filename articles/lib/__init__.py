"""Pure tools without Django: text, HTML, diffs, geography, images, HTTP."""
