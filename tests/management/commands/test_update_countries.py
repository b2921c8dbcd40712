"""After an update: the table of countries follows the lexicon, and no story is lost with a code that ISO retired."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.domain.document import CountryLine
from articles.lib import geo
from articles.models import Article, Country, CountryMention, CountrySuggestion, Edition, KeyStory, Revision
from articles.services import read_model

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]


def update() -> str:
    out = StringIO()
    call_command("update_countries", stdout=out)
    return out.getvalue()


def tagged_long_ago(story: Article, code: str) -> None:
    """As it was kept while the code was valid; nothing of today would write it."""
    Country.objects.create(code=code, name=f"{code} of old", region="Asia")
    CountryMention.objects.filter(article=story, country="PK").update(country=code)
    kept = Revision.objects.get(pk=story.live_id).content
    kept["countries"] = [{**line, "code": code if line["code"] == "PK" else line["code"]} for line in kept["countries"]]
    live = Revision.objects.create(article=story, number=story.live.number + 1, content=kept, by=story.live.by)
    Article.objects.filter(pk=story.pk).update(live=live, head=live)
    list(read_model.rebuild())


@pytest.fixture
def story(publish, words) -> Article:
    return publish(replace(words, countries=(CountryLine("PK"), CountryLine("CN", "mentioned"))))


def ties() -> list[tuple[str, str]]:
    return list(CountryMention.objects.order_by("position").values_list("country", "role"))


def test_a_table_that_agrees_stays_as_it_is(story):
    before = Edition.objects.get().number
    assert update() == f"{len(geo.COUNTRIES)} countries: the table agrees with the lexicon.\n"
    assert Edition.objects.get().number == before


def test_a_country_that_the_lexicon_learned_is_new(story):
    Country.objects.filter(pk="FJ").delete()
    assert update().startswith("FJ (Fiji) is new.\n")
    assert Country.objects.get(pk="FJ").region == "Oceania"


def test_stories_follow_a_renamed_code_and_are_found_by_readers_at_once(story, reporter):
    tagged_long_ago(story, "ZR")
    CountrySuggestion.objects.create(article=story, country_id="ZR", version="1", made_at=story.created_at)
    KeyStory.objects.create(article=story, first_id="CN", second_id="ZR", by=reporter)
    assert "Pakistan" not in Client().get(story.get_absolute_url()).content.decode()
    assert update().startswith("ZR is CD now; 1 stories were moved.\n")
    assert ties() == [("CD", "about"), ("CN", "mentioned")]
    assert Client().get("/country/cd/").content.decode().count(story.headline) > 0
    assert [row.country_id for row in CountrySuggestion.objects.all()] == ["CD"]
    assert [(mark.first_id, mark.second_id) for mark in KeyStory.objects.all()] == [("CD", "CN")]
    assert not Country.objects.filter(pk="ZR").exists()
    assert "ZR" not in update()


def test_a_split_code_waits_for_a_person_who_is_told_where(story):
    tagged_long_ago(story, "AN")
    with pytest.raises(CommandError) as question:
        update()
    assert str(question.value) == (
        f"AN no longer exists (today: CW, SX, BQ); choose a country for each of the stories {story.pk}."
    )
    assert ties() == [("AN", "about"), ("CN", "mentioned")]
    assert Client().get(story.get_absolute_url()).status_code == 200
