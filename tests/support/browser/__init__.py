"""Drives real browsers against demo newsrooms, for tests/browser and the screenshots."""
