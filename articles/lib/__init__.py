"""Pure tools without Django: text, HTML, differences, geography, images, HTTP."""
