"""Pictures for the tests, friendly and hostile, all made here: taking files in needs no file from outside."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageDraw

PILLOW = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


def scene(size: tuple[int, int] = (120, 80), *, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """A picture with soft ground and a few hard shapes; its top left corner is red."""
    dice = random.Random(seed)  # noqa: S311 - a picture for a test is not secret
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(8):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
        pen.ellipse((x, y, x + size[0] // 4, y + size[1] // 3), fill=colour)
    pen.rectangle((0, 0, size[0] // 5, size[1] // 5), fill=(220, 10, 10))
    return image.convert(mode)


def encoded(image: Image.Image, format: str = "jpeg", **options: Any) -> bytes:
    target = BytesIO()
    if format == "avif":
        options = {"speed": 10, **options}
    image.save(target, PILLOW[format], **options)
    return target.getvalue()


def exif(*, orientation: int = 1, artist: str = "", copyright: str = "", gps: bool = False) -> bytes:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Model] = "SECRETCAMERA"
    if artist:
        tags[ExifTags.Base.Artist] = artist
    if copyright:
        tags[ExifTags.Base.Copyright] = copyright
    if gps:
        place = tags.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef] = "N"
        place[ExifTags.GPS.GPSLatitude] = (34.0, 31.0, 41.0)
        place[ExifTags.GPS.GPSAreaInformation] = b"SECRETPLACE"
    return tags.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*, width: int = 4, height: int = 4, before: bytes = b"", pixels: bytes | None = None) -> bytes:
    """A grey PNG whose header may lie, with chunks of one's own before the pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(pixels if pixels is not None else b"\x00\x10\x20\x30\x40" * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bomb(size: int = 64 * 1024 * 1024) -> bytes:
    """Zeros that deflate a thousandfold."""
    return zlib.compress(bytes(size), 9)


def segment(code: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def jpeg_of_size(width: int, height: int) -> bytes:
    """A real JPEG whose header claims another size."""
    data = bytearray(encoded(scene()))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_of_size(width: int, height: int) -> bytes:
    """An extended WebP whose canvas is declared at will."""
    plain = encoded(scene(), "webp")
    canvas = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + canvas + plain[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated `count` times."""
    data = encoded(scene(), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[-2:]
