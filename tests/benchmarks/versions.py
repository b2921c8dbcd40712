"""How long does it take to compare and to merge versions? Run by `make bench`; fails when it grows faster than the text.

The worst that a newsroom does to a story: every paragraph edited, one paragraph without end, everything written anew or
shuffled. Each case is measured on a story and on one ten times as long, in turns, so that the ratio holds on any machine.
"""

import random
import statistics
import sys
import time

SHORT, LONG = 500, 5_000  # words
ROUNDS = 7
BOUND = 30.0  # ten times the words; work for each pair of words would take a hundred times as long
PARAGRAPH = 50
LITTLE = ("the", "of", "and", "to", "in", "a", "said", ",", ".")


def _words(rng, number, vocabulary):
    return [rng.choice(LITTLE) if rng.random() < 0.45 else f"w{rng.randrange(vocabulary)}" for _ in range(number)]


def paragraphs(rng, number, length):
    """Paragraphs of so many words each, as lists of words; so many words together."""
    # Ten times the text has ten times the words to choose from, so that both are as much alike.
    return [_words(rng, length, number * 3 // 10) for _ in range(max(1, number // length))]


def edited(rng, paragraphs, share):
    """The same with this share of the words changed."""
    return [[f"x{rng.randrange(1500)}" if rng.random() < share else word for word in words] for words in paragraphs]


def body(paragraphs):
    """As a story's body."""
    return "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)


def _stories(rng, number):
    """Two or three bodies for each case."""
    usual, one = paragraphs(rng, number, PARAGRAPH), paragraphs(rng, number, number)
    short = paragraphs(rng, number, PARAGRAPH // 3)
    even = [edited(rng, [words], 0.2)[0] if at % 2 else words for at, words in enumerate(usual)]
    odd = [words if at % 2 else edited(rng, [words], 0.2)[0] for at, words in enumerate(usual)]
    cases = {
        "every paragraph edited": (usual, edited(rng, usual, 0.2)),
        "every other word": (usual, edited(rng, usual, 0.5)),
        "short paragraphs": (short, edited(rng, short, 0.2)),
        "one paragraph edited": (one, edited(rng, one, 0.2)),
        "one, every other word": (one, edited(rng, one, 0.5)),
        "one, written anew": (one, paragraphs(rng, number, number)),
        "written anew": (usual, paragraphs(rng, number, PARAGRAPH)),
        "shuffled": (usual, rng.sample(usual, len(usual))),
        "merged": (usual, even, odd),
    }
    return {name: tuple(map(body, versions)) for name, versions in cases.items()}


def _seconds(bodies):
    from articles.lib.diff.body_diff import diff_bodies
    from articles.lib.diff.paragraph_merge import merge_bodies

    started = time.process_time()
    (diff_bodies if len(bodies) == 2 else merge_bodies)(*bodies)
    return time.process_time() - started


def main() -> int:
    rng = random.Random(1911)  # noqa: S311 - words to measure with
    stories = {number: _stories(rng, number) for number in (SHORT, LONG)}
    taken = {name: {SHORT: [], LONG: []} for name in stories[LONG]}
    for turn in range(ROUNDS + 1):
        for name, times in taken.items():
            for number, found in times.items():
                seconds = _seconds(stories[number][name])
                if turn:  # the first round warms up
                    found.append(seconds)
    sys.stdout.write(
        f"CPU time of comparing versions of {LONG:,} words, and over that of {SHORT:,} (medians of {ROUNDS}):\n"
    )
    worst = 0.0
    for name, times in taken.items():
        long, short = statistics.median(times[LONG]), statistics.median(times[SHORT])
        worst = max(worst, long / short)
        sys.stdout.write(f"  {name:<23} {long * 1000:6.1f} ms {long / short:6.2f}\n")
    sys.stdout.write(f"Worst {worst:.2f}; bound {BOUND}.\n")
    return int(worst > BOUND)


if __name__ == "__main__":
    sys.exit(main())
