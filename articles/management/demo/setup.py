"""Fill an empty database with the demo: people, sections, pictures and stories."""

import datetime
import hashlib
import io
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from articles.domain.document import CountryLine, CreditLine, Document, Original
from articles.domain.roles import EDITORS, PUBLISHERS, REPORTERS
from articles.domain.states import Stage
from articles.management.demo import desk_work
from articles.management.demo.artwork import draw
from articles.models import (
    Article,
    Author,
    Collection,
    CollectionItem,
    FrontPageLayout,
    Image,
    InfoPage,
    KeyStory,
    Note,
    Notification,
    Section,
    User,
)
from articles.services import editing, front_page, key_stories, notifications, workflow
from articles.services.edition import open_edition
from articles.services.front_page import Placement
from articles.services.media import renditions

HERE = Path(__file__).parent
ACCOUNTS = {"reporter": REPORTERS, "editor": EDITORS, "publisher": PUBLISHERS, "admin": ""}
MORNING = datetime.time(8, 0)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cast:
    """The demo's people: those who log in, and those who are credited."""

    reporter: User
    editor: User
    publisher: User
    authors: dict[str, Author]
    sections: dict[str, Section]


@transaction.atomic
def gather(password: str) -> Cast:
    """The four accounts (with this password, unless it is ""), the sections and the authors; whoever is there already is kept."""
    accounts = {name: _account(name, group, password) for name, group in ACCOUNTS.items()}
    listed = tomllib.loads((HERE / "cast.toml").read_text(encoding="utf-8"))
    sections = {}
    for position, entry in enumerate(listed["sections"], 1):
        facts = {key: entry[key] for key in ("name", "names", "description") if key in entry} | {"position": position}
        sections[entry["slug"]], _made = Section.objects.get_or_create(slug=entry["slug"], defaults=facts)
    authors = {}
    for entry in listed["authors"]:
        facts = {"name": entry["name"], "bio": entry["bio"], "based_in": entry["place"]}
        authors[entry["slug"]], _made = Author.objects.get_or_create(slug=entry["slug"], defaults=facts)
    return Cast(accounts["reporter"], accounts["editor"], accounts["publisher"], authors, sections)


def _account(name: str, group: str, password: str) -> User:
    user, _made = User.objects.get_or_create(username=name)
    user.first_name, user.is_staff, user.is_superuser = name.capitalize(), True, not group
    if password:
        user.set_password(password)
    user.save(update_fields=["first_name", "is_staff", "is_superuser", "password"])
    user.groups.set(Group.objects.filter(name=group))
    return user


def sample_files() -> list[Path]:
    """The sample stories, the oldest first, so that the newest is on top of the paper; a translation after its original."""
    samples = {path: _read(path) for path in sorted((HERE / "stories").glob("*.toml"))}
    return sorted(samples, key=lambda path: ("translates" in samples[path], -float(samples[path]["days_ago"])))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def take_in(path: Path, cast: Cast) -> Article | None:
    """One sample story, from its file to its standing; None when it is in the newsroom already."""
    digest = _digest(path)
    if Article.objects.filter(filed_digest=digest).exists():
        return None
    sample = _read(path)
    with transaction.atomic():
        document = _document(sample, cast)
        first = _before_correction(document) if "correction" in sample else document
        article = editing.create(first, by=cast.reporter, filed_digest=digest)
        return _bring_to(article, sample, document, cast)


def _document(sample: dict[str, Any], cast: Cast) -> Document:
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
        # What is from today is published now, to the second; what is older, as of its day.
        dated=today - datetime.timedelta(days=int(sample["days_ago"])) if sample["days_ago"] >= 1 else None,
        body=sample["body"],
        credits=tuple(credits),
        section=cast.sections[sample["section"]].pk,
        tags=tuple(sample["tags"]),
        countries=(*about, *mentioned),
        lead_image=_picture(sample["picture"], cast).pk if "picture" in sample else None,
        language=sample.get("language", "en"),
        backstory=sample.get("backstory", ""),
        original=_original(sample["translates"]) if "translates" in sample else None,
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _story(stem: str) -> Article:
    """The sample story of a file's name."""
    return Article.objects.get(filed_digest=_digest(HERE / "stories" / f"{stem}.toml"))


def _original(stem: str) -> Original:
    story = _story(stem)
    return Original(story.pk, (story.live or story.newest).number)


def _picture(facts: dict[str, Any], cast: Cast) -> Image:
    drawn = io.BytesIO()
    draw(facts["scene"], seed=facts["seed"]).save(drawn, "PNG", compress_level=1)
    image = Image(alt=facts["alt"], caption=facts["caption"], credit_line=facts["credit_line"], licence="Own work")
    return renditions.take_in(image, drawn.getvalue(), by=cast.reporter)


def _before_correction(document: Document) -> Document:
    """The text as it stood before it was put right: without its last paragraph."""
    return replace(document, body=document.body.rpartition("<p>")[0])


def _bring_to(article: Article, sample: dict[str, Any], document: Document, cast: Cast) -> Article:
    """Make the moves that lead to the standing that the sample asks for, as its people would."""
    wanted = sample["standing"]
    if wanted == "spiked":
        return workflow.spike(article, by=cast.editor)
    if wanted == "draft":
        return article
    article = workflow.submit(article, by=cast.reporter)
    if wanted == "in_review":
        return article
    article = _approve(article, cast)
    if wanted == "approved":
        return article
    if wanted == "scheduled":
        day = timezone.localdate() + datetime.timedelta(days=1)
        at = timezone.make_aware(datetime.datetime.combine(day, MORNING))
        return workflow.schedule(article, by=cast.publisher, at=at)
    article = workflow.publish(article, by=cast.publisher, overriding=sample.get("overriding", {}))
    if wanted == "retracted":
        return workflow.retract(article, by=cast.publisher, reason=sample["notice"])
    if wanted == "killed":
        return workflow.kill(article, by=cast.publisher, reason=sample["notice"])
    return _correct(article, sample, document, cast) if "correction" in sample else article


def _approve(article: Article, cast: Cast) -> Article:
    return workflow.approve(article, by=cast.editor, seen=article.newest.number)


def _correct(article: Article, sample: dict[str, Any], document: Document, cast: Cast) -> Article:
    base = article.newest.number
    article = editing.edit(article, document, by=cast.reporter, base=base)
    article = _approve(workflow.submit(article, by=cast.reporter), cast)
    correction = sample["correction"]
    return workflow.publish_with_correction(
        article, by=cast.publisher, kind=correction["kind"], text=correction["text"]
    )


def finish(cast: Cast) -> None:
    """What stands around the stories: series, pages about the house, key stories, the front page, the desk's day.

    Whatever is there stays.
    """
    listed = tomllib.loads((HERE / "cast.toml").read_text(encoding="utf-8"))
    for entry in listed.get("collections", []):
        facts = {key: entry[key] for key in ("kind", "title", "about")}
        collection, made = Collection.objects.get_or_create(slug=entry["slug"], defaults=facts)
        if made:
            CollectionItem.objects.bulk_create(
                CollectionItem(collection=collection, article=_story(stem), position=position)
                for position, stem in enumerate(entry["parts"], 1)
            )
    for position, entry in enumerate(listed.get("pages", []), 1):
        facts = {"language": "en", **entry, "position": position}
        InfoPage.objects.get_or_create(slug=facts.pop("slug"), defaults=facts)
    if not KeyStory.objects.exists():
        for entry in listed.get("keys", []):
            one, other = entry["pair"]
            key_stories.mark(_story(entry["story"]), pair=(one, other), by=cast.editor, context=entry["context"])
    if not FrontPageLayout.objects.exists() and (front := listed.get("front")):
        front_page.save_layout(_places(front), by=cast.editor, note=front["note"])
    if not Note.objects.exists():
        people = {"reporter": cast.reporter, "editor": cast.editor, "publisher": cast.publisher}
        for entry in listed.get("desk", []):
            desk_work.busy(_story(entry["story"]), entry, people)
    for person in (cast.reporter, cast.editor, cast.publisher):
        # What is in the paper is no news at the desk any more; what waits is.
        told = Notification.objects.filter(to=person, article__stage=Stage.DONE)
        notifications.mark_read(person, told.values_list("pk", flat=True))
    open_edition()


def _places(front: dict[str, Any]) -> list[Placement]:
    return [
        Placement("lead", _story(front["lead"]).pk),
        *(Placement("secondary", _story(stem).pk) for stem in front["secondaries"]),
        *(Placement("opinion", _story(stem).pk) for stem in front["opinion"]),
        *(Placement("country", country=code) for code in front["countries"]),
    ]
