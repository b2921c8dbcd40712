"""What the tests of the desk's front page share: how a place is posted, what the page shows, eight stories to place."""

from django.utils import timezone

from articles.models import Article, AuditEntry, Edition, FrontPageLayout, FrontPageSlot, Revision
from articles.services import front_page
from tests.support.pages import Page, parse

FRONT, PREVIEW, POOL = "/admin/front/", "/admin/front/preview/", "/admin/front/stories/"


def snapshot_front_page():
    """All that the desk's front page may change, and what it must never change."""
    mine = [list(model.objects.order_by("pk").values()) for model in (FrontPageLayout, FrontPageSlot, Edition)]
    return *mine, list(Article.objects.order_by("pk").values()), Revision.objects.count(), AuditEntry.objects.count()


def place_value(slot, article="", *, section="", country="", until=""):
    """A place as the page's script posts it."""
    key = article.pk if isinstance(article, Article) else article
    moment = timezone.localtime(until).strftime("%Y-%m-%dT%H:%M") if hasattr(until, "tzinfo") else until
    return f"{slot}|{section}|{key}|{country}|{moment}"


def layout_form(*places, **facts):
    """What the page sends whose script has put these places in, opened just now."""
    return {"place": list(places), "note": "", "begins_at": "", "seen": front_page.latest_layout_id(), **facts}


def format_datetime_local(moment):
    """A moment as a browser's own control sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def truncate_to_minute(moment):
    """The same moment to the minute, as it is stored."""
    return moment.replace(second=0, microsecond=0)


def read_slots(response):
    """What stands in each slot of the desk's page: {(slot, section): [(article, country, until)]}."""
    found = {
        (slot["data-slot"], slot["data-section"]): [
            (place["data-article"], place["data-country"], place.one("[data-until]")["value"])
            for place in slot.select("li.place")
        ]
        for slot in parse(response).select("section.slot")
    }
    return {slot: places for slot, places in found.items() if places}


def read_pool(html):
    """List the headlines among which one chooses."""
    return Page(html).texts(".pool-headline")
