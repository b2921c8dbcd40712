"""How long the writing page waits for a pause in typing: its scripts read that from the form."""

from tests.support.desk import log_in
from tests.support.pages import parse


def read_pause(user):
    return parse(log_in(user).get("/admin/articles/article/add/")).one("form#story-form")["data-pause"]


def test_words_go_to_the_desk_once_nobody_has_typed_for_most_of_a_second(reporter):
    assert read_pause(reporter) == "800"


def test_a_projects_settings_may_shorten_the_pause(reporter, settings):
    settings.TYPING_PAUSE_MS = 50
    assert read_pause(reporter) == "50"
