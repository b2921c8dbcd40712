"""The notification inbox and each person's own notification preferences."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import anyone, desk_page
from articles.admin.request import KEY, DeskRequest
from articles.models import Notification
from articles.models.notifications import NotificationKind
from articles.services import notifications

A_PAGE = 40


def urls(wrap: Any) -> list[URLPattern]:
    """The addresses of the inbox."""
    return [
        path("inbox/", wrap(inbox_view), name="inbox"),
        path("inbox/read/", wrap(read_view), name="inbox-read"),
        path("inbox/choices/", wrap(choices_view), name="message-choices"),
        path("inbox/<int:pk>/", wrap(open_view), name="open-message"),
    ]


@desk_page(anyone)
def inbox_view(request: DeskRequest) -> HttpResponse:
    """My messages, newest first, a page at a time by cursor: the key of the last message seen."""
    mine = Notification.objects.filter(to=request.user, inbox=True).select_related("article", "image", "by")
    before = request.GET.get("cursor", "")
    if KEY.fullmatch(before):
        mine = mine.filter(pk__lt=int(before))
    listed = list(mine.order_by("-pk")[: A_PAGE + 1])
    shown = listed[:A_PAGE]
    context = {
        "title": _("Inbox"),
        "rows": [(message, notifications.sentence(message)) for message in shown],
        "older": shown[-1].pk if len(listed) > A_PAGE else None,
        "is_first": not before,
        "any_unread": any(message.read_at is None for message in shown),
    }
    return TemplateResponse(request, "admin/inbox.html", context)


@desk_page(anyone)
def open_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Go to what a message is about; having gone there, one has read it."""
    user = request.user
    message = get_object_or_404(Notification, pk=pk, to=user, inbox=True)
    notifications.mark_read(user, [message.pk])
    return HttpResponseRedirect(notifications.desk_path(message))


@require_POST
@desk_page(anyone)
def read_view(request: DeskRequest) -> HttpResponse:
    """Mark all of my messages as read."""
    notifications.mark_read(request.user)
    return HttpResponseRedirect(reverse("admin:inbox"))


@desk_page(anyone)
def choices_view(request: DeskRequest) -> HttpResponse:
    """What I want to hear of, and by which way."""
    user = request.user
    if request.method == "POST":
        ways = {way: set(request.POST.getlist(way)) & set(NotificationKind.values) for way in ("inbox", "mail")}
        notifications.save_preferences(user, inbox=ways["inbox"], mail=ways["mail"])
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("admin:message-choices"))
    context = {
        "title": _("What I hear of"),
        "choices": notifications.preferences_of(user),
        "address": user.email,
    }
    return TemplateResponse(request, "admin/message_choices.html", context)
