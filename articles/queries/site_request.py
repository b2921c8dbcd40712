"""The type of a request that has passed the middleware: it has an edition and a nonce."""

from django.http import HttpRequest

from articles.models import Edition


class SiteRequest(HttpRequest):
    """A request with what `articles.middleware` sets on it. A type alone; nothing makes one.

    `csp_nonce` is lazy: only a page that uses it names it in its content-security policy.
    """

    csp_nonce: str
    edition: Edition


class ReaderRequest(SiteRequest):
    """A request for a public page. Its view never asks who sent it, so that every cache may store the answer."""
