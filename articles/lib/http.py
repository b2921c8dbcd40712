"""Check whether a web address answers, without ever reaching into the internal network.

Writers choose the addresses, and so do the sites that redirect: each step is resolved first, every address that its name
has must be public, and the connection goes to the very address that was looked at, so that a name can't change its mind in
between. No body is read, and every answer has a deadline. Knows nothing of Django.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

PATIENCE = 5.0  # seconds for connecting, and for each part of an answer
DEADLINE = 8.0  # seconds for a whole answer, however slowly it drips
MOST_STEPS = 5
PORTS = frozenset({80, 443, 8080, 8443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What some servers answer to HEAD although they would answer GET.
_ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 410, 501})
_SAFE = "/%:@!$&'()*+,;=~-._?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# NAT64 of a network's own (RFC 8215), which leads into it, and IPv4 written the old way (RFC 4291).
_LOCAL = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "::/96")))
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Newsroom link check)", "Accept": "*/*", "Connection": "close"}

Allowed = Callable[[str], bool]


@dataclass(frozen=True)
class Answer:
    """status is the HTTP status at the end of all redirects, 0 without an answer; `nowhere` when the host has no address."""

    status: int
    nowhere: bool = False


class _Refused(ValueError):
    """This address is not asked."""


class _Nowhere(ValueError):
    """The host's name has no address."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip.is_site_local or any(ip in network for network in _LOCAL):
            return False
        if ip in _NAT64:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
    return ip.is_global and not ip.is_multicast


def ask(address: str, *, allowed: Allowed = is_public) -> Answer:
    """What an http or https address answers; `allowed` says of an IP address whether it may be asked. Raises nothing."""
    try:
        for _step in range(MOST_STEPS):
            status, location = _ask_once(address, allowed)
            if status not in _REDIRECTS or not location:
                return Answer(status)
            address = urljoin(address, location)
    except _Nowhere:
        return Answer(0, nowhere=True)
    except (OSError, http.client.HTTPException, ValueError):
        pass
    return Answer(0)


def _ask_once(address: str, allowed: Allowed) -> tuple[int, str]:
    """Status and Location of one step, without following it."""
    parts = urlsplit(address)
    ip = _resolved(parts, allowed)
    status, location = _answer(parts, ip, "HEAD")
    return _answer(parts, ip, "GET") if status in _ASK_AGAIN else (status, location)


def _resolved(parts: SplitResult, allowed: Allowed) -> str:
    """The IP address to ask. Raises _Refused, _Nowhere, OSError."""
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or _port(parts) not in PORTS:
        raise _Refused(parts.geturl())
    try:
        found = socket.getaddrinfo(_host(parts), _port(parts), type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_NAME:
            raise _Nowhere(parts.hostname) from error
        raise
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(allowed, addresses)):
        raise _Refused(parts.hostname)
    return addresses[0]


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return host if ":" in host else host.encode("idna").decode()


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


class _Connection(http.client.HTTPConnection):
    """Talks to the address that was looked at, whatever the host's name means by now."""

    def __init__(self, parts: SplitResult, ip: str) -> None:
        super().__init__(_host(parts), _port(parts), timeout=PATIENCE)
        self._ip = ip
        self._is_encrypted = parts.scheme == "https"
        self.default_port = 443 if self._is_encrypted else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self._is_encrypted:
            self.sock = _encryption().wrap_socket(self.sock, server_hostname=self.host)

    def hang_up(self) -> None:
        """End an answer that takes too long, from outside."""
        with suppress(OSError, AttributeError):  # it may have ended by itself
            self.sock.shutdown(socket.SHUT_RDWR)


@cache
def _encryption() -> ssl.SSLContext:
    return ssl.create_default_context()


def _answer(parts: SplitResult, ip: str, method: str) -> tuple[int, str]:
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    connection = _Connection(parts, ip)
    try:
        with _deadline(connection):
            connection.request(method, target, headers=_HEADERS)
            response = connection.getresponse()
            return response.status, response.getheader("Location") or ""
    finally:
        connection.close()


@contextmanager
def _deadline(connection: _Connection) -> Iterator[None]:
    timer = threading.Timer(DEADLINE, connection.hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
