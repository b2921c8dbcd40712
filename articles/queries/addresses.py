"""Absolute addresses and permanent ids of stories, for feeds and exports."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from articles.models import Article


def absolute_url(address: str) -> str:
    """Prepend the site's scheme and host to an address."""
    return settings.SITE_URL + address


def stable_id(article: Article) -> str:
    """Return a tag URI (RFC 4151), which does not depend on the story's address."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{timezone.localdate(article.created_at):%Y-%m-%d}:story/{article.pk}"
