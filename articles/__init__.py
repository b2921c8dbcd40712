"""The newsroom: one Django app in layers, from a reporter's file to a reader's page.

A layer imports only layers below it; the contract stands in pyproject.toml, the map of the layers in README.md.
"""
