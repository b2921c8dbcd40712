"""The user model of the newsroom's staff.

The newsroom's own model, so that an account can gain columns by ordinary migrations.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac


class User(AbstractUser):
    """Django's user, and the means to end all of one person's sessions at once."""

    # An integer, as Django's own user table had it: databases of 0.1 keep that table.
    id = models.AutoField(primary_key=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Hash what a session must match: the password and the session epoch.

        Django calls this once more for every key in SECRET_KEY_FALLBACKS. Epoch 0 leaves Django's own hash as it is, so
        sessions that were opened before the epoch existed go on.
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
