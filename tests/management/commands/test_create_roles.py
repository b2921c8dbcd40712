"""The groups and their permissions."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.domain.roles import EDITORS, GROUPS, PUBLISHERS, REPORTERS, Duty

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def run(**options):
    out = io.StringIO()
    call_command("create_roles", stdout=out, **options)
    return out.getvalue()


def said(verb):
    return "".join(f"{verb} {name}: {len(codenames)} permissions.\n" for name, codenames in GROUPS.items())


def permissions():
    return {
        group.name: sorted(group.permissions.values_list("content_type__app_label", "codename"))
        for group in Group.objects.all()
    }


def test_every_group_gets_exactly_the_permissions_of_its_duty():
    Group.objects.all().delete()
    assert run() == said("Created")
    assert permissions() == {
        name: sorted(("articles", codename) for codename in codenames) for name, codenames in GROUPS.items()
    }


def test_running_again_puts_right_what_was_changed_and_leaves_other_groups_alone():
    run()
    right = permissions()
    Group.objects.get(name="Reporters").permissions.add(Permission.objects.get(codename="publish_article"))
    Group.objects.get(name="Editors").permissions.clear()
    Group.objects.create(name="Interns").permissions.add(Permission.objects.get(codename="view_article"))
    assert permissions() != right
    assert run() == said("Checked")
    assert permissions() == right | {"Interns": [("articles", "view_article")]}


def test_nothing_is_said_when_nothing_should_be():
    assert run(verbosity=0) == ""


def test_no_group_alone_may_both_approve_and_publish():
    duties = {name: {duty for duty in Duty if duty.value in codenames} for name, codenames in GROUPS.items()}
    assert duties == {
        REPORTERS: {Duty.WRITE},
        EDITORS: {Duty.WRITE, Duty.EDIT, Duty.ARRANGE},
        PUBLISHERS: {Duty.WRITE, Duty.PUBLISH, Duty.ARRANGE},
    }
