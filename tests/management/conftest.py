"""People and files for commands."""

import pytest
from django.contrib.auth.models import Group

from articles.models import User


@pytest.fixture
def chief(db):
    """Edits and publishes, and wrote nothing."""
    user = User.objects.create_user("chief", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=["Editors", "Publishers"]))
    return user


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("admin")


@pytest.fixture
def file(tmp_path):
    def write(text, name="story.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
