"""The reader's addresses (see the contract in the README)."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.reader import files, views


class SlugConverter(StringConverter):
    """A slug in any script."""

    regex = r"[-\w]+"


class DigitsConverter(StringConverter):
    """Two digits, as in a month or a day."""

    regex = "[0-9]{2}"


class YearConverter(StringConverter):
    """Four digits."""

    regex = "[0-9]{4}"


class CodeConverter(StringConverter):
    """A country's two letters."""

    regex = "[A-Za-z]{2}"


register_converter(SlugConverter, "name")
register_converter(DigitsConverter, "dd")
register_converter(YearConverter, "yyyy")
register_converter(CodeConverter, "code")

urlpatterns = [
    path("", views.front, name="front"),
    path("<yyyy:year>/<dd:month>/<dd:day>/<name:slug>/", views.story, name="story"),
    path("section/<name:slug>/", views.section, name="section"),
    path("author/<name:slug>/", views.author, name="author"),
    path("tag/<name:slug>/", views.tag, name="tag"),
    path("country/<code:code>/", views.country, name="country"),
    path("country/<code:one>/<code:other>/", views.pair, name="pair"),
    path("countries/", views.countries, name="countries"),
    path("archive/", views.archive, name="archive"),
    path("archive/<yyyy:year>/<dd:month>/", views.month, name="month"),
    path("healthz/", files.healthz, name="healthz"),
    path("robots.txt", files.robots, name="robots"),
    path("media/<path:path>", files.media, name="media"),
]
