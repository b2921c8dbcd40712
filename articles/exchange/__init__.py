"""Importers and exporters: one module a format.

importers make a Document of a file's bytes, intake makes a draft of it; exporters make text of published stories (ninjs,
markdown, sheet for CSV) and, like the reader's site, import nothing that writes.
"""
