"""Coverage report: stories by country and month, compared with the year before, as a page and as CSV.

The columns of the CSV have the same names in every language, so that two people's files can be joined.
"""

import csv

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext

from articles.admin.desk_page import desk_page
from articles.admin.geo.coverage_report import CoverageReport, build_report
from articles.admin.geo.coverage_request import parse_request
from articles.admin.request import DeskRequest
from articles.domain.document import Language
from articles.exchange.exporters.spreadsheet import escape_formula
from articles.lib.geo import REGIONS, Region, region_name
from articles.queries import policy


@desk_page(policy.why_not_see_coverage)
def coverage_view(request: DeskRequest) -> HttpResponse:
    """Show the coverage report or send it as CSV; invalid parameters always get the page with its errors."""
    report = build_report(parse_request(request.GET))
    if report.request.format and not report.request.errors:
        return _csv_response(report)
    context = {
        "title": gettext("Compare coverage"),
        **report.context(),
        "regions": _list_region_choices(""),
        "languages": Language.choices,
    }
    status = 400 if request.GET.get("format") else 200
    return TemplateResponse(request, "admin/articles/article/coverage.html", context, status=status)


def spreadsheet_cell(value: str | int) -> str | int:
    """Escape text that a spreadsheet would read as a formula; return numbers unchanged."""
    return escape_formula(value) if isinstance(value, str) else value


def _list_region_choices(parent: str, depth: int = 0) -> list[tuple[str, str]]:
    """Return (slug, indented name) of the regions inside a parent region, each followed by its own subregions."""
    language = get_language() or ""
    inside: list[tuple[str, Region]] = [
        (region_name(region.name, language), region) for region in REGIONS.values() if region.around == parent
    ]
    choices = []
    for name, region in sorted(inside, key=lambda pair: pair[0]):
        choices += [(region.slug, "\u2003" * depth + name), *_list_region_choices(region.slug, depth + 1)]
    return choices


def _csv_response(report: CoverageReport) -> HttpResponse:
    """Return the report as a CSV file with a byte order mark, without which spreadsheets misread names."""
    months = [f"{month:%Y-%m}" for month in report.request.shown_months]
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="coverage-{months[0]}-to-{months[-1]}.csv"'
    response.headers["Cache-Control"] = "private"
    file = csv.writer(response)
    file.writerow(["code", "name", "region", *months, "total", "year_before", "difference", "under_covered"])
    for row in report.rows:
        numbers = [*(cell.stories for cell in row.cells), row.total, row.before, row.difference]
        line = [row.code, row.name, row.region, *numbers, "yes" if row.shortfall else "no"]
        file.writerow([spreadsheet_cell(value) for value in line])
    return response
