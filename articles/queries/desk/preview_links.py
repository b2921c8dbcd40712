"""A story's preview links as the desk lists them, with their visits."""

from collections import defaultdict

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from articles.models import Article, Note, ShareLink, ShareVisit

MAX_LINKS, MAX_VISITS = 60, 300


def open_links_with_marks(article: Article) -> list[tuple[ShareLink, str | None]]:
    """Return the story's open preview links, each with the mark of its last sign-off; one query.

    A link has how often and when it was opened as `openings` and `last`, and the version signed off as `marked`.
    """
    marked = ShareVisit.objects.filter(link=OuterRef("pk"), note__mark__in=Note.Mark.values)
    links = _annotate_visits(ShareLink.objects.open().filter(article=article)).annotate(
        mark=Subquery(marked.values("note__mark")[:1]), marked=Subquery(marked.values("revision__number")[:1])
    )
    return [(link, link.mark) for link in links.select_related("revision")]


def all_links(article: Article) -> QuerySet[ShareLink]:
    """Return the story's newest preview links, with how often and when they were opened."""
    links = _annotate_visits(ShareLink.objects.filter(article=article))
    return links.select_related("revision", "created_by", "revoked_by")[:MAX_LINKS]


def open_link_ids(article: Article) -> set[int]:
    """Return the primary keys of the story's preview links that are open now."""
    return set(ShareLink.objects.open().filter(article=article).values_list("pk", flat=True))


def visits_by_link(article: Article) -> dict[int, list[ShareVisit]]:
    """Return the newest visits to the story's preview links, by the link's primary key."""
    visits: defaultdict[int, list[ShareVisit]] = defaultdict(list)
    for visit in ShareVisit.objects.filter(link__article=article).select_related("revision", "note")[:MAX_VISITS]:
        visits[visit.link_id].append(visit)
    return visits


def links_of(article: Article) -> QuerySet[ShareLink]:
    """Return the story's preview links, open or not, for a lookup by primary key."""
    return ShareLink.objects.filter(article=article).select_related("article")


def _annotate_visits(links: QuerySet[ShareLink]) -> QuerySet[ShareLink]:
    """Annotate preview links with `openings`, how often they were opened, and `last`, when last."""
    opened = Q(visits__kind=ShareVisit.Kind.OPENED)
    return links.annotate(openings=Count("visits", filter=opened), last=Max("visits__at", filter=opened))
