"""Runs the import command, and reads what it left."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.domain.document import Document
from articles.models import Article, AuditEntry, Revision

ROOT = Path(__file__).parent.parent.parent
FERRY = ROOT / "tests" / "samples" / "lake_ferry.txt"
TREES = ROOT / "tests" / "samples" / "trees.txt"
TREES_WORDS = Document(
    headline="Council plants a thousand trees",
    standfirst="Nobody has said who will water them.",
    body="<p>The trees came on a lorry.</p><p>They were planted by noon.</p>",
)
FERRY_HEADLINE = "Kenya’s ferry returns to the lake—after nine years"


def run_import(*files, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_stories", *map(str, files), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def run_refused_import(*files, **options):
    with pytest.raises(CommandError) as refusal:
        run_import(*files, **options)
    assert refusal.value.returncode == 1
    return str(refusal.value)


def count_rows():
    return Article.objects.count(), Revision.objects.count(), AuditEntry.objects.count()


def desk_url(article):
    return "http://testserver" + reverse("admin:articles_article_change", args=[article.pk])


def list_log(article):
    return list(article.audit_entries.order_by("pk").values_list("action", "by__username"))
