"""Builds the data files of this package from public sources; not used at run time."""
