"""Pictures of the demo's pages at two widths, light and dark, into screenshots/. Run by `make screenshots`."""

import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from tests.support.browser.browsing import Visitor, chromium, new_context, visitor, wait_until
from tests.support.browser.paper import PASSWORD, ROOT, Paper, filled, running

FOLDER = ROOT / "screenshots"
SIZES = {1366: 900, 390: 844}  # width: height of the window, in pixels
PAPER = {
    "front": "/",
    "country": "/country/pk/",
    "pair": "/country/af/pk/",
    "countries": "/countries/",
    "archive": "/archive/",
    "corrections": "/corrections/",
    "front-ur": "/ur/",
}
STORY = "/admin/articles/article/8"
DESK = {
    "start": "/admin/",
    "list": "/admin/articles/article/",
    "board": "/admin/articles/article/board/",
    "calendar": "/admin/articles/article/calendar/",
    "inbox": "/admin/inbox/",
    "writing": f"{STORY}/change/",
    "history": f"{STORY}/history/",
    "compare": f"{STORY}/compare/?from=1&to=2",
    "sharing": f"{STORY}/sharing/",
    "filing": "/admin/articles/article/file/",
    "untagged": "/admin/articles/article/suggestions/untagged/",
    "judged": "/admin/articles/article/suggestions/judged/",
    "coverage": "/admin/articles/article/coverage/",
    "key-stories": "/admin/articles/country/pair/af/pk/",
    "tags-alike": "/admin/articles/tag/alike/",
    "tags-merge": "/admin/articles/tag/merge/?tag=1&tag=2",
    "library": "/admin/articles/image/",
    "picture": "/admin/articles/image/1/change/",
    "pictures-described": "/admin/articles/image/describe/?ids=1,2,3",
}


def _take(someone: Visitor, name: str, path: str) -> None:
    someone.go(path)
    page = someone.page
    for down in range(0, page.evaluate("document.documentElement.scrollHeight"), 700):
        page.evaluate(f"window.scrollTo(0, {down})")
        # Pictures load lazily, so each has begun to once it has been near the window.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("window.scrollTo(0, 0)")
    wait_until(page, lambda: page.evaluate("[...document.images].every((one) => one.complete)"))
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
    sys.stdout.write(f"{name}.png\n")


def _paper(folder: Path) -> AbstractContextManager[Paper]:
    return running(folder / "paper", demo=filled(folder / "filled"))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _paper(Path(folder)) as paper, chromium() as browser:
        for scheme in ("light", "dark"):
            for width, height in SIZES.items():
                look = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
                reader, editor = (visitor(new_context(browser, **look), paper.address) for _ in range(2))
                for name, path in PAPER.items():
                    _take(reader, f"{name}-{width}-{scheme}", path)
                reader.go("/")
                story = reader.page.locator("h2 a").first.get_attribute("href") or "/"
                _take(reader, f"story-{width}-{scheme}", story)
                editor.log_in("editor", PASSWORD)
                for name, path in DESK.items():
                    _take(editor, f"{name}-{width}-{scheme}", path)


if __name__ == "__main__":
    main()
