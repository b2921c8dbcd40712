"""Mark the key stories of two countries; the only writer of them.

Policy -> lock -> check -> change -> audit, in one transaction.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.domain.errors import UserFacingError
from articles.lib.geo import country_name
from articles.lib.text.plain import normalise_line
from articles.models import Article, KeyStory
from articles.queries import policy
from articles.services import audit, revisions
from articles.services.edition import open_edition

if TYPE_CHECKING:
    from articles.models import User

MAX_CONTEXT_LENGTH = 140


class KeyStoryRejected(UserFacingError):
    """The story cannot be a key story of these countries."""


def mark(article: Article, *, pair: tuple[str, str], by: "User", context: str = "") -> KeyStory:
    """Make a published story a key story of two countries it is about, or replace its line of context.

    A no-op if nothing changes. Raises PermissionRefused or KeyStoryRejected.
    """
    policy.require(policy.why_not_mark_key_stories(by))
    line, (first, second) = normalise_line(context), sorted(pair)
    if len(line) > MAX_CONTEXT_LENGTH:
        words = {"max": MAX_CONTEXT_LENGTH, "length": len(line)}
        raise KeyStoryRejected(_("The line of context has %(length)s characters; the limit is %(max)s.") % words)
    with transaction.atomic():
        story = revisions.lock(article)
        _require_about_both(story, {first, second})
        key_story = KeyStory.objects.filter(article=story, first=first, second=second).first()
        if key_story and key_story.context == line:
            return key_story
        key_story, _created = KeyStory.objects.update_or_create(
            article=story, first_id=first, second_id=second, defaults={"context": line, "by": by}
        )
        _log_key_story(story, "key_marked", by=by, pair=(first, second), context=line)
        open_edition()
    return key_story


def unmark(article: Article, *, pair: tuple[str, str], by: "User") -> None:
    """Remove a story from the key stories of two countries; a no-op if not marked. Raises PermissionRefused."""
    policy.require(policy.why_not_mark_key_stories(by))
    first, second = sorted(pair)
    with transaction.atomic():
        story = revisions.lock(article)
        key_story = KeyStory.objects.filter(article=story, first=first, second=second).first()
        if key_story is None:
            return
        key_story.delete()
        _log_key_story(story, "key_unmarked", by=by, pair=(first, second), context=key_story.context)
        open_edition()


def _require_about_both(story: Article, pair: set[str]) -> None:
    """Raise KeyStoryRejected unless the story is published and about both of two different countries."""
    if not Article.objects.published().filter(pk=story.pk).exists():
        raise KeyStoryRejected(_("“%(story)s” is not published.") % {"story": story.headline})
    if story.country_mentions.filter(role="about", country__in=pair).count() != len(pair) or len(pair) == 1:
        raise KeyStoryRejected(_("“%(story)s” is not about both countries.") % {"story": story.headline})


def _log_key_story(story: Article, action: str, *, by: "User", pair: tuple[str, str], context: str) -> None:
    """Log that a story was marked or unmarked as a key story of two countries, with its line of context."""
    note = " – ".join(country_name(code, get_language() or "") for code in pair)
    note = f"{note}: {context}" if context else note
    audit.record(story, by=by, action=action, before=audit.state_of(story), note=note, countries=pair, context=context)
