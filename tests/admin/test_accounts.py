"""People's accounts at the desk, and the end of somebody's sessions."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from articles.models import User
from tests.support.pages import parse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def admin_at_desk(db) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ada", password="ada-password"))
    return client


def test_a_person_is_added_and_put_into_a_group_at_the_desk(admin_at_desk):
    answer = admin_at_desk.post(
        "/admin/articles/user/add/",
        {"username": "nora", "password1": "a-long-secret", "password2": "a-long-secret", "usable_password": "true"},
    )
    nora = User.objects.get(username="nora")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/articles/user/{nora.pk}/change/")
    editors = Group.objects.get(name="Editors")
    facts = {"username": "nora", "is_active": "on", "is_staff": "on", "groups": editors.pk}
    assert admin_at_desk.post(f"/admin/articles/user/{nora.pk}/change/", facts).status_code == 302
    assert Client().login(username="nora", password="a-long-secret")
    assert list(User.objects.get(pk=nora.pk).groups.all()) == [editors]


def test_an_account_has_its_groups_as_boxes_and_no_permissions_one_by_one(admin_at_desk, editor):
    page = parse(admin_at_desk.get(f"/admin/articles/user/{editor.pk}/change/"))
    assert page.texts("#id_groups label") == ["Editors", "Publishers", "Reporters"]
    assert len(page.select("#id_groups input[type=checkbox][checked]")) == 1
    assert page.select("[name=user_permissions]") == []


def test_a_password_is_set_at_the_desk(admin_at_desk, reporter):
    secret = {"password1": "another-secret", "password2": "another-secret", "usable_password": "true"}
    answer = admin_at_desk.post(f"/admin/articles/user/{reporter.pk}/password/", secret)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/articles/user/{reporter.pk}/change/")
    assert Client().login(username="rana", password="another-secret")


def test_only_who_has_the_permission_sees_people(editor):
    client = Client()
    client.force_login(editor)
    assert client.get("/admin/articles/user/").status_code == 403
    editor.user_permissions.add(Permission.objects.get(content_type__app_label="articles", codename="view_user"))
    assert client.get("/admin/articles/user/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/admin/auth/user/", "/admin/articles/user/"),
        ("/admin/auth/user/?q=rana&o=1", "/admin/articles/user/?q=rana&o=1"),
        ("/admin/auth/user/7/change/", "/admin/articles/user/7/change/"),
        ("/admin/articles/housepage/?o=1", "/admin/articles/infopage/?o=1"),
        ("/admin/articles/housepage/add/", "/admin/articles/infopage/add/"),
    ],
)
def test_former_addresses_lead_to_the_new_ones(client, db, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)


def test_the_groups_stay_where_they_were(admin_at_desk):
    assert admin_at_desk.get("/admin/auth/group/").status_code == 200


def test_raising_the_epoch_ends_every_session_of_that_person_and_nobody_elses(editor, reporter):
    ediths, ranas = [Client(), Client()], Client()
    for client in ediths:
        client.force_login(editor)
    ranas.force_login(reporter)
    assert [client.get("/admin/").status_code for client in (*ediths, ranas)] == [200, 200, 200]
    for epoch in (1, 2):
        User.objects.filter(pk=editor.pk).update(session_epoch=epoch)
        assert [client.get("/admin/").status_code for client in (*ediths, ranas)] == [302, 302, 200]
        ediths[0].force_login(User.objects.get(pk=editor.pk))
        assert ediths[0].get("/admin/").status_code == 200


@pytest.mark.parametrize("epoch", [0, 3])
def test_a_session_outlives_a_change_of_the_secret_key_while_the_old_key_is_a_fallback(editor, settings, epoch):
    User.objects.filter(pk=editor.pk).update(session_epoch=epoch)
    client = Client()
    client.force_login(User.objects.get(pk=editor.pk))
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another-" + "y" * 50
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.get("/admin/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/admin/").status_code == 200  # signed anew with the new key meanwhile
    settings.SECRET_KEY = "a-third-" + "z" * 50
    assert client.get("/admin/").status_code == 302


def test_nobody_imports_djangos_own_user():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for folder in ("articles", "newsroom", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for match in re.finditer(
            r"from django\.contrib\.auth\.models import (?:\([^)]*\bUser\b|[^\n]*\bUser\b)", path.read_text("utf-8")
        )
    ]
    assert found == []
