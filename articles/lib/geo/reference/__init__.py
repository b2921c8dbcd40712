"""Reference data on countries: names, codes, regions, outlines, and the words that point at them."""
