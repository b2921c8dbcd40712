"""Build the package's data files from public sources; not used at run time."""
