"""The vocabulary that every other layer speaks, without tables: documents, states, roles, dates, signals."""
