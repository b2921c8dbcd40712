"""The shared vocabulary, without tables: documents, states, roles, dates, signals."""
