"""The words of a notification, in the active language, and its address at the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Notification
from articles.models.authors import display_name
from articles.models.notifications import NotificationKind


def subject(notification: Notification) -> str:
    """Return a notification's kind and its story or picture on one line, for the subject of a mail."""
    about = notification.article.headline if notification.article else str(notification.image or "")
    return " ".join(f"{NotificationKind(notification.concern).label}: {about}".split())


def sentence(notification: Notification) -> str:
    """Return one sentence in the active language on what a notification is about."""
    # Isolated: a headline may run the other way than the sentence around it.
    about = f"\u2068{notification.article.headline if notification.article else notification.image}\u2069"
    words = {"who": display_name(notification.by) if notification.by else "", "what": about}
    sentences = {
        NotificationKind.SUBMITTED: _("%(who)s submitted “%(what)s” for review."),
        NotificationKind.SENT_BACK: _("%(who)s sent “%(what)s” back."),
        NotificationKind.APPROVED: _("%(who)s approved “%(what)s”."),
        NotificationKind.PUBLISHED: _("%(who)s published “%(what)s”.")
        if notification.by
        else _("“%(what)s” was published as scheduled."),
        NotificationKind.UNPUBLISHED: _("%(who)s undid the publication of “%(what)s”."),
        NotificationKind.FAILED: _("“%(what)s” was due and could not be published."),
        NotificationKind.UNSCHEDULED: _("%(who)s took “%(what)s” off its schedule.")
        if notification.by
        else _("“%(what)s” is no longer scheduled."),
        NotificationKind.REPLIED: _("%(who)s replied in your conversation about “%(what)s”."),
        NotificationKind.NOTED: _("%(who)s added a note to “%(what)s”.")
        if notification.by
        else _("An outside reader commented on “%(what)s”."),
        NotificationKind.NOT_APPROVED: _(
            "An outside reader did not approve “%(what)s”. Publishing is blocked until an editor resolves this."
        ),
        NotificationKind.MENTIONED: _("%(who)s mentioned you in a note on “%(what)s”."),
        NotificationKind.ASSIGNED: _("%(who)s assigned “%(what)s” to you."),
        NotificationKind.DUE: _("“%(what)s” is due."),
        NotificationKind.LICENCE: _("The licence of the published picture “%(what)s” is about to expire."),
    }
    return sentences[NotificationKind(notification.concern)] % words


def desk_path(notification: Notification) -> str:
    """Return the path of the desk page of a notification's story or picture."""
    if notification.article_id:
        return reverse("admin:articles_article_change", args=[notification.article_id])
    return reverse("admin:articles_image_change", args=[notification.image_id])
