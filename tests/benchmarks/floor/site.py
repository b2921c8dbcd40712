"""The bare site: a view that returns a constant, a story with its section and authors, a section's newest twenty stories."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from tests.benchmarks.floor.models import Story

CONSTANT = f"<!doctype html><title>A page</title><p>{'a constant of some kilobytes ' * 90}</p>".encode()
ON_A_LIST = 20


def constant(_request):
    return HttpResponse(CONSTANT)


def story(request, slug):
    stories = Story.objects.select_related("section", "live").prefetch_related("credits__author")
    return render(request, "story.html", {"story": get_object_or_404(stories, slug=slug, standing="published")})


def section(request, slug):
    stories = Story.objects.filter(section__slug=slug, standing="published").order_by("-visible_at", "-pk")
    shown = stories.select_related("section").prefetch_related("credits__author")[:ON_A_LIST]
    return render(request, "list.html", {"stories": shown})


urlpatterns = [
    path("constant/", constant),
    path("story/<slug:slug>/", story),
    path("section/<slug:slug>/", section),
]
