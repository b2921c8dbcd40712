"""What do the answers cost that come while one pauses in writing? Run by `make bench`; fails above a bound.

CPU time of a whole post of feedback, with a story and with one ten times as long.
"""

import statistics
import sys
import time

from tests.benchmarks.desk import desk

SHORT, LONG = 150, 1_500  # words
ROUNDS = 15
BOUND = 6.0  # the answer has a price of its own, its text must not cost more than in proportion
SENTENCE = "Ministers from Kabul met “the Pakistani side” in Quetta on Sunday and agreed with Mr Zelensky."
FEEDBACK = "/admin/articles/article/feedback/"
ANSWERS = {
    "checklist": ["checklist"],
    "countries": ["countries"],
    "all parts of a pause": ["autosave", "checklist", "countries", "preview"],
}


def _seconds(client, editor, parts, number):
    body = f"<p>{SENTENCE}</p>" * (number // len(SENTENCE.split()))
    words = {"headline": "Kabul agrees", "standfirst": "", "dateline": "", "language": "en", "body": body}
    tab = {"_person": editor.pk, "_window": "w", "_parts": parts}
    started = time.process_time()
    assert client.post(FEEDBACK, {**words, **tab}).status_code == 200
    return time.process_time() - started


def main() -> int:
    taken = {}
    with desk() as (client, editor):
        for turn in range(ROUNDS + 1):
            for name, parts in ANSWERS.items():
                for number in (SHORT, LONG):
                    seconds = _seconds(client, editor, parts, number)
                    if turn:  # the first round warms up
                        taken.setdefault(name, {}).setdefault(number, []).append(seconds)
    sys.stdout.write(f"CPU time of an answer to {LONG:,} words, and over that to {SHORT:,} (medians of {ROUNDS}):\n")
    worst = 0.0
    for name, times in taken.items():
        long, short = statistics.median(times[LONG]), statistics.median(times[SHORT])
        worst = max(worst, long / short)
        sys.stdout.write(f"  {name:<23} {long * 1000:6.1f} ms {long / short:6.2f}\n")
    sys.stdout.write(f"Worst {worst:.2f}; bound {BOUND}.\n")
    return int(worst > BOUND)


if __name__ == "__main__":
    sys.exit(main())
