"""Tables, constraints and querysets; no workflow and no save() override.

What must happen on a change is called by the services.
"""

from articles.models.accounts import User
from articles.models.authors import Author, Credit
from articles.models.collections import Collection, CollectionItem
from articles.models.editions import Edition, EditionContents
from articles.models.front_page import FrontPageLayout, FrontPageSlot
from articles.models.geo.countries import Country, CountryMention
from articles.models.geo.country_suggestions import CountrySuggestion, NoCountryDecision
from articles.models.geo.key_stories import KeyStory
from articles.models.info_pages import InfoPage
from articles.models.link_checks import LinkCheck
from articles.models.notifications import Notification, NotificationPreference, NotifiedEntry
from articles.models.pictures import Image, ImageHashBand, PictureUse
from articles.models.read_model import ListEntry, ListMonth, PublicStory, StoryFragment, StoryList
from articles.models.search_index import SearchEntry, SearchWord
from articles.models.slugs import FormerAddress
from articles.models.story.assignments import Assignment
from articles.models.story.edit_sessions import EditSession
from articles.models.story.fresh_publications import FreshPublication
from articles.models.story.notes import Note
from articles.models.story.planned_changes import PlannedChange
from articles.models.story.quotations import Quotation
from articles.models.story.revisions import AuditEntry, Correction, Revision
from articles.models.story.share_links import ShareLink, ShareVisit
from articles.models.story.stories import Article, FormerSlug
from articles.models.story.working_copies import WorkingCopy
from articles.models.taxonomy import Section, Tag, Tagging, TagMerge

__all__ = [
    "Article",
    "Assignment",
    "AuditEntry",
    "Author",
    "Collection",
    "CollectionItem",
    "Correction",
    "Country",
    "CountryMention",
    "CountrySuggestion",
    "Credit",
    "EditSession",
    "Edition",
    "EditionContents",
    "FormerAddress",
    "FormerSlug",
    "FreshPublication",
    "FrontPageLayout",
    "FrontPageSlot",
    "Image",
    "ImageHashBand",
    "InfoPage",
    "KeyStory",
    "LinkCheck",
    "ListEntry",
    "ListMonth",
    "NoCountryDecision",
    "Note",
    "Notification",
    "NotificationPreference",
    "NotifiedEntry",
    "PictureUse",
    "PlannedChange",
    "PublicStory",
    "Quotation",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "Section",
    "ShareLink",
    "ShareVisit",
    "StoryFragment",
    "StoryList",
    "Tag",
    "TagMerge",
    "Tagging",
    "User",
    "WorkingCopy",
]
