"""Tables of countries: names, suggestions, key stories."""
