"""What the tests of the desk's front page share: how a place is posted, what the page shows, eight stories to place."""

import re

from django.utils import timezone

from articles.models import Article, AuditEntry, Edition, FrontArrangement, FrontPlace, Revision
from articles.services import front_page

FRONT, PREVIEW, POOL = "/admin/front/", "/admin/front/preview/", "/admin/front/stories/"


def snapshot_front_page():
    """All that the desk's front page may change, and what it must never change."""
    mine = [list(model.objects.order_by("pk").values()) for model in (FrontArrangement, FrontPlace, Edition)]
    return *mine, list(Article.objects.order_by("pk").values()), Revision.objects.count(), AuditEntry.objects.count()


def place_value(slot, article="", *, section="", country="", until=""):
    """A place as the page's script posts it."""
    key = article.pk if isinstance(article, Article) else article
    moment = timezone.localtime(until).strftime("%Y-%m-%dT%H:%M") if hasattr(until, "tzinfo") else until
    return f"{slot}|{section}|{key}|{country}|{moment}"


def layout_form(*places, **facts):
    """What the page sends whose script has put these places in, opened just now."""
    return {"place": list(places), "note": "", "begins_at": "", "seen": front_page.newest(), **facts}


def format_datetime_local(moment):
    """A moment as a browser's own control sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def truncate_to_minute(moment):
    """The same moment to the minute, as it is kept."""
    return moment.replace(second=0, microsecond=0)


def read_slots(response):
    """What stands in each slot of the desk's page: {(slot, section): [(article, country, until)]}."""
    html = response.content.decode().partition('id="place-template"')[0]
    found = {}
    for piece in html.split('<section class="slot ')[1:]:
        slot = re.search(r'data-slot="(\w+)" data-section="(\d*)"', piece).groups()
        found[slot] = [
            (
                *re.search(r'data-article="(\d*)" data-country="(\w*)"', one).groups(),
                re.search(r'data-until value="([^"]*)"', one)[1],
            )
            for one in piece.split('<li class="place"')[1:]
        ]
    return {slot: places for slot, places in found.items() if places}


def read_pool(html):
    return re.findall(r'class="pool-headline">(.*?)</span>', html)
