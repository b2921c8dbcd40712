"""Reads the desk's pages as its people do: a logged-in client, the page's words, links, forms and buttons."""

import html
import re
from html.parser import HTMLParser

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, AuditEntry, Revision

START = "/admin/"


MAX_QUERIES = 15


def log_in(person: User) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(person)
    return client


def visible_text(markup: str) -> str:
    """The text of a piece of a page, white space as single blanks."""
    visible = re.sub(r"<(script|style|template)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", visible)).split())


def read_text(response) -> str:
    """The text of a whole page."""
    return visible_text(response.content.decode())


def find_story_ids(markup: str) -> list[int]:
    """The stories that a piece of a page leads to, each once, in order."""
    return list(dict.fromkeys(int(key) for key in re.findall(r'href="/admin/articles/article/(\d+)/change/', markup)))


def find_links(response) -> dict[str, str]:
    """A page's links: {text: address}."""
    found = re.findall(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', response.content.decode(), flags=re.DOTALL)
    return {visible_text(words): html.unescape(address) for address, words in found}


class _Forms(HTMLParser):
    """Reads a page's forms as a browser does: what each would post, and its buttons."""

    def __init__(self, markup: str):
        super().__init__()
        self.forms: list[tuple[dict[str, list[str]], list[tuple[str, str]]]] = []
        self.named: dict[str, tuple[dict[str, list[str]], list[tuple[str, str]]]] = {}
        self.templates, self.select, self.options, self.text = 0, "", [], None
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        facts = {name: value or "" for name, value in attrs}
        self.templates += tag == "template"
        if tag == "form":
            self.forms.append(self.named.setdefault(facts["id"], ({}, [])) if "id" in facts else ({}, []))
        if self.templates or not self.forms:
            return
        if tag in {"button", "input", "textarea", "select"}:  # which may stand outside of the form they belong to
            self.owner = self.named.setdefault(facts["form"], ({}, [])) if "form" in facts else self.forms[-1]
        if tag == "button" and "name" in facts:
            self.owner[1].append((facts["name"], facts.get("value", "")))
        elif tag == "input" and "name" in facts and facts.get("type") not in {"submit", "checkbox", "radio", "file"}:
            self.keep(facts["name"], facts.get("value", ""))
        elif tag == "textarea":
            self.text = (facts["name"], "")
        elif tag == "select":
            self.select, self.options = facts["name"], []
            self.several = "multiple" in facts
        elif tag == "option" and self.select:
            self.options.append((facts.get("value", ""), "selected" in facts))

    def handle_endtag(self, tag):
        self.templates -= tag == "template"
        if tag == "textarea" and self.text:
            name, text = self.text
            self.keep(name, text.removeprefix("\n"))
            self.text = None
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            if not chosen and not self.several:
                chosen = [value for value, _selected in self.options[:1]]
            for value in chosen:
                self.keep(self.select, value)
            self.select = ""

    def handle_data(self, data):
        if self.text:
            self.text = (self.text[0], self.text[1] + data)

    def keep(self, name, value):
        self.owner[0].setdefault(name, []).append(value)


def _form_with(response, name):
    return next(form for form in _Forms(response.content.decode()).forms if name in form[0])


def form_data(response, *, having="base") -> dict[str, list[str]]:
    """What a browser would post from the page's form that has a field of this name."""
    fields, _buttons = _form_with(response, having)
    return {name: values for name, values in fields.items() if name != "csrfmiddlewaretoken"}


def find_buttons(response, *, having="base") -> list[tuple[str, str]]:
    """The form's buttons: (name, value)."""
    return _form_with(response, having)[1]


ADD = "/admin/articles/article/add/"


def change_url(article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def snapshot_stories() -> tuple[list, int, int]:
    """Everything that a refused request must leave alone."""
    return list(Article.objects.order_by("pk").values()), Revision.objects.count(), AuditEntry.objects.count()
