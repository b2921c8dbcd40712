"""The notes on a story, and the colleagues who can be mentioned in one."""

from django.db.models import QuerySet

from articles.models import Article, Note, User

MAX_COLLEAGUES = 300


def notes_of(article: Article) -> QuerySet[Note]:
    """Return a story's notes and replies with the people and the revision that they name; two queries."""
    return Note.objects.filter(article=article).select_related("by", "resolved_by").prefetch_related("revision")


def mentionable_colleagues() -> QuerySet[User]:
    """Return the people who can be mentioned in a note, by username."""
    return User.objects.filter(is_active=True, is_staff=True).order_by("username")[:MAX_COLLEAGUES]
