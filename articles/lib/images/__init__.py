"""Decode untrusted pictures, cut sizes for readers, draw cards for stories without a picture.

A pure tool: bytes in, bytes out; no Django, no settings, no files but its own fonts. It alone opens pictures from outside and
it alone decides what an encoded picture contains. Nothing that came in with a file goes out again except its
pixels and whoever it names as its owner: all other metadata (where it was taken, by which camera, comments,
previews) is dropped, colours are converted to sRGB, and the owner is handed to the caller as words too.

    picture = open_picture(upload)                     # or PictureRefused, with a sentence for the editor
    original = master(picture)                         # the one file to keep
    small = cut(original.data, width=800, ratio=(3, 2), focal=(0.4, 0.3), format="avif")

    social = card(headline="A river, shared", label="Analysis", paper="The Meridian", direction="ltr")
"""

from articles.lib.images.cards import card
from articles.lib.images.decoder import Picture, open_picture
from articles.lib.images.encoder import Encoded, Format, master
from articles.lib.images.errors import MAX_BYTES, MAX_PIXELS, PictureRefused
from articles.lib.images.fingerprints import BANDS, SAME, bands, distance, fingerprint
from articles.lib.images.resizer import Box, Focal, Ratio, crop_box, cut
from articles.lib.images.typesetter import Direction

__all__ = [
    "BANDS",
    "MAX_BYTES",
    "MAX_PIXELS",
    "SAME",
    "Box",
    "Direction",
    "Encoded",
    "Focal",
    "Format",
    "Picture",
    "PictureRefused",
    "Ratio",
    "bands",
    "card",
    "crop_box",
    "cut",
    "distance",
    "fingerprint",
    "master",
    "open_picture",
]
