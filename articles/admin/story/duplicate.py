"""Duplicate a story: a new draft with its words."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.queries import policy
from articles.queries.desk.stories import stories_with_revisions
from articles.services import editing


@require_POST
@desk_page(policy.why_not_create)
def duplicate_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Create a draft with the newest words of a story and open it."""
    article = get_object_or_404(stories_with_revisions(), pk=pk, head__isnull=False)
    made = editing.duplicate(article, by=request.user)
    messages.success(request, _("This is the copy. The story that it was made from is unchanged."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[made.pk]))
