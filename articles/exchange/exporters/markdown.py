"""Markdown: one file per story, with its metadata as YAML front matter.

Every value of the front matter is JSON, which YAML reads alike: Norway's NO stays a word, and no headline can end the block.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.exchange.exporters.markdown_body import as_markdown
from articles.exchange.exporters.published_story import Copy
from articles.models import Image
from articles.queries import rendition_urls

_MOST = 200  # bytes of a file's name; no system takes more than 255
# YAML takes these for the ends of lines or refuses them.
_ESCAPED = {**{number: f"\\u{number:04x}" for number in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}}


def files(copies: Iterable[Copy]) -> Iterator[tuple[str, str]]:
    """Each story as its file's name and text."""
    for copy in copies:
        yield name_of(copy), text_of(copy)


def name_of(copy: Copy) -> str:
    """The day and the slug, which no other story has; a long slug is cut and told apart by a number."""
    slug = copy.article.slug
    if len(slug.encode()) > _MOST:
        slug = f"{slug.encode()[:_MOST].decode(errors='ignore')}-{copy.article.pk}"
    return f"{copy.article.published_on:%Y-%m-%d}-{slug}.md"


def text_of(copy: Copy) -> str:
    """One story's file."""
    front = "".join(f"{name}: {_value(value)}\n" for name, value in _facts(copy).items() if value)
    pictures = {str(use.image_id): _picture(copy, use.image) for use in copy.article.picture_uses.all()}
    return f"---\n{front}---\n\n{as_markdown(copy.document.body, pictures, address=copy.address)}"


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _picture(copy: Copy, image: Image) -> dict[str, str]:
    cuts = rendition_urls.sources(rendition_urls.as_mapping(image), "full")
    address = copy.site.absolute(cuts.src)
    return {"address": address, "alt": image.alt, "caption": image.caption, "credit": image.credit_line}


def _facts(copy: Copy) -> dict[str, Any]:
    article = copy.article
    if article.visible_at is None:
        raise ValueError("Only a published story can be exported.")
    updated = article.publicly_updated_at
    if updated and updated <= article.visible_at:
        updated = None
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "label": article.label,
        "genre": article.genre,
        "dateline": article.dateline,
        "published": article.visible_at.isoformat(timespec="seconds"),
        "updated": updated.isoformat(timespec="seconds") if updated else "",
        "language": article.language,
        "section": article.section.name if article.section else "",
        "credits": [{"name": part.author.name, "role": part.role} for part in article.credits.all()],
        "tags": [tagging.tag.name for tagging in article.taggings.all()],
        "countries": [{"code": one.country_id, "role": one.role} for one in article.country_mentions.all()],
        "lead_picture": _picture(copy, article.lead_image) if article.lead_image else None,
        "corrections": [
            {"kind": one.kind, "at": one.created_at.isoformat(timespec="seconds"), "text": one.text}
            for one in article.corrections.all()
        ],
        **copy.further_texts,
        "translation_of": copy.site.stable_id(article.original) if article.original else "",
        "slug": article.slug,
        "address": copy.address,
        "id": copy.id,
    }
