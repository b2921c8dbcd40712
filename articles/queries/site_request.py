"""The type of a request that has passed the middleware: it has an edition and a nonce."""

from django.http import HttpRequest

from articles.models import Edition


class SiteRequest(HttpRequest):
    """A request with the attributes that `articles.middleware` sets; only a type for annotations.

    `csp_nonce` is lazy: only a page that uses it names it in its content-security policy.
    """

    csp_nonce: str
    edition: Edition


class ReaderRequest(SiteRequest):
    """A request for a public page. Its view never reads who sent it, so every cache may store the response."""
