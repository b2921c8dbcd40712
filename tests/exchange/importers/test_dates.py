"""The date line: any form that can be read in one way only."""

import datetime

import pytest

from articles.exchange.importers.dates import InvalidDate, read_date

DAY = datetime.date(2025, 5, 31)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize(
    "line",
    [
        "2025-05-31",
        "2025-5-31",
        "May 31, 2025",
        "May 31 2025",
        "MAY 31, 2025",
        "may 31st, 2025",
        "31 May 2025",
        "31 May, 2025",
        "31st May 2025",
        "31st of May, 2025",
        "31 MAY 2025",
        "Saturday, May 31, 2025",
        "Saturday 31 May 2025",
        "Sat. 31 May 2025",
        "Sat, 2025-05-31",
        "  31\u00a0May   2025 ",
    ],
)
def test_every_unambiguous_form_names_the_same_day(line):
    assert read_date(line) == DAY


@pytest.mark.parametrize(
    ("line", "month"),
    [
        *((f"3 {name} 2024", number) for number, name in enumerate(MONTHS, 1)),
        ("3 Sept. 2024", 9),
        ("Sept 3, 2024", 9),
        ("3 september 2024", 9),
        ("February 3, 2024", 2),
    ],
)
def test_a_month_is_known_by_its_name_and_its_abbreviation(line, month):
    assert read_date(line) == datetime.date(2024, month, 3)


def test_the_leap_day_exists_in_leap_years_alone():
    assert read_date("29 February 2024") == datetime.date(2024, 2, 29)
    with pytest.raises(InvalidDate):
        read_date("29 February 2025")


@pytest.mark.parametrize(
    "line",
    [
        "30 February 2025",
        "29 February 2025",
        "June 31, 2025",
        "2025-13-01",
        "2025-00-10",
        "2025-06-00",
        "0 May 2025",
        "32 May 2025",
        "0000-01-01",
    ],
)
def test_a_date_that_does_not_exist_is_not_guessed_at(line):
    with pytest.raises(InvalidDate) as refusal:
        read_date(line)
    assert str(refusal.value) == f"The date “{line}” does not exist."


@pytest.mark.parametrize(
    "line", ["05/06/2025", "5.6.2025", "5/6/25", "05-06-2025", "5-6-25", "Sat 5/6/2025", "01/02/03"]
)
def test_a_date_that_can_be_read_in_two_ways_is_not_guessed_at(line):
    with pytest.raises(InvalidDate) as refusal:
        read_date(line)
    said = line.removeprefix("Sat ")
    assert str(refusal.value) == f"“{said}” is ambiguous; write it as 2025-05-31 or 31 May 2025."


@pytest.mark.parametrize(
    "line",
    [
        "",
        "May",
        "2025",
        "May 2025",
        "31 May",
        "On 31 May 2025 they met.",
        "31 May 2025: they met",
        "Chapter 31, 2025",
        "12 Men 2025",
        "120,000",
        "3.5",
        "7-1",
    ],
)
def test_a_line_that_is_no_date_is_left_alone(line):
    assert read_date(line) is None
