"""A finished page as it is stored, and the response that sends it."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

CACHE_CONTROL = "public, max-age=0, must-revalidate"
MIN_COMPRESSED_SIZE = 200  # bytes; compressing less is not worth it
_PLAIN, _GZIP, _BROTLI = "", "gzip", "br"
_CODINGS = (_BROTLI, _GZIP)  # the one that makes pages smallest first


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A finished page.

    edition: the number that was current before it was rendered; until: the Unix time at which the day of its masthead ends;
    parameters: the query parameters that its view reads; browser_type: the content type for clients that accept HTML, "" if it
    is the same; size: bytes of the plain page; bodies: {content coding: bytes}, "" for a plain page that wasn't compressed.
    """

    edition: int
    until: float
    parameters: tuple[str, ...]
    content_type: str
    browser_type: str
    etag: str
    size: int
    bodies: dict[str, bytes]

    @property
    def weight(self) -> int:
        """The bytes that the page takes up, roughly."""
        return sum(map(len, self.bodies.values())) + 600

    @property
    def vary(self) -> str:
        """The request headers that the response depends on."""
        names = ["Accept-Encoding"] if self.size >= MIN_COMPRESSED_SIZE else []
        return ", ".join([*names, "Accept"] if self.browser_type else names)

    def is_for(self, request: HttpRequest) -> bool:
        """Tell whether the page answers a request: it may not have a value for a parameter that the view reads."""
        return not request.META.get("QUERY_STRING") or not has_parameters(request, self.parameters)

    def to_bytes(self) -> bytes:
        """Return the page as one value: a line of JSON, then the bodies."""
        facts = [self.edition, self.until, self.parameters, self.content_type, self.browser_type, self.etag, self.size]
        sizes = {coding: len(body) for coding, body in self.bodies.items()}
        return b"".join([json.dumps([*facts, sizes]).encode(), b"\n", *self.bodies.values()])

    @classmethod
    def from_bytes(cls, value: bytes) -> "StoredPage":
        """Return the page that `to_bytes` made into a value. Raises ValueError for anything else."""
        line, _end, rest = value.partition(b"\n")
        edition, until, parameters, content_type, browser_type, etag, size, sizes = json.loads(line)
        bodies = {}
        for coding, length in sizes.items():
            bodies[coding], rest = rest[:length], rest[length:]
        return cls(edition, until, tuple(parameters), content_type, browser_type, etag, size, bodies)


def has_parameters(request: HttpRequest, names: Collection[str]) -> bool:
    """Tell whether a request has a value for one of these query parameters."""
    return any(any(request.GET.getlist(name)) for name in names)


def compress(content: bytes) -> dict[str, bytes]:
    """Return the bodies to store of a page: both codings, or the plain page if that is hardly longer.

    A public page holds no secret that its compressed length could betray; the desk's pages are never compressed.
    """
    if len(content) < MIN_COMPRESSED_SIZE:
        return {_PLAIN: content}
    bodies = {_BROTLI: brotli.compress(content, quality=5), _GZIP: gzip.compress(content, compresslevel=6, mtime=0)}
    return bodies if max(map(len, bodies.values())) < len(content) else {_PLAIN: content}


def compress_for(request: HttpRequest, content: bytes) -> dict[str, bytes]:
    """Return the one body of a page that is sent once, in the coding that its client prefers, made quickly."""
    coding = _choose_coding(request, _CODINGS) if len(content) >= MIN_COMPRESSED_SIZE else _PLAIN
    if coding == _BROTLI:
        return {_BROTLI: brotli.compress(content, quality=1)}
    if coding == _GZIP:
        return {_GZIP: gzip.compress(content, compresslevel=1, mtime=0)}
    return {_PLAIN: content}


def build_etag(content: bytes) -> str:
    """Return a page's ETag, which says the same of the same page in every edition."""
    return quote_etag(hashlib.sha256(content).hexdigest()[:32])


def respond(request: HttpRequest, page: StoredPage) -> HttpResponse:
    """Return the response that sends a page: 304 if the client has it, compressed as the client prefers."""
    coding = _choose_coding(request, page.bodies)
    etag = f"W/{page.etag}" if coding else page.etag  # weak: the same page in other bytes
    headers = {"Cache-Control": CACHE_CONTROL, "ETag": etag}
    if vary := page.vary:
        headers["Vary"] = vary
    if "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MATCH" in request.META:
        answer: HttpResponse | None = get_conditional_response(request, etag=page.etag)
        if isinstance(answer, HttpResponseNotModified):
            for name, value in headers.items():
                answer.headers[name] = value
        if answer is not None:
            return answer
    if coding:
        headers["Content-Encoding"] = coding
    body = page.bodies[coding] if coding in page.bodies else zlib.decompress(page.bodies[_GZIP], wbits=31)
    headers["Content-Length"] = str(len(body))
    return HttpResponse(body, headers={"Content-Type": _choose_type(request, page), **headers})


def _choose_type(request: HttpRequest, page: StoredPage) -> str:
    """Return the content type for a client: browsers show some XML only under another type."""
    if page.browser_type and "text/html" in request.META.get("HTTP_ACCEPT", ""):
        return page.browser_type
    return page.content_type


def _choose_coding(request: HttpRequest, available: Collection[str]) -> str:
    """Return the content coding that a client prefers among those available; "" for none."""
    accepted = _parse_accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return next((coding for coding in accepted if coding in available), _PLAIN)


@lru_cache(maxsize=256)  # browsers send few different headers
def _parse_accepted(header: str) -> tuple[str, ...]:
    """Return the codings that an Accept-Encoding header accepts, the preferred one first."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        weights[name.strip()] = _parse_weight(parameters)
    anything = weights.get("*", 0.0)
    found = [(weights.get(coding, anything), coding) for coding in _CODINGS]
    return tuple(coding for weight, coding in sorted(found, key=lambda pair: -pair[0]) if weight)


def _parse_weight(parameters: str) -> float:
    """Return the weight in the parameters of a coding, such as "q=0.5"; 1 without one, 0 for one that can't be read."""
    name, _equals, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return max(float(value), 0.0)
    except ValueError:
        return 0.0
