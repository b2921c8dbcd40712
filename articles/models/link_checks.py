"""Results of link checks, written by services/link_checks.py alone."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


def digest_address(address: str) -> str:
    """Return the hexadecimal SHA-256 of a web address, short enough to index at any length of address."""
    return hashlib.sha256(address.encode()).hexdigest()


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """Queries on link checks."""

    def dead(self, addresses: Iterable[str]) -> dict[str, "LinkCheck"]:
        """Return {address: check} for the given addresses that were dead when last checked."""
        digests = {digest_address(address): address for address in addresses}
        if not digests:
            return {}
        checks = self.filter(digest__in=digests, state=LinkCheck.State.DEAD)
        return {digests[check.digest]: check for check in checks}


class LinkCheck(models.Model):
    """One address and the result of its last check. ``status`` is the HTTP status, or 0 without a response."""

    class State(models.TextChoices):
        """The meaning of the response. A site that is slow, blocks robots or is down for now is only unsure."""

        FINE = "fine", _("fine")
        DEAD = "dead", _("dead")
        UNSURE = "unsure", _("unsure")

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices)
    status = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField()

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["checked_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["fine", "dead", "unsure"]), name="link_state_known")
        ]
        # For check_links: least recently checked first.
        indexes = [models.Index(fields=["checked_at"], name="links_asked_longest_ago")]

    def __str__(self) -> str:
        return self.address
