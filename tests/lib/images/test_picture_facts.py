"""What a file says of its picture comes in with it: caption, alt text, place and day, wherever agencies write them."""

import datetime

import pillow_heif
import pytest
from PIL import ExifTags, Image

from articles.lib.images import open_picture
from articles.lib.images.metadata import PictureFacts
from tests.support import image_files

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:City="Lahore" {more}>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A gauge in the Ravi, سیلاب</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A pole</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility>
<photoshop:DateCreated>2026-11-30T09:15:00+05:00</photoshop:DateCreated>
<photoshop:Country>Pakistan</photoshop:Country>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def field(number: int, text: str) -> bytes:
    """A field of record 2 of IPTC-IIM."""
    data = text.encode()
    return bytes((0x1C, 2, number)) + len(data).to_bytes(2, "big") + data


def with_iptc(*fields: bytes) -> bytes:
    """A JPEG with these fields, in the block that Photoshop writes."""
    records = b"".join(fields)
    block = b"8BIM\x04\x04\x00\x00" + len(records).to_bytes(4, "big") + records + b"\x00" * (len(records) % 2)
    data = image_files.encoded(image_files.scene())
    return data[:2] + image_files.segment(0xED, b"Photoshop 3.0\x00" + block) + data[2:]


def test_iptc_says_caption_day_and_place():
    agency = with_iptc(
        field(120, "Engineers read a\rgauge in Sukkur."),
        field(55, "20261129"),
        field(90, "Sukkur"),
        field(101, "Pakistan"),
    )
    assert open_picture(agency).facts == PictureFacts(
        "Engineers read a gauge in Sukkur.", "", "Sukkur, Pakistan", datetime.date(2026, 11, 29)
    )


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif"])
def test_xmp_says_it_in_any_script_and_has_the_alt_text_too(kind):
    data = image_files.encoded(image_files.scene(), kind, xmp=XMP.format(more="").encode())
    assert open_picture(data).facts == PictureFacts(
        "A gauge in the Ravi, سیلاب", "A pole", "Lahore, Pakistan", datetime.date(2026, 11, 30)
    )


def test_xmp_names_the_owner_where_nothing_else_does():
    named = XMP.format(more='photoshop:Credit="Gazette Pictures"')
    assert open_picture(image_files.encoded(image_files.scene(), xmp=named.encode())).copyright == "Gazette Pictures"


def test_a_cameras_exif_says_day_and_description():
    tags = Image.Exif()
    tags[ExifTags.Base.ImageDescription] = "The dam"
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2025:06:01 10:00:00"
    facts = open_picture(image_files.encoded(image_files.scene(), exif=tags.tobytes())).facts
    assert facts == PictureFacts("The dam", "", "", datetime.date(2025, 6, 1))


def test_a_file_that_says_nothing_or_nonsense_is_a_picture_all_the_same():
    assert open_picture(image_files.encoded(image_files.scene())).facts == PictureFacts()
    odd = with_iptc(field(55, "20261399"), field(120, ""))
    assert open_picture(odd).facts == PictureFacts()


@pytest.mark.parametrize(
    "packet",
    [
        b"<x",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
    ],
)
def test_hostile_xmp_is_not_read(packet):
    assert open_picture(image_files.encoded(image_files.scene(), xmp=packet)).facts == PictureFacts()


def test_a_long_caption_is_cut_to_what_the_library_holds():
    assert len(open_picture(with_iptc(field(120, "word " * 400))).facts.caption) == 500


def test_a_phones_heic_comes_in_upright_with_what_it_says():
    image = image_files.scene((120, 80))
    held = pillow_heif.from_pillow(image)
    target = image_files.BytesIO()
    held.save(target, exif=image_files.exif(artist="Mina Rahim", gps=True))
    picture = open_picture(target.getvalue())
    assert (picture.format, picture.size, picture.image.size) == ("heif", (120, 80), (120, 80))
    assert (picture.copyright, picture.image.info) == ("Mina Rahim", {})


def test_a_heic_that_is_no_picture_is_refused():
    with pytest.raises(ValueError, match="damaged or incomplete"):
        open_picture(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"x" * 200)
