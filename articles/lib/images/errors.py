"""Limits for pictures, and the messages shown when one is refused."""

from typing import Final

MAX_BYTES: Final = 30 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000

NOT_A_PICTURE: Final = "This file is not a JPEG, PNG, WebP, AVIF or HEIC picture."
EMPTY: Final = "This file is empty."
TOO_MANY_BYTES: Final = "This file is larger than 30 MB; please save a smaller version."
TOO_MANY_PIXELS: Final = "This picture has more than 50 megapixels; please save it at a smaller size."
DAMAGED: Final = "This picture is damaged or incomplete; please save it again and send the new file."
ANIMATED: Final = "This picture is animated; please send a still picture."


class PictureRefused(ValueError):
    """An uploaded picture that is not accepted; the message is a sentence for the editor."""
