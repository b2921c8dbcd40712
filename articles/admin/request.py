"""The signed-in user of a desk request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from articles.models import User
from articles.queries import policy


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
