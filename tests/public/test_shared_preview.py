"""A shared preview: everyone who has the link reads the story as readers would, and nobody and nothing else ever sees it."""

import io
import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.domain.document import CountryLine
from articles.models import Note, ShareLink, ShareVisit
from articles.public import shared_preview
from articles.queries import page_store
from articles.services import editing, share_links, workflow
from newsroom.logs import Line
from tests.support import sentences
from tests.support.caches import clear_caches
from tests.support.pages import Page, parse
from tests.support.site import add_picture, count_queries, crawl, figure_html

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
UNSEEN = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def shared(draft, editor):
    return share_links.create(draft, by=editor, label="The lawyer")


def address(shared) -> str:
    return f"/preview/{shared.token}/"


def headers_of(answer) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in UNSEEN}


def ticket_on(answer) -> str:
    return parse(answer).every("input", name="ticket")[0]["value"]


def say(shared, client=None, **facts):
    """Read the page and comment from its form, as a browser does."""
    client = client or Client(enforce_csrf_checks=True)
    ticket = ticket_on(client.get(address(shared)))
    return client.post(address(shared), {"ticket": ticket, "name": "Lea Lawyer", "text": "Fine.", "mark": "", **facts})


def visits():
    visits = ShareVisit.objects.order_by("pk").values_list("kind", "network", "agent", "name")
    return list(visits)


def test_a_visitor_reads_the_story_as_readers_will(client, draft, shared, words, editor):
    picture = add_picture()
    new = replace(words, lead_image=picture.pk, body=words.body + figure_html(picture, "Inside."))
    editing.edit(draft, new, by=editor, base=1)
    answer = client.get(address(shared))
    page = parse(answer)
    assert (answer.status_code, page.problems) == (200, [])
    for text in (words.headline, words.standfirst, "ENGINEERS met on Tuesday.", "By Zarmina Yousaf", "Inside."):
        assert text in page.text
    assert "Draft, not for publication version 2, link expires" in page.text
    for cut in page.picture_addresses:
        picture_answer = client.get(cut)
        assert (picture_answer.status_code, bool(picture_answer.getvalue())) == (200, True)
    assert len(page.picture_addresses) > 2


def test_a_link_bound_to_a_version_shows_it_whatever_is_written_later(client, draft, words, editor):
    bound = share_links.create(draft, by=editor, label="The lawyer", number=1)
    following = share_links.create(draft, by=editor, label="A source")
    editing.edit(draft, replace(words, headline="A newer headline"), by=editor, base=1)
    shows_newer = ["A newer headline" in client.get(address(one)).content.decode() for one in (bound, following)]
    assert shows_newer == [False, True]


def test_no_answer_is_cached_listed_or_passed_on(client, shared):
    answers = [
        client.get(address(shared)),
        client.head(address(shared)),
        client.get(address(shared).rstrip("/")),
        say(shared),
        say(shared, name=""),
        client.put(address(shared)),
        client.get("/preview/never-made/"),
        client.get("/preview/never-made"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 302, 400, 405, 404, 404]
    assert [headers_of(answer) for answer in answers] == [UNSEEN] * len(answers)
    assert [answer.headers.get("ETag") for answer in answers] == [None] * len(answers)
    assert [list(answer.cookies) for answer in answers] == [[]] * len(answers)


def test_the_page_tells_machines_nothing_of_the_story(client, published, words, editor):
    editing.edit(published, replace(words, standfirst="New."), by=editor, base=1)
    shared = share_links.create(published, by=editor, label="The lawyer")
    html, public = (client.get(one).content.decode() for one in (address(shared), published.get_absolute_url()))
    signs = [
        "canonical",
        "og:",
        "ld+json",
        "oembed",
        "twitter:",
        'rel="alternate"',
        "data-copy",
        "Share",
        "max-image",
    ]
    assert [sign for sign in signs if sign not in public] == []
    assert [sign for sign in signs if sign in html] == []
    page = Page(html)
    assert [found["content"] for found in page.every("meta", name="robots")] == ["noindex, nofollow, noarchive"]
    assert (page.every("script"), shared.token in html) == ([], False)


def test_what_opens_nothing_is_answered_alike(client, draft, shared, publish, words, editor, publisher):
    published = publish(words)
    expired, revoked, killed = (share_links.create(story, by=editor, label="X") for story in (draft, draft, published))
    past = timezone.now() - timedelta(days=1)
    ShareLink.objects.filter(pk=expired.link.pk).update(created_at=past - timedelta(days=1), expires_at=past)
    share_links.revoke(revoked.link, by=editor)
    workflow.kill(published, by=publisher, reason="A court said so.")
    answers = [
        client.get(f"/preview/{token}/") for token in ("x", "x" * 43, *(s.token for s in (expired, revoked, killed)))
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({answer.content for answer in answers}) == 1
    assert "Ask the sender for a new one." in answers[0].content.decode()
    assert ShareVisit.objects.count() == 0
    assert client.get(address(shared)).status_code == 200


def test_a_link_is_shut_at_once_for_a_visitor_who_reads(client, shared, editor):
    ticket = ticket_on(client.get(address(shared)))
    share_links.revoke(shared.link, by=editor)
    assert client.get(address(shared)).status_code == 404
    answer = client.post(address(shared), {"ticket": ticket, "name": "Lea", "text": "Fine.", "mark": ""})
    assert (answer.status_code, headers_of(answer), Note.objects.count()) == (404, UNSEEN, 0)


def test_a_shared_story_is_at_no_other_address(client, publish, words, draft, editor):
    publish(replace(words, headline="A story beside it"))
    secret = replace(words, headline="Quokkabane", body="<p>Quokkabane.</p>", countries=(CountryLine("TV"),))
    editing.edit(draft, secret, by=editor, base=1)
    shared = share_links.create(draft, by=editor, label="The lawyer")
    assert "Quokkabane" in client.get(address(shared)).content.decode()
    clear_caches()
    answers = crawl(also=("/search/?q=quokka*", "/stories/?q=quokka*", "/country/tv/", "/search/feed/?q=quokka*"))
    assert [one for one, answer in answers.items() if b"quokkabane" in answer.content.lower()] == []
    assert [one for one, answer in answers.items() if shared.token.encode() in answer.content] == []
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()


def test_a_preview_is_not_stored_among_the_public_pages(client, shared):
    stored = []
    for place in (address(shared), "/"):
        client.get(place)
        stored.append(page_store.count())
    assert stored == [0, 1]


def test_who_opened_it_is_logged_by_network_and_family(client, shared):
    client.get(address(shared), REMOTE_ADDR="192.0.2.77", headers={"user-agent": FIREFOX})
    assert visits() == [("opened", "192.0.2.0/24", "Firefox on Windows", "")]


@pytest.mark.parametrize(
    ("by", "handed_on", "network"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.0/24"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.0/24"),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", "203.0.113.0/24"),
        ("::1", "2001:db8:7::1", "2001:db8:7::/48"),
        ("", "203.0.113.9", "203.0.113.0/24"),
        ("192.0.2.77", "203.0.113.9", "192.0.2.0/24"),
        ("127.0.0.1", "", "127.0.0.0/24"),
        ("127.0.0.1", "nonsense", "127.0.0.0/24"),
    ],
)
def test_a_server_in_front_says_for_whom_it_asks_and_a_visitor_can_not(client, shared, by, handed_on, network):
    client.get(address(shared), REMOTE_ADDR=by, headers={"x-forwarded-for": handed_on})
    assert [found[1] for found in visits()] == [network]


def test_looking_ahead_is_no_visit(client, shared):
    client.head(address(shared))
    client.get(address(shared), headers={"sec-purpose": "prefetch;prerender"})
    assert visits() == []
    client.get(address(shared))
    assert len(visits()) == 1


def test_a_visitor_comments_without_an_account_and_the_story_has_a_note(client, draft, shared):
    answer = say(shared, client, text="The name is wrong.", mark="not_approved")
    assert (answer.status_code, answer.headers["Location"]) == (302, "?said=yes#comment")
    note = Note.objects.get()
    assert (note.article, note.by, note.guest, note.text, note.get_mark_display(), note.revision.number) == (
        draft,
        None,
        "Lea Lawyer",
        "The name is wrong.",
        "not approved",
        1,
    )
    assert [kind for kind, *_facts in visits()] == ["opened", "commented"]
    assert (
        "Thank you. Your comment has been sent to the newsroom."
        in client.get(f"{address(shared)}?said=yes").content.decode()
    )


def test_a_mark_belongs_to_the_version_that_was_read_not_to_the_newest(client, draft, shared, words, editor):
    ticket = ticket_on(client.get(address(shared)))
    editing.edit(draft, replace(words, standfirst="New."), by=editor, base=1)
    client.post(address(shared), {"ticket": ticket, "name": "Lea", "text": "", "mark": "approved"})
    assert (Note.objects.get().revision.number, share_links.find_link(shared.token).shown.number) == (1, 2)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": " "}, "Enter your name."),
        ({"text": " "}, sentences.NOTE_EMPTY),
        ({"text": "x" * 2001}, "Ensure this value has at most 2000 characters (it has 2001)."),
        ({"mark": "published"}, "Select a valid choice. published is not one of the available choices."),
        ({"text": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_an_odd_comment_is_shown_again_with_a_sentence_and_stored_nowhere(shared, facts, sentence):
    answer = say(shared, **{"name": "Lea Lawyer", "text": "My long thoughts.", **facts})
    page = Page(answer.content.decode().replace("\0", ""))
    assert (answer.status_code, sentence in page.text, Note.objects.count()) == (400, True, 0)
    held = facts.get("text", "My long thoughts.").replace("\0", "").strip()
    assert held in page.text
    assert page.every("input", name="name")[0].get("value", "").strip() == facts.get("name", "Lea Lawyer").strip()


@pytest.mark.parametrize("ticket", ["", "x", "WzEsIDFd:x", "another link's"])
def test_a_form_that_did_not_come_from_this_page_is_refused_and_loses_nothing(client, draft, shared, editor, ticket):
    if ticket == "another link's":
        ticket = ticket_on(client.get(address(share_links.create(draft, by=editor, label="Other"))))
    typed = {"name": "Lea", "text": "My long thoughts.", "mark": "approved", "ticket": ticket}
    answer = client.post(address(shared), typed)
    page = parse(answer)
    assert (answer.status_code, Note.objects.count(), "My long thoughts." in page.text) == (403, 0, True)
    assert "checked" in page.every("input", name="mark", value="approved")[0]
    again = client.post(address(shared), {**typed, "ticket": ticket_on(answer)})
    assert (again.status_code, Note.objects.count()) == (302, 1)


def test_so_many_comments_an_hour_and_the_next_loses_nothing(shared, monkeypatch):
    monkeypatch.setattr(share_links, "MAX_COMMENTS_PER_HOUR", 2)
    answers = [say(shared, text=f"Thought {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert sentences.ENOUGH_FOR_AN_HOUR in answers[2].content.decode()
    assert ("Thought 2" in answers[2].content.decode(), Note.objects.count()) == (True, 2)


def test_a_link_only_to_read_has_no_form(client, draft, editor):
    shared = share_links.create(draft, by=editor, label="A source", may_comment=False)
    page = Page(client.get(address(shared)).content.decode())
    assert (page.every("textarea"), page.every("input", name="ticket")) == ([], [])
    ticket = shared_preview._signer.sign_object([shared.link.pk, 1])
    answer = client.post(address(shared), {"ticket": ticket, "name": "Lea", "text": "Fine.", "mark": ""})
    assert (answer.status_code, Note.objects.count()) == (403, 0)


def test_what_a_visitor_writes_is_never_markup(client, shared):
    answer = say(shared, client, name="", text="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_the_page_speaks_the_storys_language_where_the_site_does(client, draft, words, editor, language, direction):
    editing.edit(draft, replace(words, language=language), by=editor, base=1)
    shared = share_links.create(draft, by=editor, label="The lawyer")
    page = Page(client.get(address(shared)).content.decode())
    (whole,) = page.every("html")
    assert (whole["lang"], whole["dir"]) == ("en" if language == "fr" else language, direction)
    assert page.problems == []


def test_the_token_stands_in_no_line_of_the_log(client, shared, editor):
    client.raise_request_exception = False
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Line("{levelname} {name}: {message}", style="{"))
    logging.getLogger("django.request").addHandler(handler)
    try:
        share_links.revoke(shared.link, by=editor)
        client.get(f"{address(shared)}?x=1")
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert written.getvalue() == "WARNING django.request: Not Found: /preview/…/\n"


def test_the_sites_own_log_is_written_so(settings):
    lines = settings.LOGGING["formatters"]["line"]
    assert (lines["class"], settings.LOGGING["root"]["handlers"]) == ("newsroom.logs.Line", ["console"])


def test_a_page_costs_the_same_whatever_the_number_of_visits_and_links(client, draft, shared, editor):
    first = count_queries(client, address(shared))
    for number in range(3):
        share_links.create(draft, by=editor, label=f"L{number}")
        client.get(address(shared), REMOTE_ADDR=f"198.51.{number}.1")
    assert (first, count_queries(client, f"{address(shared)}?again")) == (9, 8)
