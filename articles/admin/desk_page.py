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
    """Refuse people to whom `why_not` objects, with its sentence; add the admin site's context to a TemplateResponse.

    The view's own context wins over the site's.
    """

    def declare(
        view: Callable[Concatenate[DeskRequest, Params], Response],
    ) -> Callable[Concatenate[HttpRequest, Params], Response]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> Response:
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


def anyone(_user: User) -> str | None:
    """Open to everyone who may log in at the desk, such as their own inbox."""
    return None


def checked_inside(_user: User) -> str | None:
    """Open here; the view, or the service that it calls, checks policy once it knows which story it is about."""
    return None


def holds(permission: str) -> WhyNot:
    """Require one of Django's own permissions, such as articles.view_image; refused without a sentence."""
    return lambda user: None if user.has_perm(permission) else ""
