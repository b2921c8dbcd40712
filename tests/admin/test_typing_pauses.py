"""How long the writing page waits for a pause in typing: its scripts read that from the form."""

from tests.support.desk import log_in
from tests.support.pages import parse


def pauses(user):
    form = parse(log_in(user).get("/admin/articles/article/add/")).one("form#story-form")
    return form["data-autosave-pause"], form["data-typing-pause"]


def test_a_writer_pauses_three_seconds_before_an_autosave_and_less_before_the_checklist(reporter):
    assert pauses(reporter) == ("3000", "800")


def test_a_projects_settings_may_shorten_the_pauses(reporter, settings):
    settings.AUTOSAVE_PAUSE_MS, settings.TYPING_PAUSE_MS = 100, 50
    assert pauses(reporter) == ("100", "50")
