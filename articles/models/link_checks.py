"""Results of link checks, written by services/link_checks.py alone."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


def digest_of(address: str) -> str:
    """The hexadecimal SHA-256 of an address: short enough to be indexed, however long the address."""
    return hashlib.sha256(address.encode()).hexdigest()


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """Questions about addresses."""

    def dead(self, addresses: Iterable[str]) -> dict[str, "LinkCheck"]:
        """Those of these addresses that are known to lead nowhere, with what is known of them."""
        digests = {digest_of(address): address for address in addresses}
        if not digests:
            return {}
        found = self.filter(digest__in=digests, state=LinkCheck.State.DEAD)
        return {digests[state.digest]: state for state in found}


class LinkCheck(models.Model):
    """One address and its last answer. status is the HTTP status, or 0 when nobody answered."""

    class State(models.TextChoices):
        """What the answer means. A site that is slow, forbids robots or is down for now is only unsure."""

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
        # For check_links: what was asked longest ago comes first.
        indexes = [models.Index(fields=["checked_at"], name="links_asked_longest_ago")]

    def __str__(self) -> str:
        return self.address
