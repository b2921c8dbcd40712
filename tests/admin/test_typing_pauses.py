"""How long the writing page waits for a pause in typing: its scripts read that from the form."""

from html.parser import HTMLParser

from django.test import Client


class StoryForm(HTMLParser):
    """Finds the attributes of the writing page's form."""

    attributes: dict[str, str | None]

    def handle_starttag(self, tag, attrs):
        if tag == "form" and dict(attrs).get("id") == "story-form":
            self.attributes = dict(attrs)


def pauses(user):
    client = Client()
    client.force_login(user)
    page = StoryForm()
    page.feed(client.get("/admin/articles/article/add/").content.decode())
    return page.attributes["data-autosave-pause"], page.attributes["data-typing-pause"]


def test_a_writer_pauses_three_seconds_before_an_autosave_and_less_before_the_checklist(reporter):
    assert pauses(reporter) == ("3000", "800")


def test_a_projects_settings_may_shorten_the_pauses(reporter, settings):
    settings.AUTOSAVE_PAUSE_MS, settings.TYPING_PAUSE_MS = 100, 50
    assert pauses(reporter) == ("100", "50")
