"""What is known of the countries: names, codes, regions, outlines, and the words that point at them."""
