"""Empty caches, for tests, which roll editions back and open others under the same numbers."""

from django.core.cache import cache
from django.dispatch import receiver
from django.test.signals import setting_changed

from articles.queries import edition_cache, page_store
from articles.queries.release import release


def clear_caches():
    """Empty the cache that processes share and what this process remembers."""
    cache.clear()
    edition_cache.clear()
    page_store.clear()


@receiver(setting_changed)
def _look_again(**_signal: object) -> None:
    """Another setting makes another release."""
    release.cache_clear()
