"""Asking an address: what is answered is told, and nobody is led into our own network."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from articles.lib import http
from articles.lib.http import LinkResponse, fetch_final_status, is_public


class Site(BaseHTTPRequestHandler):
    """Answers by its paths, and remembers what it was asked."""

    asked: list[tuple[str, str]] = []

    def do_GET(self):
        self.asked.append((self.command, self.path))
        name = self.path.strip("/").partition("?")[0]
        if name.startswith("to-"):
            self.send_response(302)
            self.send_header("Location", {"to-page": "/200", "to-self": "/to-self"}.get(name) or self.path[4:])
        elif name == "no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif name == "endless":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 50_000_000)
            return
        elif name == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(200):
                self.wfile.write(b"X-Slow: yes\r\n")
                time.sleep(0.1)
            return
        else:
            self.send_response(int(name or 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the server's interface

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def site(monkeypatch):
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.handle_error = lambda *_args: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(http, "ALLOWED_PORTS", http.ALLOWED_PORTS | {server.server_port})
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def anyone(_address):
    return True


@pytest.mark.parametrize("status", [200, 204, 404, 410, 500, 503])
def test_the_status_is_told(site, status):
    assert fetch_final_status(f"{site}/{status}", allowed=anyone) == LinkResponse(status)


def test_a_redirect_is_followed_to_its_end(site):
    assert fetch_final_status(f"{site}/to-page", allowed=anyone) == LinkResponse(200)
    assert Site.asked == [("HEAD", "/to-page"), ("HEAD", "/200")]


def test_redirects_without_end_are_no_answer(site):
    assert fetch_final_status(f"{site}/to-self", allowed=anyone) == LinkResponse(0)
    assert len(Site.asked) == http.MAX_REQUESTS


def test_who_does_not_answer_to_head_is_asked_with_get(site):
    assert fetch_final_status(f"{site}/no-head", allowed=anyone) == LinkResponse(200)
    assert Site.asked == [("HEAD", "/no-head"), ("GET", "/no-head")]


def test_letters_of_any_script_can_be_asked_for(site):
    assert fetch_final_status(f"{site}/200?q=دریا&x=1 2", allowed=anyone) == LinkResponse(200)
    assert Site.asked == [("HEAD", "/200?q=%D8%AF%D8%B1%DB%8C%D8%A7&x=1%202")]


def test_our_own_network_is_not_asked(site):
    assert fetch_final_status(f"{site}/200") == LinkResponse(0)
    assert fetch_final_status(site.replace("localhost", "127.0.0.1") + "/200") == LinkResponse(0)
    assert Site.asked == []
    assert fetch_final_status(f"{site}/200", allowed=anyone) == LinkResponse(200)


def test_nobody_is_redirected_into_our_own_network(site):
    """The first step is allowed by its address, the second is not."""
    port = site.rpartition(":")[2]
    inside = f"http://127.0.0.2:{port}/200"

    def allowed(address):
        return address != "127.0.0.2"

    assert fetch_final_status(f"{site}/to-{inside}", allowed=allowed) == LinkResponse(0)
    assert Site.asked == [("HEAD", f"/to-{inside}")]


def test_a_name_that_is_also_ours_is_not_asked(site, monkeypatch):
    real = socket.getaddrinfo
    ours = real("127.0.0.1", 80, type=socket.SOCK_STREAM)
    theirs = [(*ours[0][:4], ("93.184.216.34", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: theirs + ours)
    assert fetch_final_status("http://two-faced.example/") == LinkResponse(0)
    assert Site.asked == []


def test_a_host_that_does_not_exist_leads_nowhere(monkeypatch):
    def unknown(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    def unsure(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert fetch_final_status("https://gone.example/") == LinkResponse(0, nowhere=True)
    monkeypatch.setattr(socket, "getaddrinfo", unsure)
    assert fetch_final_status("https://gone.example/") == LinkResponse(0)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "page.html",
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "http://a.example:99999/",
        "http://a.example:22/",
        "http://user:word@a.example/",
        "http://" + "a" * 300 + ".example/",
        "http://xn--\udcff.example/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
    ],
)
def test_an_odd_address_is_not_asked_and_is_no_error(address, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_args: pytest.fail("Somebody was asked."))
    assert fetch_final_status(address, allowed=anyone).status == 0


def test_an_endless_page_is_not_read(site):
    begun = time.monotonic()
    assert fetch_final_status(f"{site}/endless", allowed=anyone) == LinkResponse(200)
    assert time.monotonic() - begun < 2


def test_an_answer_that_drips_is_hung_up_on(site, monkeypatch):
    monkeypatch.setattr(http, "RESPONSE_TIMEOUT_S", 0.5)
    begun = time.monotonic()
    fetch_final_status(f"{site}/drip", allowed=anyone)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound to it
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b:1::10.0.0.1", False),
        ("fec0::1", False),
        ("::7f00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_what_is_public_is_told_whatever_it_is_wrapped_in(address, public):
    assert is_public(address) == public
