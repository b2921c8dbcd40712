"""Tables, constraints and querysets. No workflow, no save() override: what must happen on a change is called elsewhere."""

from articles.models.assignments import Assignment
from articles.models.collections import Collection, Part
from articles.models.front import FrontArrangement, FrontPlace
from articles.models.history import AuditEntry, Correction, Edition, Revision
from articles.models.keys import KeyStory
from articles.models.links import LinkState
from articles.models.messages import Message, MessageChoice, Told
from articles.models.notes import Note
from articles.models.pages import HousePage
from articles.models.people import Author, Credit
from articles.models.pictures import Image, PictureBand, PictureUse
from articles.models.places import Country, CountryMention
from articles.models.plans import PlannedChange
from articles.models.presence import Presence
from articles.models.quotes import Quote
from articles.models.searching import SearchEntry, SearchWord
from articles.models.shares import ShareLink, ShareVisit
from articles.models.stories import Article, OldAddress
from articles.models.suggestions import CountrySuggestion, NoCountry
from articles.models.topics import Section, Tag, Tagging, TagMerge
from articles.models.working import WorkingCopy

__all__ = [
    "Article",
    "Assignment",
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
    "LinkState",
    "Message",
    "MessageChoice",
    "NoCountry",
    "Note",
    "OldAddress",
    "Part",
    "PictureBand",
    "PictureUse",
    "PlannedChange",
    "Presence",
    "Quote",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "Section",
    "ShareLink",
    "ShareVisit",
    "Tag",
    "TagMerge",
    "Tagging",
    "Told",
    "WorkingCopy",
]
