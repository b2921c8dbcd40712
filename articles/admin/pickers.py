"""The choices of the desk's pickers: stories, authors, countries, pictures, as Django's autocomplete asks for them."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext


class PickerView(AutocompleteJsonView):
    """Django’s autocomplete, which also says if the time was too short to look everywhere."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:  # noqa: ARG002 - Django's signature
        """Return a page of choices as JSON. Raises PermissionDenied without the right to view them."""
        self.term, self.model_admin, self.source_field, to_field_name = self.process_request(request)
        if not self.has_perm(request):
            raise PermissionDenied
        self.object_list = self.get_queryset()
        context = self.get_context_data()
        results: list[dict[str, Any]] = [self.serialize_result(row, to_field_name) for row in context["object_list"]]
        if getattr(context["paginator"], "is_cut_short", False):
            results.append(cut_short_result())
        return JsonResponse({"results": results, "pagination": {"more": context["page_obj"].has_next()}})


def cut_short_result() -> dict[str, Any]:
    """Return the line, not to be chosen, that a picker ends with if the time was too short to look everywhere."""
    return {"id": "", "text": gettext("There may be more. Type more of the name."), "disabled": True}
