"""How a page is sent, made or stored: compressed, compared with what the reader has, under the type that the reader shows."""

import gzip
import hashlib
import zlib

import brotli
import pytest

from articles.queries import page_store
from articles.services import workflow

pytestmark = pytest.mark.django_db

BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def hashed_and_compressed(monkeypatch):
    """The sizes of what the standard library hashes and compresses, in bytes."""
    sizes = []

    def record(function):
        def recorded(data=b"", *args, **kwargs):
            sizes.append(len(data))
            return function(data, *args, **kwargs)

        return recorded

    monkeypatch.setattr(hashlib, "sha256", record(hashlib.sha256))
    monkeypatch.setattr(zlib, "compress", record(zlib.compress))
    monkeypatch.setattr(brotli, "compress", record(brotli.compress))
    return sizes


def test_a_page_that_has_not_changed_is_answered_with_304(client, published):
    for address in ("/", published.get_absolute_url(), "/country/pk/"):
        first = client.get(address)
        second = client.get(address, headers={"if-none-match": first.headers["ETag"]})
        assert (second.status_code, second.content) == (304, b"")
        assert second.headers["ETag"] == first.headers["ETag"]
        assert second.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_head_answers_as_get_does_without_the_page(client, published):
    get, head = client.get("/"), client.head("/")
    assert (head.content, head.headers["ETag"]) == (b"", get.headers["ETag"])
    assert client.get("/").content == get.content


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("GZIP, BR", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
    ],
)
def test_a_page_is_compressed_for_everyone_who_accepts_it(client, published, accepted, coding):
    plain = client.get("/")
    page_store.clear()
    for _made_then_stored in range(2):
        packed = client.get("/", headers={"accept-encoding": accepted})
        assert UNPACK[coding](packed.content) == plain.content
        assert len(packed.content) < len(plain.content)
        assert {name: packed.headers[name] for name in ("Content-Encoding", "Vary", "ETag", "Content-Length")} == {
            "Content-Encoding": coding,
            "Vary": "Accept-Encoding",
            "ETag": f"W/{plain.headers['ETag']}",
            "Content-Length": str(len(packed.content)),
        }


@pytest.mark.parametrize("accepted", ["", "identity", "deflate", "gzip;q=0, br;q=0", "gzip;q=much", "*;q=0", ";;,,=q"])
def test_a_page_is_sent_as_it_is_to_everyone_else(client, published, accepted):
    found = [client.get("/", headers={"accept-encoding": accepted}) for _made_then_stored in range(2)]
    assert found[0].content == found[1].content
    for plain in found:
        assert (plain.headers["Vary"], plain.headers.get("Content-Encoding")) == ("Accept-Encoding", None)
        assert plain.headers["Content-Length"] == str(len(plain.content))
        assert b"<title>" in plain.content


@pytest.mark.parametrize("coding", UNPACK)
def test_a_compressed_page_can_be_the_first_to_be_made(client, published, coding):
    packed, plain = client.get("/", headers={"accept-encoding": coding}), client.get("/")
    assert UNPACK[coding](packed.content) == plain.content
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("address", ["/search/?q=gauge", "/nowhere/"])
def test_a_page_that_is_not_stored_is_compressed_as_well(client, published, address, coding):
    plain, packed = client.get(address), client.get(address, headers={"accept-encoding": coding})
    is_public = plain.status_code == 200
    assert (UNPACK[coding](packed.content) == plain.content) if is_public else packed.content == plain.content


@pytest.mark.parametrize("coding", UNPACK)
def test_the_page_of_a_story_that_was_killed_is_compressed_as_well(client, published, publisher, coding):
    workflow.kill(published, by=publisher, reason="The court says so.")
    address = published.get_absolute_url()
    plain, packed = client.get(address), client.get(address, headers={"accept-encoding": coding})
    assert (plain.status_code, UNPACK[coding](packed.content)) == (410, plain.content)
    assert {name: packed.headers[name] for name in ("Content-Encoding", "Vary", "Cache-Control")} == {
        "Content-Encoding": coding,
        "Vary": "Accept-Encoding",
        "Cache-Control": "no-cache",
    }


def test_a_stored_page_is_neither_hashed_nor_compressed_again(client, published, hashed_and_compressed):
    address = published.get_absolute_url()
    made = client.get(address, headers=BROWSER)
    page = len(brotli.decompress(made.content))
    assert hashed_and_compressed.count(page) == 3  # its hash, and its compressed bytes in two codings
    hashed_and_compressed.clear()
    stored = client.get(address, headers=BROWSER)
    assert (stored.content, stored.headers["ETag"]) == (made.content, made.headers["ETag"])
    assert client.get(address).status_code == 200
    assert client.get(address, headers={**BROWSER, "if-none-match": made.headers["ETag"]}).status_code == 304
    assert hashed_and_compressed == []


def test_a_compressed_page_that_has_not_changed_is_answered_with_304(client, published):
    first = client.get("/", headers=BROWSER)
    for tag in (
        first.headers["ETag"],
        first.headers["ETag"].removeprefix("W/"),
        '"other", ' + first.headers["ETag"],
        "*",
    ):
        second = client.get("/", headers={**BROWSER, "if-none-match": tag})
        assert (second.status_code, second.content) == (304, b"")
        names = ("ETag", "Vary", "Cache-Control")
        assert {name: second.headers[name] for name in names} == {name: first.headers[name] for name in names}
        assert "Content-Encoding" not in second.headers


def test_what_a_page_must_match_is_compared(client, published):
    tag = client.get("/").headers["ETag"]
    found = [client.get("/", headers={"if-match": value}).status_code for value in (tag, "*", '"other"')]
    assert found == [200, 200, 412]


def test_head_of_a_compressed_page_has_the_headers_of_get(client, published):
    get, head = client.get("/", headers=BROWSER), client.head("/", headers=BROWSER)
    names = ("Content-Encoding", "Vary", "ETag", "Content-Length", "Content-Type", "Cache-Control")
    assert {name: head.headers[name] for name in names} == {name: get.headers[name] for name in names}


@pytest.mark.parametrize("address", ["/feed/", "/feed/atom/", "/corrections/feed/"])
def test_a_stored_feed_has_the_content_type_that_its_reader_shows(client, published, address):
    types = {"text/html,application/xml;q=0.9": "application/xml; charset=utf-8", "*/*": "application/"}
    for accepted in [*types, *types]:
        answer = client.get(address, headers={"accept": accepted})
        kind = answer.headers["Content-Type"]
        assert (kind.startswith(types[accepted]), "+xml" in kind) == (True, accepted == "*/*")
        assert answer.headers["Vary"] == "Accept-Encoding, Accept"
    assert page_store.count() == 1
