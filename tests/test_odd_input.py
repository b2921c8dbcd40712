"""No address and no field that anybody may make up answers 500, on either database."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from articles.admin.story.editor.forms import initial_of
from articles.domain.document import Document, InvalidDocument
from articles.management.commands.demo import _refuse_real_newsroom
from articles.models import Article, Edition, Tag

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]
NINES = "9" * 40

PUBLIC = [
    "/archive/0001/01/",
    "/archive/9999/12/",
    "/archive/2026/13/",
    "/section/%F0%9D%9F%98/",
    "/section/" + "a" * 3000 + "/",
    "/tag/%ED%A0%80/",
    "/media/renditions/abcdefghij-٥٠-50/full-640.webp",
    "/media/pictures/../../x",
    "/2026/02/31/x/",
    "/country/%C4%B0s/",
    "/?cursor=%ED%A0%80",
    "/section/south-asia/?cursor=MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCA1",
]
DESK = [
    f"/admin/articles/article/{NINES}/change/",
    "/admin/articles/article/٣/change/",
    "/admin/articles/article/?last_edited_at__gte=0001-01-01",
    "/admin/articles/article/?q=" + "+".join(["a"] * 1500),
    f"/admin/articles/article/?p={NINES}",
    f"/admin/articles/article/?id__in={NINES}",
    "/admin/articles/article/?o=99.-99",
    f"/admin/articles/image/library/?ids={NINES},abc,",
    f"/admin/articles/image/library/?page={NINES}",
    "/admin/articles/auditentry/?at__gte=0001-01-01",
    "/admin/articles/country/?q=" + "+".join(["a"] * 1500),
    "/admin/autocomplete/?app_label=articles&model_name=credit&field_name=author&term=" + "+".join(["a"] * 1500),
    "/admin/autocomplete/?app_label=articles&model_name=x&field_name=y",
]
POSTED = [
    {"credits-TOTAL_FORMS": None},
    {"credits-TOTAL_FORMS": NINES},
    {"base": "9" * 5000},
    {"base": "x"},
    {"section": NINES},
    {"lead_image": NINES},
    {"credits-0-author": NINES},
    {"dated": "0001-01-01"},
    {"embargo": "0001-01-01T00:00"},
    {"embargo": "9999-12-31T23:59"},
    {"initial-embargo": "garbage"},
    {"tags": ["a\0b", "x" * 500]},
    {"tags": ["ﷺ" * 50]},
    {"headline": "a\0b"},
    {"about": ["PK", "xx", "\0"]},
    {"slug": "\0"},
    {"_move": "schedule", "schedule-at": "0001-01-01T00:00"},
    {"_move": "zzz"},
    {"_move": "approve", "base": "9" * 4999},
    {"credits-0-role": "boss"},
    {"slugline": "ﷺ" * 120},
    {"headline": "\u0958" * 250},
]


@pytest.fixture
def browser(client):
    client.raise_request_exception = False
    return client


def _typed(article, change):
    kept = {name: "" if value is None else value for name, value in initial_of(article).items() if name != "credits"}
    rows = {
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "0",
        "credits-0-author": "",
        "credits-0-role": "writer",
    }
    typed = {**kept, **rows, "initial-slugline": "", "initial-embargo": "", **change}
    return {name: value for name, value in typed.items() if value is not None}


@pytest.mark.parametrize("address", PUBLIC)
def test_an_odd_public_address_has_an_answer(address, browser, published):
    assert browser.get(address).status_code in {200, 301, 400, 404}


@pytest.mark.parametrize("address", DESK)
def test_an_odd_address_of_the_desk_has_an_answer(address, browser, admin_user, draft):
    browser.force_login(admin_user)
    assert browser.get(address).status_code in {200, 302, 400, 403, 404}


@pytest.mark.parametrize("change", POSTED, ids=str)
def test_an_odd_value_in_the_writing_page_is_refused_or_kept(change, browser, reporter, draft):
    browser.force_login(reporter)
    answer = browser.post(f"/admin/articles/article/{draft.pk}/change/", _typed(draft, change))
    assert answer.status_code in {200, 302, 400, 403}


@pytest.mark.parametrize("chosen", ["abc", NINES, "\0"])
def test_a_bulk_move_of_what_is_no_story_is_refused(chosen, browser, editor, draft):
    browser.force_login(editor)
    posted = {"action": "move_spike", "_selected_action": [chosen], "index": "0"}
    assert browser.post("/admin/articles/article/", posted).status_code == 400
    assert Article.objects.get().stage == "draft"


def test_an_unpublished_story_has_no_public_place_to_jump_to(browser, admin_user, draft, published):
    browser.force_login(admin_user)
    kind = ContentType.objects.get_for_model(Article).pk
    Article.objects.filter(pk=published.pk).update()
    assert browser.get(f"/admin/r/{kind}/{published.pk}/").status_code == 302


def test_a_draft_has_no_public_place_to_jump_to(browser, admin_user, draft):
    browser.force_login(admin_user)
    kind = ContentType.objects.get_for_model(Article).pk
    assert browser.get(f"/admin/r/{kind}/{draft.pk}/").status_code == 404


def test_a_nul_hidden_in_a_cookie_is_refused(browser):
    assert browser.get("/admin/", HTTP_COOKIE='desk="abcdefgh\\000ijkl"').status_code == 400


def test_a_newsroom_that_lost_its_edition_opens_one(browser):
    Edition.objects.all().delete()
    assert browser.get("/").status_code == 200
    assert Edition.objects.get().number >= 1


def test_a_tag_that_grows_when_it_is_folded_still_fits(publish, words):
    publish(type(words)(**{**words.__dict__, "tags": ("ﷺﷺﷺﷺﷺﷺﷺ", "!!!", "???")}))
    assert sorted(len(tag.slug) <= 100 for tag in Tag.objects.all()) == [True, True, True]


def test_a_body_nested_without_end_is_refused_before_it_is_read():
    with pytest.raises(InvalidDocument, match="more than 100 elements inside one another"):
        Document(headline="Deep", body="<blockquote>" * 20_000 + "x").cleaned()
    assert Document(headline="Long", body="<p>x" * 20_000).cleaned().words == 20_000


def test_a_figure_loses_none_of_the_words_in_it():
    body = (
        '<figure data-picture="1"><p>A word</p><figcaption>Its <em>caption</em></figcaption></figure><figure>B</figure>'
    )
    document = Document(headline="Figures", body=body).cleaned()
    assert document.body == '<figure data-picture="1"><figcaption>Its caption</figcaption></figure><p>A word</p>B'
    assert document.cleaned() == document


def test_the_demo_does_not_touch_a_newsroom_of_somebodys_own(admin_user):
    with pytest.raises(CommandError, match="people of its own"):
        _refuse_real_newsroom()


def test_the_demo_does_not_mind_synthetic_stories(db):
    call_command("make_stories", "3", verbosity=0)
    _refuse_real_newsroom()
    call_command("check_newsroom")


def test_check_newsroom_says_what_does_not_agree(published, capsys):
    Article.objects.update(section=None, headline="Another")
    with pytest.raises(CommandError, match="2 findings"):
        call_command("check_newsroom")
    said = capsys.readouterr().out
    assert said.count("public record’s" if "’" in said else "public record's") == 2
