"""The writing page: its form and body editor, and what it asks for while someone types."""
