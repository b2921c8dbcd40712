"""What happens on every request: NUL is refused, the policy is sent, the edition is known."""

import re

import pytest
from django.db import DatabaseError

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
    monkeypatch.setattr("articles.queries.front_page.compose", None)
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
    with monkeypatch.context() as patched:
        patched.setattr(workflow, "apply_due_schedules", refuse)
        assert scheduled.headline in client.get("/").content.decode()
    scheduled.refresh_from_db()
    assert scheduled.stage == "scheduled"
    client.get("/")
    scheduled.refresh_from_db()
    assert scheduled.stage == "done"
