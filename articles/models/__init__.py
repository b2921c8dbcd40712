"""Tables, constraints and querysets.

No workflow and no save() overrides: the services call what must happen on a change.
"""

from articles.models.accounts import User
from articles.models.assignments import Assignment
from articles.models.authors import Author, Credit
from articles.models.collections import Collection, Part
from articles.models.countries import Country, CountryMention
from articles.models.country_suggestions import CountrySuggestion, NoCountry
from articles.models.edit_sessions import Presence
from articles.models.front_page import FrontArrangement, FrontPlace
from articles.models.info_pages import HousePage
from articles.models.key_stories import KeyStory
from articles.models.link_checks import LinkState
from articles.models.notes import Note
from articles.models.notifications import Message, MessageChoice, Told
from articles.models.pictures import Image, PictureBand, PictureUse
from articles.models.planned_changes import PlannedChange
from articles.models.quotations import Quote
from articles.models.revisions import AuditEntry, Correction, Edition, Revision
from articles.models.search_index import SearchEntry, SearchWord
from articles.models.share_links import ShareLink, ShareVisit
from articles.models.stories import Article, OldAddress
from articles.models.taxonomy import Section, Tag, Tagging, TagMerge
from articles.models.working_copies import WorkingCopy

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
    "User",
    "WorkingCopy",
]
