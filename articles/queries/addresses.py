"""Absolute addresses and permanent ids of stories, for feeds and exports."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from articles.models import Article


def absolute(address: str) -> str:
    """An address of this site with its scheme and host."""
    return settings.SITE_URL + address


def stable_id(article: Article) -> str:
    """A tag URI (RFC 4151) that survives a changed address."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{timezone.localdate(article.created_at):%Y-%m-%d}:story/{article.pk}"
