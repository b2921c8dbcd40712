"""The content security policies of the two halves of the site."""

SHARED = (
    "default-src 'none'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'"
)


READER = f"{SHARED}; img-src 'self'; connect-src 'self'; script-src 'self'"


DESK = f"{SHARED}; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; script-src 'self'"
