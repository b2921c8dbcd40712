"""The Urdu formats."""
