"""What happens on every request: NUL is refused, the policy is sent, the edition is known."""

import re

import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError
from django.test import Client

from articles.queries import page_store
from articles.services import workflow
from tests.support.headers import DESK_POLICY, READER_POLICY
from tests.support.pages import parse


@pytest.mark.parametrize(
    "address",
    [
        "/section/a%00b/",
        "/%00",
        "/2026/01/01/a%00/",
        "/media/a%00.jpg",
        "/?cursor=%00",
        "/country/pk/?a=b%00c",
        "/admin/%00",
    ],
)
def test_a_nul_in_an_address_is_a_bad_request(client, db, address):
    response = client.get(address)
    assert response.status_code == 400
    assert response.content.decode() == "The address contains a character that is not allowed."


@pytest.mark.parametrize(
    "address", ["/section/%01/", "/section/%FF/", "/section/%ED%A0%80/", "/tag/%2500/", "/tag/%F0%9F%8C%8A/"]
)
def test_other_odd_characters_are_only_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_the_policy_is_sent_with_an_error_too(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.public.views.plan_front_page", None)
    response = client.get("/")
    assert (response.status_code, response.headers["Content-Security-Policy"]) == (500, READER_POLICY)


def test_the_desk_has_a_nonce_that_differs_with_every_request(client, reporter, draft):
    client.force_login(reporter)
    address = f"/admin/articles/article/{draft.pk}/change/"
    answers = [client.get(address) for _request in range(2)]
    policies = [
        re.fullmatch(re.escape(DESK_POLICY) + r" 'nonce-([\w-]{22,})'", a.headers["Content-Security-Policy"])
        for a in answers
    ]
    assert all(policies)
    assert policies[0][1] != policies[1][1]
    for answer, policy in zip(answers, policies, strict=True):
        assert set(parse(answer).values_of("[nonce]", "nonce")) == {policy[1]}


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/articles/article/"])
def test_a_page_of_the_desk_that_needs_no_nonce_names_none(client, reporter, address):
    client.force_login(reporter)
    assert client.get(address).headers["Content-Security-Policy"] == DESK_POLICY


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/admin/login/", "/robots.txt"])
def test_pages_say_what_a_browser_may_do_with_them(client, db, address):
    headers = client.get(address).headers
    assert {name: headers[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }


def test_a_database_that_can_not_be_written_costs_no_reader_the_page(client, scheduled, time_passes, monkeypatch):
    def refuse():
        raise DatabaseError("attempt to write a readonly database")

    time_passes(hours=2)
    scheduled.refresh_from_db()
    with monkeypatch.context() as patched:
        patched.setattr(workflow, "apply_due_schedules", refuse)
        pages = [client.get(address).content.decode() for address in ("/", scheduled.get_absolute_url())]
        assert [scheduled.headline in page for page in pages] == [True, True]
    scheduled.refresh_from_db()
    assert scheduled.stage == "scheduled"
    client.get("/")
    scheduled.refresh_from_db()
    assert scheduled.stage == "done"


HEADERS_OF_ALL = {
    "Content-Security-Policy": READER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=3600",
}


def test_a_stored_page_has_the_headers_of_every_other_answer(published, settings):
    """The settings of a site behind https: the middleware reads them when it is made."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER = 3600, ("HTTP_X_FORWARDED_PROTO", "https")
    client, address = Client(headers={"x-forwarded-proto": "https"}), published.get_absolute_url()
    made, stored = client.get(address), client.get(address)
    unchanged = client.get(address, headers={"if-none-match": made.headers["ETag"]})
    answers = [made, stored, client.head(address), client.get("/search/?q=gauge"), unchanged, client.get("/nowhere/")]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 304, 404]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS_OF_ALL} == HEADERS_OF_ALL
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert dict(made.headers) == dict(stored.headers)
    assert {name: unchanged.headers[name] for name in ("ETag", "Vary", "Cache-Control")} == {
        name: made.headers[name] for name in ("ETag", "Vary", "Cache-Control")
    }


def test_a_stored_page_is_not_sent_over_plain_http_or_under_another_name(published, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(headers={"x-forwarded-proto": "https"})
    assert [client.get("/").status_code for _made_then_stored in range(2)] == [200, 200]
    plain = Client().get("/?a=b")
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/?a=b")
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_an_address_without_its_last_slash_is_redirected(client, published):
    for address in ("/countries", "/ur", "/ur/countries", published.get_absolute_url().removesuffix("/")):
        answer = client.get(f"{address}?a=b")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{address}/?a=b")


@pytest.mark.parametrize(
    ("address", "language"),
    [("/", "en"), ("/ur/", "ur"), ("/ar/countries/", "ar"), ("/urdu/", "en"), ("/ur-pk/", "en")],
)
def test_the_address_alone_decides_on_the_language(client, db, address, language):
    answer = client.get(address, headers={"accept-language": "ar"})
    assert [found["lang"] for found in parse(answer).every("html")] == [language]


def test_readers_have_neither_session_nor_user(client, reporter, published):
    client.force_login(reporter)
    found = [client.get(address).wsgi_request for address in ("/countries/", "/countries/", "/nowhere/", "/admin/")]
    assert [hasattr(request, "session") for request in found] == [False, False, False, True]
    assert [hasattr(request, "user") for request in found] == [False, False, False, True]
    assert found[-1].user == reporter


def test_a_page_is_not_made_for_a_method_that_may_write(client, published):
    client.get("/")
    assert [client.post("/").status_code, client.put("/").status_code, client.options("/").status_code] == [405] * 3


def test_a_stored_page_costs_one_query_and_a_picture_none(client, published, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/", headers={"cookie": "desk=abcdefghijklmnopqrstuvwxyz012345"})
    with django_assert_num_queries(0):
        assert client.get("/media/pictures/nothing.jpg").status_code == 404


def test_while_what_is_due_can_not_be_published_no_page_is_stored(client, scheduled, time_passes, monkeypatch):
    def refuse():
        raise DatabaseError("attempt to write a readonly database")

    client.get("/countries/")
    time_passes(hours=2)
    monkeypatch.setattr(workflow, "apply_due_schedules", refuse)
    before = page_store.count()
    assert [client.get(address).status_code for address in ("/", "/", "/countries/")] == [200, 200, 200]
    assert page_store.count() == before == 1


def test_an_asgi_server_gets_the_same_answers(client, async_client, published):
    for address in (published.get_absolute_url(), "/", "/", "/nowhere/", "/admin/login/"):
        page, same = client.get(address), async_to_sync(async_client.get)(address)
        assert (page.status_code, page.headers.get("ETag")) == (same.status_code, same.headers.get("ETag"))
