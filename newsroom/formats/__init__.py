"""How dates and times are written, per language; settings.FORMAT_MODULE_PATH names this package."""
