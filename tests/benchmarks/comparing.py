"""What does the desk's page that compares two versions cost? Run by `make bench`; prints a table, fails above a bound.

CPU time of a whole request of an editor, in both views, on a story and on one ten times as long, in turns: as a desk edits
(words in every third paragraph, some paragraphs new, gone or moved, other facts) and with every paragraph edited.
"""

import random
import statistics
import sys
import time
from dataclasses import replace

from tests.benchmarks.desk import desk
from tests.benchmarks.versions import PARAGRAPH, body, edited, paragraphs

SHORT, LONG = 500, 5_000  # words
ROUNDS = 15
GROWTH = 6.0  # ten times the words; the page has a price of its own, its text must not cost more than in proportion
SECOND_VIEW = 1.15  # side by side over inline; a page that told everything twice would be above it
VIEWS = {"inline": "", "sides": "&as=sides"}


def _as_a_desk_edits(rng, story):
    changed = [edited(rng, [words], 0.08)[0] if at % 3 == 1 else words for at, words in enumerate(story)]
    for _time in range(max(1, len(story) // 20)):
        changed.insert(rng.randrange(len(changed)), changed.pop(rng.randrange(len(changed))))
        changed[rng.randrange(len(changed))] = paragraphs(rng, PARAGRAPH, PARAGRAPH)[0]
    return changed


def _bodies(rng, number):
    story = paragraphs(rng, number, PARAGRAPH)
    return {
        "as a desk edits": (body(story), body(_as_a_desk_edits(rng, story))),
        "every paragraph": (body(story), body(edited(rng, story, 0.2))),
    }


def _compared(editor, rng):
    """The address of each comparison, by what was edited and how many words there are."""
    from articles.domain.document import CountryLine, CreditLine, Document
    from articles.models import Author
    from articles.services import editing

    people = [Author.objects.create(name=name, slug=name.lower()) for name in ("Ada", "Ben", "Cem")]
    found = {}
    for number in (SHORT, LONG):
        for name, (before, after) in _bodies(rng, number).items():
            old = Document(
                headline="One gauge on the border",
                standfirst="Engineers met.",
                body=before,
                credits=(CreditLine(people[0].pk), CreditLine(people[1].pk, "photographer")),
                tags=("Water", "Lima"),
                countries=(CountryLine("PK"), CountryLine("AF", "mentioned")),
            )
            new = replace(old, headline="Two gauges on the border", body=after, tags=("Water", "Dam"))
            new = replace(new, credits=(CreditLine(people[0].pk), CreditLine(people[2].pk)))
            story = editing.edit(editing.create(old, by=editor), new, by=editor, base=1)
            found[name, number] = f"/admin/articles/article/{story.pk}/compare/?from=1&to=2"
    return found


def _seconds(client, address):
    started = time.process_time()
    assert client.get(address).status_code == 200
    return time.process_time() - started


def _measured(client, editor):
    """Seconds of each page by what was edited, view and number of words."""
    addresses = _compared(editor, random.Random(1911))  # noqa: S311 - words to measure with
    taken = {}
    for turn in range(ROUNDS + 1):
        for (name, number), address in addresses.items():
            for view, asked in VIEWS.items():
                seconds = _seconds(client, address + asked)
                if turn:  # the first round warms up
                    taken.setdefault((name, view, number), []).append(seconds)
    return {key: statistics.median(seconds) for key, seconds in taken.items()}


def main() -> int:
    with desk() as (client, editor):
        taken = _measured(client, editor)
    sys.stdout.write(
        f"CPU time of the page that compares {LONG:,} words, over that for {SHORT:,}, and over inline (medians of {ROUNDS}):\n"
    )
    growth, second = [], []
    for (name, view, number), long in taken.items():
        if number == LONG:
            growth.append(long / taken[name, view, SHORT])
            second.append(long / taken[name, "inline", LONG])
            label = f"{name}, {view}"
            sys.stdout.write(f"  {label:<23} {long * 1000:6.1f} ms {growth[-1]:6.2f} {second[-1]:6.2f}\n")
    sys.stdout.write(f"Worst {max(growth):.2f} and {max(second):.2f}; bounds {GROWTH} and {SECOND_VIEW}.\n")
    return int(max(growth) > GROWTH or max(second) > SECOND_VIEW)


if __name__ == "__main__":
    sys.exit(main())
