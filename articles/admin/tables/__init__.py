"""The smaller tables at the desk: sections, authors, tags, countries, series, info pages, the log."""

from articles.admin.tables import (
    audit_log_admin,
    author_admin,
    collection_admin,
    country_admin,
    info_page_admin,
    section_admin,
    tag_admin,
)

__all__ = [
    "audit_log_admin",
    "author_admin",
    "collection_admin",
    "country_admin",
    "info_page_admin",
    "section_admin",
    "tag_admin",
]
