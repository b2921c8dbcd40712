"""Markdown: one file per story, with its metadata as YAML front matter.

Every value of the front matter is JSON, which is valid YAML: Norway's NO stays a string, and no headline can end the block.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from articles.exchange.exporters.markdown_body import convert_to_markdown
from articles.exchange.exporters.published_story import Copy
from articles.queries import rendition_urls
from articles.queries.story.picture_words import lead_in_story

_MAX_SLUG_BYTES = 200  # file systems allow names of 255 bytes
# YAML reads these as line breaks or rejects them.
_ESCAPES = {number: f"\\u{number:04x}" for number in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}


def files(copies: Iterable[Copy]) -> Iterator[tuple[str, str]]:
    """Yield (file name, Markdown text) for each story."""
    for copy in copies:
        yield file_name(copy), render_file(copy)


def file_name(copy: Copy) -> str:
    """Return a story's file name: its date and slug; a long slug is cut and made unique by the story's id."""
    slug = copy.article.slug
    if len(slug.encode()) > _MAX_SLUG_BYTES:
        slug = f"{slug.encode()[:_MAX_SLUG_BYTES].decode(errors='ignore')}-{copy.article.pk}"
    return f"{copy.article.published_on:%Y-%m-%d}-{slug}.md"


def render_file(copy: Copy) -> str:
    """Render one story as Markdown with front matter. Raises ValueError for a story that is not published."""
    front_matter = "".join(
        f"{name}: {_encode_value(value)}\n" for name, value in _build_metadata(copy).items() if value
    )
    pictures = {
        str(use.image_id): _describe_picture(copy, rendition_urls.as_mapping(use.image))
        for use in copy.article.picture_uses.all()
    }
    return f"---\n{front_matter}---\n\n{convert_to_markdown(copy.document.body, pictures, address=copy.address)}"


def _encode_value(value: Any) -> str:
    """Encode a value of the front matter as JSON without characters that YAML rejects or reads as line breaks."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _describe_picture(copy: Copy, image: Mapping[str, Any]) -> dict[str, str]:
    """Return a picture's address, alt text, caption and credit line, as the front matter and the body show them."""
    address = copy.site.absolute(rendition_urls.sources(image, "full").src)
    return {"address": address, "alt": image["alt"], "caption": image["caption"], "credit": image["credit_line"]}


def _describe_lead(copy: Copy) -> dict[str, str] | None:
    """Return the lead picture with its words in the story; None for a story without one."""
    lead = copy.article.lead_image
    return _describe_picture(copy, lead_in_story(rendition_urls.as_mapping(lead), copy.document)) if lead else None


def _build_metadata(copy: Copy) -> dict[str, Any]:
    """Return the front matter's values by name, empty ones included. Raises ValueError for an unpublished story."""
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
        "credits": [{"name": credit.author.name, "role": credit.role} for credit in article.credits.all()],
        "tags": [tagging.tag.name for tagging in article.taggings.all()],
        "countries": [{"code": mention.country_id, "role": mention.role} for mention in article.country_mentions.all()],
        "lead_picture": _describe_lead(copy),
        "corrections": [
            {
                "kind": correction.kind,
                "at": correction.created_at.isoformat(timespec="seconds"),
                "text": correction.text,
            }
            for correction in article.corrections.all()
        ],
        **copy.further_texts,
        "translation_of": copy.site.stable_id(article.original) if article.original else "",
        "slug": article.slug,
        "address": copy.address,
        "id": copy.id,
    }
