"""Write the public record: the live revision, copied into the story's columns, relations and search index."""

from dataclasses import asdict

from django.db.models import QuerySet

from articles.domain.story_lists import ListKind
from articles.models import Article, CountryMention, Credit, PictureUse, Quotation, Tag, Tagging
from articles.queries.public_record import Record
from articles.services import read_model, revisions, search_index
from articles.services.media import renditions
from articles.services.publication.slugs import assign_slug
from articles.services.revisions import LockedArticle

_BATCH = 200


def project(article: LockedArticle) -> None:
    """Write a story's public record from its live revision, or from the head while nothing is live."""
    revisions.lock_tagging()
    document = (article.live or article.newest).document
    record = Record.of(document)
    for name, value in record.columns.items():
        setattr(article, name, value)
    article.section, article.lead_image, article.original = record.section, record.lead_image, record.original
    article.save(update_fields=[*record.columns, "section", "lead_image", "original"])
    assign_slug(article, document)
    _replace_relations(article, record)
    if article.live_id:  # a story that was never public is nowhere where readers could find it
        search_index.remove([article.pk])  # by the place that the read model may change now
        read_model.update(article)
        search_index.add([article])
        renditions.remove_cards(article)


def withdraw(article: LockedArticle) -> None:
    """Remove a story that is about to become unpublished from where readers could find it."""
    search_index.remove([article.pk])
    read_model.remove([article.pk])
    renditions.remove_cards(article)


def _replace_relations(article: LockedArticle, record: Record) -> None:
    """Replace a story's credits, countries, pictures, quotations and tags by those of a Record."""
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
        Quotation(article=article, position=position, slug=quotation.slug, **asdict(quotation))
        for position, quotation in enumerate(record.quotes)
    )
    article.tags.set(record.tags)


def replace_tag(tag: Tag, *, by_tag: Tag) -> int:
    """Replace one tag by another on every story that has it; return the number of stories."""
    uses = Tagging.objects.filter(tag=tag)
    stories: int = uses.count()
    uses.filter(content_object__in=Tagging.objects.filter(tag=by_tag).values("content_object")).delete()
    uses.update(tag=by_tag)
    read_model.move_stories(ListKind.TAG, old=tag.pk, new=by_tag.pk)
    return stories


def reindex(stories: QuerySet[Article]) -> None:
    """Replace the search entries of the published ones among these stories, whose authors were renamed."""
    # By key: an author with two credits for a story would be joined to it twice.
    public = Article.objects.published().filter(pk__in=stories.order_by().values("pk"))
    for start in range(0, public.count(), _BATCH):
        batch = list(public.order_by("pk").select_related("live")[start : start + _BATCH])
        search_index.remove([story.pk for story in batch])
        search_index.add(batch)
