"""Duties, the permission that grants each, and the groups that hold them."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """What a person may do; the value is the permission's codename in this app."""

    WRITE = "add_article", _("write stories")
    EDIT = "review_article", _("edit and approve stories")
    PUBLISH = "publish_article", _("publish stories")
    ARRANGE = "arrange_front", _("arrange the front page")

    @property
    def permission(self) -> str:
        """The permission as ``user.has_perm`` expects it, such as "articles.add_article"."""
        return f"articles.{self.value}"


REPORTERS, EDITORS, PUBLISHERS = "Reporters", "Editors", "Publishers"

_VIEW_PERMISSIONS = (
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
_WRITER_PERMISSIONS = (*_VIEW_PERMISSIONS, "add_article", "change_article", "add_image", "change_image")
_MANAGEMENT_PERMISSIONS = (
    *("add_author", "add_tag", "change_tag", "arrange_front"),
    *(f"{verb}_{table}" for table in ("collection", "collectionitem") for verb in ("add", "change", "delete")),
)

# A person with two duties joins two groups; no group contains another, so that four eyes remain two people.
GROUPS: Mapping[str, tuple[str, ...]] = {
    REPORTERS: _WRITER_PERMISSIONS,
    EDITORS: (*_WRITER_PERMISSIONS, *_MANAGEMENT_PERMISSIONS, "review_article"),
    PUBLISHERS: (
        *_WRITER_PERMISSIONS,
        *_MANAGEMENT_PERMISSIONS,
        # Readers see these words at once, so that changing them is publishing.
        *("change_author", "change_country", "add_section", "change_section", "add_infopage", "change_infopage"),
        "publish_article",
    ),
}
