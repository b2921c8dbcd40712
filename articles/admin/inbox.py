"""The notification inbox and each person's own notification settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.desk_page import allow_anyone, desk_page
from articles.admin.request import KEY, DeskRequest
from articles.models.notifications import NotificationKind
from articles.queries.desk.inbox import inbox_of
from articles.services import notifications

PAGE_SIZE = 40


def urls(wrap: Any) -> list[URLPattern]:
    """Return the URL patterns of the inbox; `wrap` is the admin site’s admin_view."""
    return [
        path("inbox/", wrap(inbox_view), name="inbox"),
        path("inbox/read/", wrap(mark_read_view), name="mark-notifications-read"),
        path("inbox/choices/", wrap(settings_view), name="notification-settings"),
        path("inbox/<int:pk>/", wrap(open_view), name="open-notification"),
    ]


@desk_page(allow_anyone)
def inbox_view(request: DeskRequest) -> HttpResponse:
    """Show a page of the person’s notifications, newest first, older than the key in `?cursor=`."""
    found = inbox_of(request.user)
    cursor = request.GET.get("cursor", "")
    if KEY.fullmatch(cursor):
        found = found.filter(pk__lt=int(cursor))
    page_and_next = list(found[: PAGE_SIZE + 1])
    page = page_and_next[:PAGE_SIZE]
    context = {
        "title": _("Inbox"),
        "rows": [(notification, notifications.sentence(notification)) for notification in page],
        "older": page[-1].pk if len(page_and_next) > PAGE_SIZE else None,
        "is_first": not cursor,
        "any_unread": any(notification.read_at is None for notification in page),
    }
    return TemplateResponse(request, "admin/inbox.html", context)


@desk_page(allow_anyone)
def open_view(request: DeskRequest, pk: int) -> HttpResponse:
    """Mark one of the person’s notifications as read and redirect to the page that the notification names."""
    notification = get_object_or_404(inbox_of(request.user), pk=pk)
    notifications.mark_read(request.user, [notification.pk])
    return HttpResponseRedirect(notifications.desk_path(notification))


@require_POST
@desk_page(allow_anyone)
def mark_read_view(request: DeskRequest) -> HttpResponse:
    """Mark all of the person’s notifications as read and redirect to the inbox."""
    notifications.mark_read(request.user)
    return HttpResponseRedirect(reverse("admin:inbox"))


@desk_page(allow_anyone)
def settings_view(request: DeskRequest) -> HttpResponse:
    """Show the notification settings; a POST saves which kinds to get in the inbox and by mail."""
    user = request.user
    if request.method == "POST":
        chosen = {
            channel: set(request.POST.getlist(channel)) & set(NotificationKind.values) for channel in ("inbox", "mail")
        }
        notifications.save_preferences(user, inbox=chosen["inbox"], mail=chosen["mail"])
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:notification-settings"))
    context = {
        "title": _("Notification settings"),
        "choices": notifications.preferences_of(user),
        "address": user.email,
    }
    return TemplateResponse(request, "admin/message_choices.html", context)
