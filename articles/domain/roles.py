"""Duties, the permission that grants each, and the groups that hold them."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """What a person is trusted with; the value is the permission's codename in this app."""

    WRITE = "add_article", _("write stories")
    EDIT = "review_article", _("edit and approve stories")
    PUBLISH = "publish_article", _("publish stories")
    ARRANGE = "arrange_front", _("arrange the front page")

    @property
    def permission(self) -> str:
        """The permission as `user.has_perm` takes it."""
        return f"articles.{self.value}"


REPORTERS, EDITORS, PUBLISHERS = "Reporters", "Editors", "Publishers"

_SEE = (
    "view_article",
    "view_section",
    "view_author",
    "view_tag",
    "view_country",
    "view_image",
    "view_auditentry",
    "view_collection",
    "view_collectionitem",
    "view_infopage",
)
_WRITE = (*_SEE, "add_article", "change_article", "add_image", "change_image")
_KEEP_HOUSE = (
    *("add_author", "change_author", "add_tag", "change_tag", "change_section", "arrange_front"),
    "change_country",
    *(f"{verb}_{table}" for table in ("collection", "collectionitem") for verb in ("add", "change", "delete")),
)

# A person with two duties is put into two groups; no group contains another, so that four eyes stay two people.
GROUPS: Mapping[str, tuple[str, ...]] = {
    REPORTERS: _WRITE,
    EDITORS: (*_WRITE, *_KEEP_HOUSE, "review_article"),
    PUBLISHERS: (*_WRITE, *_KEEP_HOUSE, "add_section", "add_infopage", "change_infopage", "publish_article"),
}
