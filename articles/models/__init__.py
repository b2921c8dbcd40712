"""Tables, constraints and querysets. No workflow, no save() override: what must happen on a change is called elsewhere."""

from articles.models.collections import Collection, Part
from articles.models.front import FrontArrangement, FrontPlace
from articles.models.history import AuditEntry, Correction, Edition, Revision
from articles.models.keys import KeyStory
from articles.models.messages import Message, MessageChoice, Told
from articles.models.pages import HousePage
from articles.models.people import Author, Credit
from articles.models.pictures import Image, PictureBand, PictureUse
from articles.models.places import Country, CountryMention
from articles.models.quotes import Quote
from articles.models.searching import SearchEntry, SearchWord
from articles.models.stories import Article, OldAddress
from articles.models.suggestions import CountrySuggestion, NoCountry
from articles.models.topics import Section, Tag, Tagging, TagMerge

__all__ = [
    "Article",
    "AuditEntry",
    "Author",
    "Collection",
    "Correction",
    "Country",
    "CountryMention",
    "CountrySuggestion",
    "Credit",
    "Edition",
    "FrontArrangement",
    "FrontPlace",
    "HousePage",
    "Image",
    "KeyStory",
    "Message",
    "MessageChoice",
    "NoCountry",
    "OldAddress",
    "Part",
    "PictureBand",
    "PictureUse",
    "Quote",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "Section",
    "Tag",
    "TagMerge",
    "Tagging",
    "Told",
]
