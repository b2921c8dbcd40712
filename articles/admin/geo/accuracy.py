"""The accuracy of country suggestions, as a page: overall, by month and by country."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.desk_page import desk_page
from articles.admin.request import DeskRequest
from articles.lib import geo
from articles.queries import policy
from articles.queries.desk.geo.suggestion_accuracy import measure_accuracy

MAX_MONTHS = 24
MAX_STORIES = 2000  # the newest


@desk_page(policy.why_not_see_suggestion_accuracy)
def accuracy_view(request: DeskRequest) -> HttpResponse:
    """Show which share of suggestions editors accepted, and which share of the tagged countries was suggested."""
    report = measure_accuracy(max_months=MAX_MONTHS, max_stories=MAX_STORIES)
    language = get_language() or ""
    context = {
        "title": _("Suggested countries"),
        "counted": number_format(MAX_STORIES, force_grouping=True) if report.is_sample else "",
        "overall": report.overall,
        "months": report.months,
        "countries": [
            (geo.flag(code), geo.country_name(code, language), accuracy) for code, accuracy in report.countries
        ],
    }
    return TemplateResponse(request, "admin/articles/article/suggestion_accuracy.html", context)
