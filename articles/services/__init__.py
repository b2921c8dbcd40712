"""Every write: one module a topic, each the only writer of its tables."""
