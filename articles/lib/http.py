"""Check whether a web address answers, without ever reaching into the internal network.

The addresses come from writers and from redirecting sites, so each hop is resolved first: every IP address of the host
must be public, and the connection goes to the address that was checked (no DNS rebinding). Response bodies are not
read, and every response has a deadline. No Django.
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

CONNECT_TIMEOUT_S = 5.0  # for connecting, and for each read
RESPONSE_TIMEOUT_S = 8.0  # for the whole response, however slowly it trickles in
MAX_REQUESTS = 5
ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})
_REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
# Some servers send these in response to HEAD although GET would succeed.
_RETRY_WITH_GET_STATUSES = frozenset({400, 403, 404, 405, 406, 410, 501})
_SAFE_URL_CHARACTERS = "/%:@!$&'()*+,;=~-._?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Local-use NAT64 (RFC 8215), which reaches the local network, and deprecated IPv4-compatible addresses (RFC 4291).
_PRIVATE_NETWORKS = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "::/96")))
_NAME_NOT_FOUND_ERRORS = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_REQUEST_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Newsroom link check)",
    "Accept": "*/*",
    "Connection": "close",
}

AddressFilter = Callable[[str], bool]


@dataclass(frozen=True)
class LinkResponse:
    """The final response of an address.

    ``status`` is the HTTP status after all redirects, 0 if there was no response; ``nowhere`` is true if the host name
    does not resolve.
    """

    status: int
    nowhere: bool = False


class _AddressRefused(ValueError):
    """The address must not be requested."""


class _HostNotFound(ValueError):
    """The host name does not resolve."""


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet, unwrapping IPv6 forms that embed IPv4."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip.is_site_local or any(ip in network for network in _PRIVATE_NETWORKS):
            return False
        if ip in _NAT64:
            embedded = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if embedded is not None:
            return is_public(str(embedded))
    return ip.is_global and not ip.is_multicast


def fetch_final_status(address: str, *, allowed: AddressFilter = is_public) -> LinkResponse:
    """Request an http or https address, follow its redirects, and return the final status.

    ``allowed`` decides for each IP address whether it may be contacted. Never raises.
    """
    try:
        for _step in range(MAX_REQUESTS):
            status, location = _request_hop(address, allowed)
            if status not in _REDIRECT_STATUSES or not location:
                return LinkResponse(status)
            address = urljoin(address, location)
    except _HostNotFound:
        return LinkResponse(0, nowhere=True)
    except (OSError, http.client.HTTPException, ValueError):
        pass
    return LinkResponse(0)


def _request_hop(address: str, allowed: AddressFilter) -> tuple[int, str]:
    """Request one address without following redirects; return its status and Location header."""
    parts = urlsplit(address)
    ip = _resolve(parts, allowed)
    status, location = _send(parts, ip, "HEAD")
    return _send(parts, ip, "GET") if status in _RETRY_WITH_GET_STATUSES else (status, location)


def _resolve(parts: SplitResult, allowed: AddressFilter) -> str:
    """Resolve the host to an allowed IP address. Raises _AddressRefused, _HostNotFound or OSError."""
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or "@" in parts.netloc
        or _effective_port(parts) not in ALLOWED_PORTS
    ):
        raise _AddressRefused(parts.geturl())
    try:
        entries = socket.getaddrinfo(_ascii_host(parts), _effective_port(parts), type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NAME_NOT_FOUND_ERRORS:
            raise _HostNotFound(parts.hostname) from error
        raise
    addresses = [str(entry[4][0]) for entry in entries]
    if not addresses or not all(map(allowed, addresses)):
        raise _AddressRefused(parts.hostname)
    return addresses[0]


def _ascii_host(parts: SplitResult) -> str:
    """Return the host of an address in ASCII (IDNA), or an IPv6 literal unchanged."""
    host = parts.hostname or ""
    return host if ":" in host else host.encode("idna").decode()


def _effective_port(parts: SplitResult) -> int:
    """Return the port of an address, by default that of its scheme."""
    return parts.port or (443 if parts.scheme == "https" else 80)


class _Connection(http.client.HTTPConnection):
    """A connection to the IP address that was checked, whatever the host name resolves to now."""

    def __init__(self, parts: SplitResult, ip: str) -> None:
        """Prepare a connection to this IP address for an address's host name and port."""
        super().__init__(_ascii_host(parts), _effective_port(parts), timeout=CONNECT_TIMEOUT_S)
        self._ip = ip
        self._is_encrypted = parts.scheme == "https"
        self.default_port = 443 if self._is_encrypted else 80

    def connect(self) -> None:
        """Connect to the checked IP address; TLS verifies the host name."""
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self._is_encrypted:
            self.sock = _tls_context().wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """Abort a slow response from another thread."""
        with suppress(OSError, AttributeError):  # it may already have finished
            self.sock.shutdown(socket.SHUT_RDWR)


@cache
def _tls_context() -> ssl.SSLContext:
    """Return the TLS context, created once."""
    return ssl.create_default_context()


def _send(parts: SplitResult, ip: str, method: str) -> tuple[int, str]:
    """Send one request to an IP address; return status and Location header."""
    target = quote(parts.path or "/", safe=_SAFE_URL_CHARACTERS) + (
        f"?{quote(parts.query, safe=_SAFE_URL_CHARACTERS)}" if parts.query else ""
    )
    connection = _Connection(parts, ip)
    try:
        with _limit_response_time(connection):
            connection.request(method, target, headers=_REQUEST_HEADERS)
            response = connection.getresponse()
            return response.status, response.getheader("Location") or ""
    finally:
        connection.close()


@contextmanager
def _limit_response_time(connection: _Connection) -> Iterator[None]:
    """Abort the connection if the context takes longer than RESPONSE_TIMEOUT_S."""
    timer = threading.Timer(RESPONSE_TIMEOUT_S, connection.abort)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
