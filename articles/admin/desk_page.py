"""Declares a page of the desk: who may open it, and that it is part of the admin site.

    @desk_page(policy.why_not_change_front_page)
    def edit_view(request: DeskRequest) -> HttpResponse: ...

Every view that is not Django's own needs this decorator; a test walks the desk's addresses for one without it.
Methods that Django's admin calls use Django's has_…_permission instead.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from articles.admin.request import DeskRequest, desk_request
from articles.models import User
from articles.queries import policy

WhyNot = Callable[[User], str | None]
Params = ParamSpec("Params")
Response = TypeVar("Response", bound=HttpResponseBase)


def desk_page(
    why_not: WhyNot,
) -> Callable[
    [Callable[Concatenate[DeskRequest, Params], Response]], Callable[Concatenate[HttpRequest, Params], Response]
]:
    """Build the view decorator that raises PermissionRefused where `why_not` objects and adds the admin’s context.

    Only a TemplateResponse gets the context; the view’s own values win over the admin site’s.
    """

    def declare(
        view: Callable[Concatenate[DeskRequest, Params], Response],
    ) -> Callable[Concatenate[HttpRequest, Params], Response]:
        """Wrap a desk view in the permission check and record `why_not` on the wrapper."""

        @wraps(view)
        def page(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> Response:
            """Check the person, call the view, and complete the context of a TemplateResponse."""
            desk = desk_request(request)
            if (objection := why_not(desk.user)) is not None:
                raise policy.PermissionRefused(objection)
            response = view(desk, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.context_data = {**site.each_context(request), **(response.context_data or {})}
            return response

        declared: Any = page  # Django's decorators copy the attribute outwards
        declared.why_not = why_not
        return page

    return declare


def allow_anyone(_user: User) -> str | None:
    """Allow everyone at the desk, for pages such as a person’s own inbox: there is never an objection."""
    return None


def checked_inside(_user: User) -> str | None:
    """Refuse nobody: for views that check the policy themselves or through a service, once they know the story."""
    return None


def has_permission(permission: str) -> WhyNot:
    """Build a check for one of Django’s permissions, such as articles.view_image; the refusal has no sentence."""
    return lambda user: None if user.has_perm(permission) else ""
