"""The desk: Django's admin, one module a table. It shows what the rooms below allow and asks them for every change."""
