"""What migrations use besides Django, as it was when they were written.

App code may change; an applied migration may not. A migration that needs something else gets a new module here. Nothing
outside the migrations imports this package, and tests/migrations/test_frozen.py lists the hashes of its files.
"""
