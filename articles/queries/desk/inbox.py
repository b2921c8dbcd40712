"""A person's inbox."""

from django.db.models import QuerySet

from articles.models import Notification, User


def inbox_of(user: User) -> QuerySet[Notification]:
    """Return a person's notifications, newest first, loaded with what each of them is about."""
    notifications = Notification.objects.filter(to=user, inbox=True)
    return notifications.select_related("article", "image", "by").order_by("-pk")
