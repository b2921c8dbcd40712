"""Decode untrusted pictures, cut sizes for readers, draw cards for stories without a picture.

Bytes in, bytes out: no Django, no settings, no files but its own fonts. Only this package opens pictures from
outside, and only it decides what an encoded picture contains. Of an uploaded file, only the pixels and the owner's
name are preserved: all other metadata (location, camera, comments, previews) is dropped and colours are converted to sRGB.
The owner, and what the file says of caption, alt text, place and day, are also returned as text.

    picture = open_picture(upload)                     # or PictureRefused, with a sentence for the editor
    original = encode_master(picture)                  # the one file to store
    small = render_crop(original.data, width=800, ratio=(3, 2), focal=(0.4, 0.3), format="avif")

    social = draw_card(headline="A river, shared", label="Analysis", paper="The Meridian", direction="ltr")
"""

from articles.lib.images.cards import draw_card
from articles.lib.images.decoder import DecodedPicture, open_picture
from articles.lib.images.encoder import Encoded, Format, encode_master
from articles.lib.images.errors import MAX_BYTES, MAX_PIXELS, PictureRefused
from articles.lib.images.fingerprints import (
    BAND_COUNT,
    MAX_SAME_DISTANCE,
    fingerprint,
    fingerprint_bands,
    fingerprint_distance,
)
from articles.lib.images.headers import ACCEPTED_TYPES
from articles.lib.images.resizer import Box, Crop, Focal, Ratio, crop_box, render_crop, reshape_master
from articles.lib.images.typesetter import Direction

__all__ = [
    "ACCEPTED_TYPES",
    "BAND_COUNT",
    "MAX_BYTES",
    "MAX_PIXELS",
    "MAX_SAME_DISTANCE",
    "Box",
    "Crop",
    "DecodedPicture",
    "Direction",
    "Encoded",
    "Focal",
    "Format",
    "PictureRefused",
    "Ratio",
    "crop_box",
    "draw_card",
    "encode_master",
    "fingerprint",
    "fingerprint_bands",
    "fingerprint_distance",
    "open_picture",
    "render_crop",
    "reshape_master",
]
