"""What the desk's pages read from a request: who sent it, and the numbers in what was sent, where anything may stand.

A number has no more digits than databases hold.
"""

import re
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from articles.models import User
from articles.queries import policy

KEY: Final = re.compile("[0-9]{1,18}")
NUMBER: Final = re.compile("[0-9]{1,9}")


def user_of(request: HttpRequest) -> User:
    """The person who asks. Raises PermissionDenied when nobody is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def looker(request: HttpRequest) -> User:
    """The person who asks, if they may see what the newsroom is working on. Raises PermissionDenied."""
    user = user_of(request)
    if objection := policy.why_not_look(user):
        raise PermissionDenied(objection)
    return user


def parse_positive_int(text: str, form: re.Pattern[str] = NUMBER) -> int:
    """Parse a non-negative integer of at most nine digits, such as a version's number; return 0 if invalid."""
    return int(text) if form.fullmatch(text) else 0


def parse_key(text: str) -> int:
    """Parse a primary key; return 0, which no row has, if invalid."""
    return parse_positive_int(text, KEY)
