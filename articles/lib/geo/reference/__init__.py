"""Country reference data: names, codes, regions, outlines and lexicon."""
