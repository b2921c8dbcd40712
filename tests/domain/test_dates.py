"""Dates and times for people: British in English, with the Arabic comma in Urdu and Arabic, everywhere."""

import datetime

import pytest
from django import forms
from django.template.defaultfilters import date
from django.utils import timezone, translation

from articles.domain.dates import format_day, format_moment, format_recent_moment, format_short_moment

TEN = datetime.datetime(2026, 11, 30, 10, 0, tzinfo=datetime.UTC)  # 15:00 in Karachi


@pytest.mark.parametrize(
    ("language", "day", "moment", "short"),
    [
        ("en", "30 November 2026", "30 November 2026, 15:00 PKT", "30 Nov 2026, 15:00"),
        ("ur", "30 نومبر 2026", "30 نومبر 2026، 15:00 PKT", "30 نومبر 2026، 15:00"),
        ("ar", "30 نوفمبر 2026", "30 نوفمبر 2026، 15:00 PKT", "30 نوفمبر 2026، 15:00"),
    ],
)
def test_the_day_stands_before_the_month(language, day, moment, short):
    with translation.override(language):
        assert (format_day(TEN.date()), format_moment(TEN), format_short_moment(TEN)) == (day, moment, short)


def test_a_short_moment_at_midnight_is_a_day():
    assert format_short_moment(TEN.replace(hour=19)) == "1 Dec 2026"


def test_a_recent_moment_says_no_more_than_needed():
    now = timezone.localtime()
    other_day = now.replace(month=1 if now.month > 1 else 2, day=5, hour=5, minute=28)
    assert [format_recent_moment(moment) for moment in (now, other_day, other_day.replace(year=2020))] == [
        f"today, {now:%H:%M}",
        f"5 {other_day:%b}, 05:28",
        f"5 {other_day:%b} 2020, 05:28",
    ]


def test_djangos_own_pages_write_the_same_dates():
    local = timezone.localtime(TEN)
    assert (date(local), date(local, "DATETIME_FORMAT")) == ("30 November 2026", "30 November 2026, 15:00")


def test_a_date_input_takes_and_shows_what_browsers_send_and_no_american_date():
    field = forms.DateField()
    assert field.widget.format_value(TEN.date()) == "2026-11-30"
    assert [field.clean(words) for words in ("2026-11-30", "30/11/2026")] == [TEN.date()] * 2
    with pytest.raises(forms.ValidationError):
        field.clean("11/30/2026")
