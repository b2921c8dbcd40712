"""View model of the front page editor: every slot with its capacity, its stories, and what fills it otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import FrontPageSlot
from articles.queries.desk import front_page_layouts
from articles.queries.front_page import FrontPlan
from articles.services.front_page import CAPACITY, Slot

UNSECTIONED = (Slot.LEAD, Slot.SECONDARY, Slot.COUNTRY, Slot.OPINION)


@dataclass(frozen=True)
class SlotPanel:
    """A slot on the page: a kind of slot, and for section strips the section's key.

    `fills` names what readers see in it now besides the placed stories.
    """

    slot: str
    section: int | None
    name: str
    capacity: int
    fills: list[str]
    places: list[FrontPageSlot]


def build_panels(places: Sequence[FrontPageSlot], front: FrontPlan) -> list[SlotPanel]:
    """Build a panel for every slot from its placements and the front page that readers see now."""
    slots: list[tuple[Slot, int | None, str]] = [(slot, None, str(slot.label)) for slot in UNSECTIONED]
    slots += [(Slot.SECTION, section.pk, str(section)) for section in front_page_layouts.sections()]
    fills = _list_fills_by_slot(places, front)
    return [
        SlotPanel(
            slot=slot.value,
            section=section,
            name=name,
            capacity=CAPACITY[slot],
            fills=fills.get((slot, section), []),
            places=[place for place in places if place.slot == slot and place.section_id == section],
        )
        for slot, section, name in slots
    ]


def _list_fills_by_slot(places: Sequence[FrontPageSlot], front: FrontPlan) -> dict[tuple[Slot, int | None], list[str]]:
    """Map each slot to the headlines or countries that readers see there now besides the placed stories."""
    placed = {place.article_id for place in places}
    stories: dict[tuple[Slot, int | None], list[int]] = {
        (Slot.LEAD, None): [front.lead] if front.lead else [],
        (Slot.SECONDARY, None): front.secondaries,
        (Slot.OPINION, None): front.opinion,
        **{(Slot.SECTION, section.pk): strip for section, strip in front.strips},
    }
    headlines = front_page_layouts.headlines_by_id(front.keys)
    fills = {
        slot: [headlines[key] for key in shown if key not in placed and key in headlines]
        for slot, shown in stories.items()
    }
    fills[Slot.COUNTRY, None] = [country.name for country, _story in front.countries]
    return fills
