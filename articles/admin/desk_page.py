"""Declares a page of the desk: who may open it, and that it is shown inside the admin site.

    @desk_page(policy.why_not_arrange)
    def arrange_view(request: DeskRequest) -> HttpResponse: ...

Every view that is the desk's own has exactly one such line; a test walks the desk's addresses for one that hasn't.
Methods that Django's admin calls keep Django's has_…_permission instead.
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
    """Refuse whoever there is an objection to, with its sentence; give a TemplateResponse the admin site's own context.

    What the view puts into its context comes before the site's.
    """

    def declare(
        view: Callable[Concatenate[DeskRequest, Params], Response],
    ) -> Callable[Concatenate[HttpRequest, Params], Response]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> Response:
            desk = desk_request(request)
            if (objection := why_not(desk.user)) is not None:
                raise policy.NotAllowed(objection)
            response = view(desk, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.context_data = {**site.each_context(request), **(response.context_data or {})}
            return response

        declared: Any = page  # Django's decorators copy the attribute outwards
        declared.why_not = why_not
        return page

    return declare


def anyone(_user: User) -> str | None:
    """Everybody who may log in at the desk may open the page, such as their own inbox."""
    return None


def checked_inside(_user: User) -> str | None:
    """The answer depends on the story: the view, or the service that it calls, asks policy once it knows which."""
    return None


def holds(permission: str) -> WhyNot:
    """Ask for one of Django's own permissions, such as articles.view_image, which is refused without a sentence."""
    return lambda user: None if user.has_perm(permission) else ""
