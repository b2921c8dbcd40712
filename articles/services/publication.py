"""Write the public record of a story and open editions.

The only writer of the public record.

`project` copies the words that count into the story's own columns and relations; `open_edition` tells every page cache
on every host that readers would now see something else.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from articles.domain.document import Document
from articles.domain.states import Stage
from articles.lib import geo
from articles.lib.text.slugs import slugify
from articles.models import (
    Article,
    Country,
    CountryMention,
    CountrySuggestion,
    Credit,
    Edition,
    FormerSlug,
    FrontPageLayout,
    FrontPageSlot,
    KeyStory,
    PictureUse,
    Quotation,
    Tag,
    Tagging,
)
from articles.queries.public_record import Record
from articles.services import renditions, revisions, search_index

_SLUG_TRIES = 50
_PORTION = 200


def project(article: Article) -> None:
    """Write the public record from the live revision, or from the head while nothing is live. The story must be locked."""
    revisions.lock_tagging()
    document = (article.live or article.newest).document
    record = Record.of(document)
    for name, value in record.columns.items():
        setattr(article, name, value)
    article.section, article.lead_image, article.original = record.section, record.lead_image, record.original
    article.save(update_fields=[*record.columns, "section", "lead_image", "original"])
    _name(article, document)
    _relate(article, record)
    search_index.update(article)
    if article.live_id:
        renditions.drop_cards(article)


def _name(article: Article, document: Document) -> None:
    """Give the story a slug of its own. Once public, it only changes when the desk asks, and the old one redirects."""
    kept = article.slug if article.live_id else ""
    wanted = document.slug or kept or slugify(document.headline) or "story"
    stem, _dash, number = article.slug.rpartition("-")
    if article.slug == wanted or (stem == wanted and number.isdecimal() and _taken(article, [wanted])):
        return
    former = article.slug
    _take_slug(article, wanted)
    FormerSlug.objects.filter(article=article, slug=article.slug).delete()
    if article.live_id and former:
        FormerSlug.objects.get_or_create(article=article, slug=former)


def _take_slug(article: Article, wanted: str) -> None:
    """The wanted slug, or the first of its numbered kind that no story has or ever had in public."""
    numbered = [wanted, *(f"{wanted}-{number}" for number in range(2, _SLUG_TRIES))]
    taken = _taken(article, numbered)
    for slug in [*(slug for slug in numbered if slug not in taken), f"{wanted}-{article.pk}"]:
        try:
            with transaction.atomic():
                article.slug = slug
                article.save(update_fields=["slug"])
        except IntegrityError:  # somebody takes it at this moment
            continue
        return
    raise IntegrityError(f"No slug like {wanted} is free.")


def _taken(article: Article, slugs: list[str]) -> set[str]:
    """Which of these slugs another story has, or once had in public."""
    others = Article.objects.filter(slug__in=slugs).exclude(pk=article.pk)
    former = FormerSlug.objects.filter(slug__in=slugs).exclude(article=article)
    return {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}


def _relate(article: Article, record: Record) -> None:
    article.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(article=article, author=author, role=role, position=position)
        for position, (author, role) in enumerate(record.credits)
    )
    article.country_mentions.all().delete()
    CountryMention.objects.bulk_create(
        CountryMention(article=article, country=country, role=role, position=position)
        for position, (country, role) in enumerate(record.countries)
    )
    article.picture_uses.all().delete()
    PictureUse.objects.bulk_create(PictureUse(article=article, image=image) for image in record.images)
    article.quotations.all().delete()
    Quotation.objects.bulk_create(
        Quotation(article=article, position=position, slug=said.slug, **asdict(said))
        for position, said in enumerate(record.quotes)
    )
    article.tags.set(record.tags)


def retag(tag: Tag, into: Tag) -> int:
    """Put another tag in a tag's place on every story that has it; how many those are."""
    ours = Tagging.objects.filter(tag=tag)
    stories: int = ours.count()
    ours.filter(content_object__in=Tagging.objects.filter(tag=into).values("content_object")).delete()
    ours.update(tag=into)
    return stories


def reindex(stories: QuerySet[Article]) -> None:
    """Bring the search index in line for stories whose people have another name now."""
    # By key: somebody with two parts in a story joins to it twice.
    public = Article.objects.published().filter(pk__in=stories.order_by().values("pk"))
    for start in range(0, public.count(), _PORTION):
        portion = list(public.order_by("pk").select_related("live")[start : start + _PORTION])
        search_index.remove([story.pk for story in portion])
        search_index.add(portion)


@dataclass(frozen=True)
class Renewal:
    """What following the lexicon did.

    added: codes that are new; moved: how many stories followed each retired code to the one of today; split: by code, the
    keys of the stories that wait for a person to choose between the countries of today.
    """

    added: list[str]
    moved: dict[str, int]
    split: dict[str, list[int]]


def renew_countries() -> Renewal:
    """Bring the table of countries, and the stories' ties to it, in line with the lexicon. Safe to do again."""
    with transaction.atomic():
        held = set(Country.objects.values_list("pk", flat=True))
        Country.objects.bulk_create(
            [Country(code=known.code, name=known.name, region=known.region) for known in geo.COUNTRIES.values()],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "region"],
        )
        renewal = Renewal(sorted(geo.COUNTRIES.keys() - held), {}, {})
        retired = sorted(held - geo.COUNTRIES.keys())
        revisions.lock_all(Article.objects.filter(country_mentions__country__in=retired))
        for code in retired:
            ours = Article.objects.filter(country_mentions__country=code).order_by("pk")
            if geo.today(code) != code:
                renewal.moved[code] = _follow(code, ours)
            elif keys := list(ours.values_list("pk", flat=True)):
                renewal.split[code] = keys
        if renewal.added or renewal.moved:
            open_edition()
    return renewal


def _follow(code: str, stories: QuerySet[Article]) -> int:
    """Move everything from a retired code to the one of today; how many stories that were."""
    kept = list(stories)
    for story in kept:
        # Kept words are read with today's codes, so that writing the record again is all it takes.
        project(revisions.lock(story))
    today = geo.today(code)
    decided = CountrySuggestion.objects.filter(country=today)
    CountrySuggestion.objects.filter(country=code, article__in=decided.values("article")).delete()
    CountrySuggestion.objects.filter(country=code).update(country=today)
    FrontPageSlot.objects.filter(country=code).update(country=today)
    _follow_keys(code, today)
    Country.objects.filter(pk=code).delete()
    return len(kept)


def _follow_keys(code: str, today: str) -> None:
    for mark in KeyStory.objects.filter(Q(first=code) | Q(second=code)):
        other = mark.second_id if mark.first_id == code else mark.first_id
        first, second = sorted([today, other])
        taken = KeyStory.objects.filter(article=mark.article_id, first=first, second=second).exists()
        if first == second or taken:
            mark.delete()
        else:
            KeyStory.objects.filter(pk=mark.pk).update(first=first, second=second)


def next_due() -> datetime | None:
    """The next moment at which readers will see something else without anybody's doing.

    A story's past moment counts until it is settled; the front page needs no settling, only another edition.
    """
    scheduled = Article.objects.filter(stage=Stage.SCHEDULED)
    arranged = FrontPageLayout.objects.standing().order_by()
    moments: list[datetime | None] = [
        scheduled.aggregate(moment=Min(Coalesce("scheduled_change_at", "visible_at")))["moment"],
        arranged.filter(begins_at__gt=Now()).aggregate(moment=Min("begins_at"))["moment"],
        arranged.filter(slots__until__gt=Now()).aggregate(moment=Min("slots__until"))["moment"],
    ]
    return min((moment for moment in moments if moment), default=None)


def open_edition() -> None:
    """Begin a new edition: call it in the transaction of anything that a reader could notice, after all other locks."""
    with transaction.atomic():
        edition, _created = Edition.objects.select_for_update().get_or_create(pk=1)
        _turn(edition)


def open_edition_if_due() -> None:
    """Begin a new edition unless somebody else has done so since its moment came."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().filter(next_due__lte=Now()).first()
        if edition is not None:
            _turn(edition)


def _turn(edition: Edition) -> None:
    edition.next_due = next_due()
    edition.number = F("number") + 1
    edition.save(update_fields=["number", "next_due"])
