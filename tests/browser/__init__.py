"""Journeys in a real browser against the production server, with the demo that a newcomer gets."""
