"""Reads the desk's pages as its people do: a logged-in client, the page's words, links, forms and buttons."""

import re

from django.test import Client

from articles.models import Article, AuditEntry, Revision, User
from tests.support.pages import Page, parse

START = "/admin/"
MAX_QUERIES = 15
_STORY = re.compile(r"/admin/articles/article/(\d+)/change/")


def log_in(person: User) -> Client:
    """Log a person in; return the client."""
    client = Client()
    client.force_login(person)
    return client


def read_text(response) -> str:
    """Read the words of a whole page, a space between any two elements."""
    return parse(response).separate_text


def find_story_ids(page: Page) -> list[int]:
    """List the stories that a page or a piece of it leads to, each once, in order."""
    return list(dict.fromkeys(int(found[1]) for found in map(_STORY.match, page.links) if found))


def find_links(response) -> dict[str, str]:
    """Map the text of each of a page's links to its address."""
    return {link.separate_text: link["href"] for link in parse(response).select("a[href]")}


def form_data(response, *, having="base") -> dict[str, list[str]]:
    """Return what a browser would post from the page's form that has a field of this name."""
    fields = parse(response).form_with(having).values
    return {name: values for name, values in fields.items() if name != "csrfmiddlewaretoken"}


def find_buttons(response, *, having="base") -> list[tuple[str, str]]:
    """List the buttons of the form that has a field of this name: (name, value)."""
    return parse(response).form_with(having).buttons


ADD = "/admin/articles/article/add/"
FEEDBACK = "/admin/articles/article/feedback/"


def change_url(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def snapshot_stories() -> tuple[list, int, int]:
    """Everything that a refused request must leave alone."""
    return list(Article.objects.order_by("pk").values()), Revision.objects.count(), AuditEntry.objects.count()


def feedback_data(person, story=None, *, parts=(), **fields) -> dict:
    """Return what an editor tab posts in a pause: the form's fields, whose page it is, and the parts that it wants."""
    key = getattr(story, "pk", story or "")
    return {"_person": person.pk, "_story": key, "_window": "w", "_turn": 1, "_parts": parts, **fields}


def post_feedback(person, story=None, *, parts=(), **fields):
    """Post a pause in somebody's typing; the response."""
    return log_in(person).post(FEEDBACK, feedback_data(person, story, parts=parts, **fields))
