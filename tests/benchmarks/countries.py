"""How well are countries suggested? Run by `make countries DATA=folder`; prints a Markdown table beside the peers' figures.

The folder holds dev.jsonl.gz and lgl-dev.jsonl.gz, one labelled story a line; no text of theirs is kept in the project.
"""

import sys
import time
import tracemalloc
from pathlib import Path

AGENCY, LOCAL = "dev.jsonl.gz", "lgl-dev.jsonl.gz"
HOME = "US"
WORDS = 500
MISSING = 2

# Measured once on the same 2,000 agency stories: with the dateline, body only, ex-dateline.
PEERS = {
    "country of the dateline only": (".896", "–", "–"),
    "pycountry names": (".397", ".384", ".509"),
    "names, demonyms, capitals and cities over a million": (".744", ".621", ".499"),
    "geotext": (".435", ".485", ".394"),
    "flashgeotext": (".497", ".490", "–"),
    "country-named-entity-recognition": (".526", ".515", "–"),
}


def main(arguments: list[str]) -> int:
    """Print the figures of the stories in a folder; return an exit code."""
    folder = Path(arguments[0]) if len(arguments) == 1 else None
    if folder is None or not (folder / AGENCY).is_file() or not (folder / LOCAL).is_file():
        sys.stderr.write(f"Say which folder holds {AGENCY} and {LOCAL}: python -m tests.benchmarks.countries FOLDER\n")
        return MISSING
    held = _memory()
    rows = [
        ("ours, as shipped", *_agency(folder, fresh=False)),
        ("ours, cross-validated", *_agency(folder, fresh=True)),
    ]
    print("| micro-F1 on 2,000 agency stories | with dateline | body only | ex-dateline |\n|---|---|---|---|")  # noqa: T201
    for name, *figures in [*rows, *((name, *figures) for name, figures in PEERS.items())]:
        print(f"| {name} | {' | '.join(figures)} |")  # noqa: T201
    right, bare, middle, slow = _local(folder)
    print(  # noqa: T201
        "\nThe peers were measured once, on the same stories; the body-only track knows the home country; ten folds follow "
        f"each other in time.\n\n| our cost and first guess | |\n|---|---|\n"
        f"| first country right, local news, home known | {right:.3f} |\n"
        f"| first country right, local news, no home | {bare:.3f} |\n"
        f"| CPU per story of {WORDS} words, p50 / p95 | {middle:.2f} / {slow:.2f} ms |\n"
        f"| memory for lexicon and weights | {held:.1f} MB |"
    )
    return 0


def _memory() -> float:
    tracemalloc.start()
    from articles.lib.geo import Story, suggest

    suggest(Story("Kabul"))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6


def _agency(folder: Path, *, fresh: bool) -> tuple[str, str, str]:
    """With dateline, body only with home known, and ex-dateline; by the shipped weights or by each fold's own."""
    from articles.lib.geo.build import weight_fitter
    from articles.lib.geo.suggest.scores import WEIGHTS

    records = weight_fitter.read_records(str(folder / AGENCY))
    found = []
    for track in weight_fitter.TRACKS[:2]:
        examples = [weight_fitter.make_example(record, track) for record in records]
        said = (
            weight_fitter.cross_validate(examples)
            if fresh
            else [weight_fitter.predict_codes(example, WEIGHTS) for example in examples]
        )
        found.append(weight_fitter.f1_scores(examples, said))
    (dated, beyond), (body, _) = found
    dated, body, beyond = (f"{figure:.3f}".lstrip("0") for figure in (dated, body, beyond))
    return dated, body, beyond


def _local(folder: Path) -> tuple[float, float, float, float]:
    """How often the first country is right with home and without, and the CPU milliseconds at p50 and p95."""
    from articles.lib.geo import Story, about_codes, suggest
    from articles.lib.geo.build import weight_fitter

    records = weight_fitter.read_records(str(folder / LOCAL))
    right = []
    for home in (HOME, None):
        firsts = [
            about_codes(suggest(_story(Story, record["title"], record["text"]), home=home))[:1] for record in records
        ]
        right.append(
            sum(set(first) <= set(r["countries"]) and bool(first) for first, r in zip(firsts, records, strict=True))
        )
    spent = []
    for record in records:
        words = record["text"].split()
        if len(words) >= WORDS:
            story = _story(Story, record["title"], " ".join(words[:WORDS]))
            started = time.process_time()
            suggest(story, home=HOME)
            spent.append((time.process_time() - started) * 1000)
    spent.sort()
    return right[0] / len(records), right[1] / len(records), spent[len(spent) // 2], spent[len(spent) * 95 // 100]


def _story(story, title, text):
    return story(title, paragraphs=[part for part in text.split("\n") if part.strip()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
