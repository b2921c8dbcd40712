"""The command that compares the public record with the published revisions."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article

pytestmark = pytest.mark.django_db


def test_check_newsroom_says_what_does_not_agree(published, capsys):
    Article.objects.update(section=None, headline="Another")
    with pytest.raises(CommandError, match="3 findings"):
        call_command("check_newsroom")
    output = capsys.readouterr().out
    assert output.count("the public record's") == 2
    assert "is on other lists than its public record says" in output
