"""Write the public record of a story: the only writer of it.

Inside, from the top down: country_codes -> projection -> slugs.
"""

from articles.services.publication.country_codes import CountryUpdate, update_countries
from articles.services.publication.projection import project, reindex, replace_tag, withdraw
from articles.services.publication.slugs import make_provisional_slug

__all__ = [
    "CountryUpdate",
    "make_provisional_slug",
    "project",
    "reindex",
    "replace_tag",
    "update_countries",
    "withdraw",
]
