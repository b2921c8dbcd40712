"""The projection and the edition: the only writer of the public record.

`project` copies the words that count into the story's own columns and relations; `open_edition` tells every page cache
on every host that readers would now see something else.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Min
from django.db.models.functions import Now

from articles.document import Document
from articles.models import (
    Article,
    Author,
    Country,
    CountryMention,
    Credit,
    Edition,
    Image,
    OldAddress,
    PictureUse,
    Section,
)
from articles.states import Stage, Standing
from articles.text.slugs import slugify

_COLUMNS = ("headline", "standfirst", "label", "genre", "dateline", "language")
_SLUG_TRIES = 50


def project(article: Article) -> None:
    """Write the public record from the live revision, or from the head while nothing is live. The story must be locked."""
    revision = article.live or article.head
    if revision is None:
        raise ValueError("A story without a revision has nothing to project.")
    document = revision.document
    for name in _COLUMNS:
        setattr(article, name, getattr(document, name))
    article.words = document.words
    article.section = Section.objects.filter(pk=document.section or 0).first()
    article.lead_image = Image.objects.filter(pk=document.lead_image or 0).first()
    article.save(update_fields=[*_COLUMNS, "words", "section", "lead_image"])
    _name(article, document)
    _project_relations(article, document)


def _name(article: Article, document: Document) -> None:
    """Give the story a slug of its own. Once public, it only changes when the desk asks, and the old one redirects."""
    wanted = (
        document.slug or (article.slug if article.live_id and article.slug else slugify(document.headline)) or "story"
    )
    if article.slug == wanted or (
        article.slug.rpartition("-")[0] == wanted and article.slug.rpartition("-")[2].isdigit()
    ):
        return
    former = article.slug
    for number in range(1, _SLUG_TRIES):
        slug = wanted if number == 1 else f"{wanted}-{number}"
        if OldAddress.objects.filter(slug=slug).exclude(article=article).exists():
            continue
        try:
            with transaction.atomic():
                article.slug = slug
                article.save(update_fields=["slug"])
        except IntegrityError:
            continue
        break
    else:
        article.slug = f"{wanted}-{article.pk}"
        article.save(update_fields=["slug"])
    OldAddress.objects.filter(article=article, slug=article.slug).delete()
    if article.live_id and former:
        OldAddress.objects.get_or_create(article=article, slug=former)


def _project_relations(article: Article, document: Document) -> None:
    authors = Author.objects.in_bulk([line.author for line in document.credits])
    countries = Country.objects.in_bulk([line.code for line in document.countries])
    images = Image.objects.in_bulk(document.pictures)
    article.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(article=article, author=authors[line.author], role=line.role, position=position)
        for position, line in enumerate(document.credits)
        if line.author in authors
    )
    article.country_mentions.all().delete()
    CountryMention.objects.bulk_create(
        CountryMention(article=article, country=countries[line.code], role=line.role, position=position)
        for position, line in enumerate(document.countries)
        if line.code in countries
    )
    article.picture_uses.all().delete()
    PictureUse.objects.bulk_create(PictureUse(article=article, image=image) for image in images.values())
    article.tags.set(document.tags)


def differences(article: Article) -> list[str]:
    """Which parts of the public record are not what the revision that counts says; empty when all agree."""
    revision = article.live or article.head
    if revision is None:
        return []
    document = revision.document
    authors = Author.objects.in_bulk([line.author for line in document.credits])
    countries = Country.objects.in_bulk([line.code for line in document.countries])
    expected = {
        **{name: getattr(document, name) for name in _COLUMNS},
        "words": document.words,
        "credits": [(line.author, line.role) for line in document.credits if line.author in authors],
        "countries": [(line.code, line.role) for line in document.countries if line.code in countries],
        "tags": sorted(tag.casefold() for tag in document.tags),
    }
    found = {
        **{name: getattr(article, name) for name in _COLUMNS},
        "words": article.words,
        "credits": list(article.credits.values_list("author", "role")),
        "countries": list(article.country_mentions.values_list("country", "role")),
        "tags": sorted(name.casefold() for name in article.tags.names()),
    }
    return [name for name, value in expected.items() if found[name] != value]


def next_due() -> datetime | None:
    """The next moment at which readers will see something else without anybody's doing."""
    published = Article.objects.filter(standing=Standing.PUBLISHED)
    change = published.filter(stage=Stage.SCHEDULED, change_at__gt=Now()).aggregate(moment=Min("change_at"))
    first = published.filter(visible_at__gt=Now()).aggregate(moment=Min("visible_at"))
    return min((found["moment"] for found in (change, first) if found["moment"]), default=None)


def open_edition() -> None:
    """Begin a new edition: call it in the transaction of anything that a reader could notice."""
    with transaction.atomic():
        edition, _created = Edition.objects.select_for_update().get_or_create(pk=1)
        edition.next_due = next_due()
        edition.number = F("number") + 1
        edition.save(update_fields=["number", "next_due"])
