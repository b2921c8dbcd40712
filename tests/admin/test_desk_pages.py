"""Every page of the desk's own declares who may open it."""

import inspect

from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from articles.admin.desk_page import allow_anyone, desk_page
from articles.admin.former_addresses import redirect_view
from articles.models import Article
from articles.queries import policy

# It leads a bookmark to another address, and tells nobody anything.
PUBLIC = {redirect_view}


def walk(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from walk(pattern.url_patterns)


def is_custom(view):
    """Whether the view is the newsroom's own: no method that Django's admin calls, and no view of Django's."""
    if not view.__module__.startswith(("articles.", "tests.")) or view in PUBLIC:
        return False
    owner = getattr(view, "__self__", None)
    return not (owner and any(hasattr(base, view.__name__) for base in (admin.ModelAdmin, admin.AdminSite)))


def find_undeclared(patterns):
    """Name the custom views without a declared permission."""
    custom = [pattern.callback for pattern in walk(patterns) if is_custom(inspect.unwrap(pattern.callback))]
    return [inspect.unwrap(view).__name__ for view in custom if not hasattr(view, "why_not")]


def list_declared(patterns):
    return {
        pattern.name: pattern.callback.why_not for pattern in walk(patterns) if hasattr(pattern.callback, "why_not")
    }


def test_every_custom_page_of_the_desk_declares_its_permission():
    patterns = admin.site.get_urls()
    assert find_undeclared(patterns) == []
    declared = list_declared(patterns)
    assert declared["front-page"] is policy.why_not_change_front_page
    assert declared["inbox"] is allow_anyone
    assert len(declared) >= 40


def test_a_page_without_a_declaration_is_found():
    def forgotten_view(_request):
        return HttpResponse()

    @require_POST
    @desk_page(policy.why_not_view_stories)
    def declared_view(_request):
        return HttpResponse()

    class Table(admin.ModelAdmin):
        def forgotten_method(self, _request):
            return HttpResponse()

        def changelist_view(self, request, extra_context=None):
            return super().changelist_view(request, extra_context)

    wrap, table = admin.site.admin_view, Table(Article, admin.site)
    patterns = [
        path("", wrap(forgotten_view)),
        path("", wrap(require_POST(forgotten_view))),
        path("", wrap(declared_view)),
        path("", wrap(table.forgotten_method)),
        path("", wrap(table.changelist_view)),
    ]
    assert find_undeclared(patterns) == ["forgotten_view", "forgotten_view", "forgotten_method"]
