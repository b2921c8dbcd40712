"""What the address of the untagged queue asks for: filters, the position in the queue, and what can be undone."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.request import KEY, DeskRequest
from articles.domain.document import Language
from articles.models import User
from articles.models.story.stories import ArticleQuerySet
from articles.queries.desk.geo import untagged

UNDO_TOKEN = re.compile("(tag|none)-([0-9]{1,18})-([0-9]{1,9})")  # what was decided, story, version
MAX_VALUE_LENGTH = 120
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True)
class QueueRequest:
    """A filtered queue and a position in it: it goes on after the story with the key `after`."""

    section: str = ""
    language: str = ""
    year: str = ""
    after: str = ""
    undo: str = ""

    @classmethod
    def of(cls, request: DeskRequest) -> "QueueRequest":
        """Parse the filters, the position and the undo token from the request’s query string."""
        names = cls.__dataclass_fields__
        return cls(**{name: request.GET.get(name, "").strip()[:MAX_VALUE_LENGTH] for name in names})

    def address(self, **changes: Any) -> str:
        """Return the queue’s address with this request’s values and some changes; `undo` is dropped unless given."""
        values = vars(replace(self, **{"undo": "", **changes}))
        query = {name: str(value) for name, value in values.items() if value}
        return f"{reverse('admin:untagged')}?{urlencode(query)}" if query else reverse("admin:untagged")

    @property
    def filters(self) -> str:
        """The filters as the beginning of a query string, to which `after` can be added."""
        query = {name: value for name in ("section", "language", "year") if (value := getattr(self, name))}
        return f"{urlencode(query)}&" if query else ""

    def error(self, sections: Iterable[dict[str, Any]]) -> str:
        """Return a sentence about the first invalid filter; "" if all are valid."""
        if self.section not in {"", untagged.NO_SECTION, *(section["slug"] for section in sections)}:
            return _("There is no section “%(section)s”.") % {"section": self.section}
        if self.language not in {"", *Language.values}:
            return _("“%(language)s” isn’t a language of this newsroom.") % {"language": self.language}
        if self.year and not (_YEAR.fullmatch(self.year) and 1 < int(self.year) < datetime.MAXYEAR):
            return _("“%(year)s” isn’t a year. Enter four digits.") % {"year": self.year}
        return ""

    def queue(self, user: User, *, sections: Iterable[dict[str, Any]]) -> ArticleQuerySet:
        """Return the filtered stories that the person may decide on; no stories if a filter is invalid."""
        if self.error(sections):
            return untagged.no_stories()
        year = int(self.year) if self.year else None
        return untagged.filter_queue(
            untagged.untagged_for(user), section=self.section, language=self.language, year=year
        )

    def find_next(self, queue: ArticleQuerySet, *, wanted: int) -> untagged.NextStories:
        """Find the stories of a queue that follow this request’s position, newest first."""
        return untagged.find_next(queue, after=int(self.after) if KEY.fullmatch(self.after) else None, wanted=wanted)
