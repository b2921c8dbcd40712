"""Tables, constraints and querysets. No workflow, no save() override: what must happen on a change is called elsewhere."""

from articles.models.history import AuditEntry, Correction, Edition, Revision
from articles.models.people import Author, Credit
from articles.models.pictures import Image, PictureUse
from articles.models.places import Country, CountryMention
from articles.models.stories import Article, OldAddress
from articles.models.topics import Section, Tag, Tagging

__all__ = [
    "Article",
    "AuditEntry",
    "Author",
    "Correction",
    "Country",
    "CountryMention",
    "Credit",
    "Edition",
    "Image",
    "OldAddress",
    "PictureUse",
    "Revision",
    "Section",
    "Tag",
    "Tagging",
]
