"""Importers and exporters: one module a format.

`importers` parse a file into a Document, `filing` creates a draft from the Document; `exporters` write published stories (ninjs,
Markdown, CSV) and, like the public site, import nothing that writes.
"""
