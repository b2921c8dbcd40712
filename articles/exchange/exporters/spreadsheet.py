"""CSV (RFC 4180, UTF-8) with one row per story and no cell that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator

from articles.domain.document import BYLINE
from articles.exchange.exporters.published_story import Copy

COLUMNS = (
    "id",
    "address",
    "headline",
    "standfirst",
    "label",
    "genre",
    "language",
    "section",
    "authors",
    "tags",
    "about",
    "mentioned",
    "dateline",
    "published",
    "updated",
    "words",
    "text",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SEPARATOR = "; "


def lines(copies: Iterable[Copy]) -> Iterator[str]:
    """Yield the header row, then one row per story, as CSV with line ends."""
    yield _write_row(COLUMNS)
    for copy in copies:
        yield _write_row(map(escape_formula, _list_cells(copy)))


def escape_formula(cell: str) -> str:
    """Prefix an apostrophe to a cell that a spreadsheet would read as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _write_row(cells: Iterable[str]) -> str:
    """Write cells as one row of CSV, with its line end."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _list_cells(copy: Copy) -> list[str]:
    """List a story's cells in the order of COLUMNS. Raises ValueError for a story that is not published."""
    article = copy.article
    if article.visible_at is None:
        raise ValueError("Only a published story can be exported.")
    updated = max(article.visible_at, article.publicly_updated_at or article.visible_at)
    authors = dict.fromkeys(credit.author.name for credit in article.credits.all() if credit.role in BYLINE)
    mentions = article.country_mentions.all()
    return [
        copy.id,
        copy.address,
        article.headline,
        article.standfirst,
        article.label,
        article.genre,
        article.language,
        article.section.name if article.section else "",
        _SEPARATOR.join(authors),
        _SEPARATOR.join(tagging.tag.name for tagging in article.taggings.all()),
        *(
            _SEPARATOR.join(mention.country_id for mention in mentions if mention.role == role)
            for role in ("about", "mentioned")
        ),
        article.dateline,
        article.visible_at.isoformat(timespec="seconds"),
        updated.isoformat(timespec="seconds"),
        str(copy.words),
        "\n".join(copy.paragraphs),
    ]
