"""Results of the latest link checks; written by the link_checks service alone."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


def digest_address(address: str) -> str:
    """Return the hexadecimal SHA-256 of an address, short enough to index however long the address."""
    return hashlib.sha256(address.encode()).hexdigest()


class LinkStateQuerySet(models.QuerySet["LinkState"]):
    """Queries on checked links."""

    def dead(self, addresses: Iterable[str]) -> dict[str, "LinkState"]:
        """Return those of these addresses that are known to be dead, with their state."""
        digests = {digest_address(address): address for address in addresses}
        if not digests:
            return {}
        states = self.filter(digest__in=digests, state=LinkState.State.DEAD)
        return {digests[state.digest]: state for state in states}


class LinkState(models.Model):
    """One address and its last response. ``status`` is the HTTP status, 0 without a response."""

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

    objects = LinkStateQuerySet.as_manager()

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
