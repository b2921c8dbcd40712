"""Find which of the demo's sample stories and desk work are in the database."""

from articles.domain.states import Stage
from articles.models import Article, KeyStory, Note, Notification, User


def find_filed_story(digest: str) -> Article | None:
    """Find the story that was created from a file, by the SHA-256 of the file's bytes; None if unknown."""
    return Article.objects.filter(filed_digest=digest).first()


def has_key_stories() -> bool:
    """Return whether any story is a key story of two countries."""
    return KeyStory.objects.exists()


def has_notes() -> bool:
    """Return whether there is a note on any story."""
    return Note.objects.exists()


def list_settled_notifications(person: User) -> list[int]:
    """List the ids of a person's notifications about stories that are done."""
    return list(Notification.objects.filter(to=person, article__stage=Stage.DONE).values_list("pk", flat=True))
