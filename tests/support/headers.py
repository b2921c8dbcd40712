"""The content security policies of the two halves of the site."""

SHARED_POLICY = (
    "default-src 'none'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'"
)


READER_POLICY = f"{SHARED_POLICY}; img-src 'self'; connect-src 'self'; script-src 'self'"


DESK_POLICY = f"{SHARED_POLICY}; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; script-src 'self'"
