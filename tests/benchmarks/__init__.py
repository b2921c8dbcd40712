"""Measurements, as ratios within one interleaved run: never absolute times, never in the test suite."""
