"""The demo sets passwords that it prints, so it refuses to run in a newsroom of somebody's own."""

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands.demo import _refuse_real_newsroom

pytestmark = pytest.mark.django_db


def test_the_demo_does_not_touch_a_newsroom_of_somebodys_own(admin_user):
    with pytest.raises(CommandError, match="has other accounts"):
        _refuse_real_newsroom()


def test_the_demo_does_not_mind_synthetic_stories():
    call_command("make_stories", "3", verbosity=0)
    _refuse_real_newsroom()
    call_command("check_newsroom")
