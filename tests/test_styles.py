"""The style sheets: small on the wire, and in one dialect."""

from pathlib import Path

import brotli

SHEETS = Path(__file__).parent.parent / "static"


def test_the_readers_stylesheet_is_small_as_it_is_sent():
    assert len(brotli.compress((SHEETS / "reader/reader.css").read_bytes())) < 7_000
