"""Fill an empty database with the demo: people, sections, pictures and stories."""

import datetime
import hashlib
import io
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.domain.roles import EDITORS, PUBLISHERS, REPORTERS
from articles.management.demo import desk_work
from articles.management.demo.artwork import draw
from articles.models import Article, Author, Image, Section, User
from articles.queries.archive import samples
from articles.services import accounts, editing, front_page, key_stories, notifications, sample_data, workflow
from articles.services.edition import open_edition
from articles.services.front_page import Placement
from articles.services.media import renditions

HERE = Path(__file__).parent
CAST_FILE = HERE / "cast.toml"
ACCOUNTS = {"reporter": REPORTERS, "editor": EDITORS, "publisher": PUBLISHERS, "admin": ""}
MORNING = datetime.time(8, 0)


@dataclass(frozen=True)
class Cast:
    """The demo's accounts, and the authors and sections by slug."""

    reporter: User
    editor: User
    publisher: User
    authors: dict[str, Author]
    sections: dict[str, Section]


@transaction.atomic
def create_people(password: str) -> Cast:
    """Create the four accounts, the sections and the authors, or update existing ones.

    With the password "", existing accounts keep theirs.
    """
    users = {name: accounts.save_demo_account(name, group=group, password=password) for name, group in ACCOUNTS.items()}
    entries = _read_toml(CAST_FILE)
    sections = {}
    for position, entry in enumerate(entries["sections"], 1):
        columns = {key: entry[key] for key in ("name", "names", "description") if key in entry}
        sections[entry["slug"]] = sample_data.ensure_section(entry["slug"], position=position, **columns)
    authors = {
        entry["slug"]: sample_data.ensure_author(
            entry["slug"], name=entry["name"], bio=entry["bio"], based_in=entry["place"]
        )
        for entry in entries["authors"]
    }
    return Cast(users["reporter"], users["editor"], users["publisher"], authors, sections)


def list_story_files() -> list[Path]:
    """List the sample files, the oldest story first, so that the newest tops the front page; translations last."""
    samples_by_path = {path: _read_toml(path) for path in sorted((HERE / "stories").glob("*.toml"))}

    def sort_key(path: Path) -> tuple[bool, float]:
        """Return whether a sample is a translation, then its age in days, negative."""
        return "translates" in samples_by_path[path], -float(samples_by_path[path]["days_ago"])

    return sorted(samples_by_path, key=sort_key)


def _read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file as a mapping."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def create_story(path: Path, cast: Cast) -> Article | None:
    """Create one sample story and move it to its standing; return None if the story exists already."""
    digest = _hash_file(path)
    if samples.find_filed_story(digest):
        return None
    sample = _read_toml(path)
    with transaction.atomic():
        document = _build_document(sample, cast)
        first = _remove_last_paragraph(document) if "correction" in sample else document
        article = editing.create(first, by=cast.reporter, filed_digest=digest)
        return _move_to_standing(article, sample, document, cast)


def _build_document(sample: dict[str, Any], cast: Cast) -> Document:
    """Build the Document of a sample file's values, and create its picture."""
    credits = [CreditLine(cast.authors[credit["author"]].pk, credit["role"]) for credit in sample["credits"]]
    about = [CountryLine(code, "about") for code in sample["about"]]
    mentioned = [CountryLine(code, "mentioned") for code in sample["mentioned"]]
    today = timezone.localdate()
    return Document(
        headline=sample["headline"],
        standfirst=sample["standfirst"],
        label=sample["label"],
        genre=sample["genre"],
        dateline=sample["dateline"],
        # Today's stories are published now, to the second; older ones get the date only.
        dated=today - datetime.timedelta(days=int(sample["days_ago"])) if sample["days_ago"] >= 1 else None,
        body=sample["body"],
        credits=tuple(credits),
        section=cast.sections[sample["section"]].pk,
        tags=tuple(sample["tags"]),
        countries=(*about, *mentioned),
        lead_image=_create_picture(sample["picture"], cast).pk if "picture" in sample else None,
        language=sample.get("language", "en"),
        backstory=sample.get("backstory", ""),
        original=_find_original(sample["translates"]) if "translates" in sample else None,
    )


def _hash_file(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, by which a sample's story is found again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _find_story(stem: str) -> Article:
    """Find the story of the sample file with this name, without .toml. Raises LookupError."""
    story = samples.find_filed_story(_hash_file(HERE / "stories" / f"{stem}.toml"))
    if story is None:
        raise LookupError(f"The sample story {stem} has not been created.")
    return story


def _find_original(stem: str) -> Original:
    """Find the published version, or else the newest, of the sample that a translation names."""
    story = _find_story(stem)
    return Original(story.pk, (story.live or story.newest).number)


def _create_picture(entry: dict[str, Any], cast: Cast) -> Image:
    """Draw a sample's picture and save it as the reporter's upload."""
    drawing = io.BytesIO()
    draw(entry["scene"], seed=entry["seed"]).save(drawing, "PNG", compress_level=1)
    image = Image(alt=entry["alt"], caption=entry["caption"], credit_line=entry["credit_line"], licence="Own work")
    return renditions.save_upload(image, drawing.getvalue(), by=cast.reporter)


def _remove_last_paragraph(document: Document) -> Document:
    """Return the text without its last paragraph, as it was before the correction."""
    return replace(document, body=document.body.rpartition("<p>")[0])


def _move_to_standing(article: Article, sample: dict[str, Any], document: Document, cast: Cast) -> Article:
    """Make the moves that lead to the sample's standing, each by the person whose duty it is."""
    standing = sample["standing"]
    if standing == "spiked":
        return workflow.spike(article, by=cast.editor)
    if standing == "draft":
        return article
    article = workflow.submit(article, by=cast.reporter)
    if standing == "in_review":
        return article
    article = _approve_newest(article, cast)
    if standing == "approved":
        return article
    if standing == "scheduled":
        day = timezone.localdate() + datetime.timedelta(days=1)
        at = timezone.make_aware(datetime.datetime.combine(day, MORNING))
        return workflow.schedule(article, by=cast.publisher, at=at)
    article = workflow.publish(article, by=cast.publisher, overriding=sample.get("overriding", {}))
    if standing == "retracted":
        return workflow.retract(article, by=cast.publisher, reason=sample["notice"])
    if standing == "killed":
        return workflow.kill(article, by=cast.publisher, reason=sample["notice"])
    return _publish_correction(article, sample, document, cast) if "correction" in sample else article


def _approve_newest(article: Article, cast: Cast) -> Article:
    """Approve a story's newest version as the editor."""
    return workflow.approve(article, by=cast.editor, seen=article.newest.number)


def _publish_correction(article: Article, sample: dict[str, Any], document: Document, cast: Cast) -> Article:
    """Edit a published story, approve the new version and publish it with the sample's correction."""
    base = article.newest.number
    article = editing.edit(article, document, by=cast.reporter, base=base)
    article = _approve_newest(workflow.submit(article, by=cast.reporter), cast)
    correction = sample["correction"]
    return workflow.publish_with_correction(
        article, by=cast.publisher, kind=correction["kind"], text=correction["text"]
    )


def create_surroundings(cast: Cast) -> None:
    """Create what surrounds the stories: series, info pages, key stories, the front page, assignments and notes.

    Existing content is not changed.
    """
    entries = _read_toml(CAST_FILE)
    _create_collections_and_pages(entries)
    if not samples.has_key_stories():
        for entry in entries.get("keys", []):
            first, second = entry["pair"]
            story = _find_story(entry["story"])
            key_stories.mark(story, pair=(first, second), by=cast.editor, context=entry["context"])
    if not front_page.latest_layout_id() and (front := entries.get("front")):
        front_page.save_layout(_list_placements(front), by=cast.editor, note=front["note"])
    people = {"reporter": cast.reporter, "editor": cast.editor, "publisher": cast.publisher}
    if not samples.has_notes():
        for entry in entries.get("desk", []):
            desk_work.add_desk_work(_find_story(entry["story"]), entry, people)
    for person in people.values():
        # Published stories are not news at the desk; only pending ones stay unread.
        notifications.mark_read(person, samples.list_settled_notifications(person))
    open_edition()


def _create_collections_and_pages(entries: dict[str, Any]) -> None:
    """Create the series and packages with their stories, and the info pages."""
    for entry in entries.get("collections", []):
        columns = {key: entry[key] for key in ("kind", "title", "about")}
        stories = (_find_story(stem) for stem in entry["parts"])
        sample_data.ensure_collection(entry["slug"], stories=stories, **columns)
    for position, entry in enumerate(entries.get("pages", []), 1):
        sample_data.ensure_info_page(**{"language": "en", **entry, "position": position})


def _list_placements(front: dict[str, Any]) -> list[Placement]:
    """List the placements of the front page, from the names of sample files and country codes."""
    return [
        Placement("lead", _find_story(front["lead"]).pk),
        *(Placement("secondary", _find_story(stem).pk) for stem in front["secondaries"]),
        *(Placement("opinion", _find_story(stem).pk) for stem in front["opinion"]),
        *(Placement("country", country=code) for code in front["countries"]),
    ]
