"""The desk's requests: who sent them, and numbers parsed from untrusted text.

A number has no more digits than databases can store.
"""

import re
from typing import Final, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from articles.models import User
from articles.queries.site_request import SiteRequest

KEY: Final = re.compile("[0-9]{1,18}")
NUMBER: Final = re.compile("[0-9]{1,9}")


class DeskRequest(SiteRequest):
    """A request to a page of the desk, with a person who is logged in and what the middleware adds.

    A type for the checker only, never instantiated; the admin site lets nobody else through to its views.
    """

    user: User


def desk_request(request: HttpRequest) -> DeskRequest:
    """Narrow Django’s request to a DeskRequest. Raises PermissionDenied if nobody is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return cast("DeskRequest", request)


def parse_positive_int(text: str, form: re.Pattern[str] = NUMBER) -> int:
    """Parse a non-negative integer that matches `form`, by default up to nine digits; return 0 if invalid."""
    return int(text) if form.fullmatch(text) else 0


def parse_key(text: str) -> int:
    """Parse a primary key of at most 18 digits; return 0, which no row has, if invalid."""
    return parse_positive_int(text, KEY)
