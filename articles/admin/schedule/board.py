"""The board: stories as cards in columns by stage; dragging a card moves the story.

Which moves a card has is only checked when somebody opens them.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.admin.schedule.board_columns import build_columns
from articles.admin.story import moves
from articles.lib.geo import COUNTRIES, country_name
from articles.queries import policy
from articles.queries.desk.board import BoardFilter


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of the board and of its cards’ moves; `wrap` is the admin site’s admin_view."""
    return [
        path("board/", wrap(board_view), name="board"),
        path("<int:pk>/moves/", wrap(moves.moves_view), name="story-moves"),
        path("<int:pk>/move/", wrap(moves.move_view), name="move-story"),
    ]


class BoardFilterForm(forms.Form):
    """Which cards the board shows."""

    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    who = forms.ChoiceField(
        label=gettext_lazy("Assigned to"),
        required=False,
        choices=[
            ("", gettext_lazy("Anyone")),
            ("me", gettext_lazy("Assigned to me")),
            ("nobody", gettext_lazy("Unassigned")),
        ],
    )
    late = forms.BooleanField(label=gettext_lazy("Overdue only"), required=False)

    def __init__(self, *args: Any, sections: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        countries = sorted((country_name(code, language), code) for code in COUNTRIES)
        choices = {
            "section": [(section["slug"], section["name"]) for section in sections],
            "country": [(code, name) for name, code in countries],
        }
        for name, listed in choices.items():
            field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment] # both are
            field.choices = [("", _("All")), *listed]

    @property
    def board_filter(self) -> BoardFilter | None:
        """The filter that the form describes; None if the form is invalid."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return BoardFilter(data["section"], data["country"], data["who"], late_only=data["late"])


@desk_page(policy.why_not_view_stories)
def board_view(request: DeskRequest) -> HttpResponse:
    """Show the board with its columns of cards, filtered by the query string."""
    user = request.user
    form = BoardFilterForm(request.GET, sections=request.edition.sections_in(get_language() or ""))
    board_filter = form.board_filter
    context = {
        "title": _("Board"),
        "form": form,
        "columns": build_columns(board_filter, user=user),
        "is_filtered": board_filter not in {None, BoardFilter()},
        "may_write": policy.why_not_create(user) is None,
    }
    return TemplateResponse(request, "admin/articles/article/board.html", context)
