"""The user model of the newsroom's staff.

The newsroom's own model, so that an account can gain columns by ordinary migrations.
"""

from django.contrib.auth.models import AbstractUser, Permission
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property


class User(AbstractUser):
    """Django's user, with the means to end all sessions of one person at once."""

    # An integer, as Django's own user table had it: databases of 0.1 keep that table.
    id = models.AutoField(primary_key=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    @cached_property
    def _perm_cache(self) -> set[str]:
        """The person's permissions, direct and from groups, as "app.codename"; all of them for a superuser.

        Django's backend looks here first; on its own it takes a query for each kind, on every page of the desk.
        """
        granted = Permission.objects.order_by()
        if not self.is_superuser:
            granted = granted.filter(Q(user=self) | Q(group__user=self)).distinct()
        names = granted.values_list("content_type__app_label", "codename")
        return {f"{app}.{codename}" for app, codename in names}

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Hash password and session epoch, so that a change of either ends every session of the person.

        Django calls this again for every key in SECRET_KEY_FALLBACKS. Epoch 0 leaves Django's own hash unchanged, so
        sessions opened before the epoch existed remain valid.
        """
        password_hash: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if self.session_epoch == 0:
            return password_hash
        return salted_hmac(
            "articles.models.accounts.User.session_epoch",
            f"{password_hash}:{self.session_epoch}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
