"""Pictures at the desk: the library, uploads, captions and licences."""
