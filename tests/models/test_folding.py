"""Folding in the database: the same on SQLite and PostgreSQL as in Python."""

import pytest
from django.db.models import Value

from articles.lib.text.search_words import fold_html, fold_line
from articles.models import Country
from articles.models.folding import Folded, FoldedHtml

pytestmark = [pytest.mark.django_db, pytest.mark.vendor_sql]

LINES = [
    "Muñoz Benny",
    "O’Brien, O'Brien and Oʼbrien",
    "L'Europe au 18e siècle",
    "Al-Shabaab – al‑Shabaab",
    "inter\u00adnational\u200b commis\u00adsion",
    "ΟΔΟΣ Straße Øresund ŁÓDŹ Þingvellir İstanbul",
    "كتاب أحمد مدرسة مُحَمَّد",
    "می\u200cخواهم کہانی یۂ جنوبی ایشیا؛ خبریں۔",
    "Київ йод Ёлка",
    "C++ and C#, 50% [of] {it} \\ or ^ / 'all'",
    "e\u0301te\u0301",
    "नेपाल",
    "",
]


def in_database(expression) -> str:
    return Country.objects.annotate(found=expression).values_list("found", flat=True)[:1].get()


@pytest.mark.parametrize("line", LINES)
def test_the_database_folds_as_python_does(line):
    assert in_database(Folded(Value(line))) == fold_line(line)


@pytest.mark.parametrize(
    "html", ["<p>inter<b>national</b></p><p>Café &amp; more</p>", '<p>a <a href="/x/">b</a>c</p>', ""]
)
def test_the_database_folds_html_as_python_does(html):
    assert in_database(FoldedHtml(Value(html))) == fold_html(html)
