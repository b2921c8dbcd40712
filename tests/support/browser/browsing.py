"""Finds the browsers of this machine, drives Chromium, and records what pages complain of or fetch from elsewhere."""

import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STORAGE_TYPES = "local_storage,indexeddb,cache_storage,service_workers"
# The one limit on every wait. Conditions are exact, so only a failing test on a busy machine ever waits this long.
TIMEOUT_MS = 60_000
expect.set_options(timeout=TIMEOUT_MS)


@cache
def find_chromium() -> str | None:
    """Return the path of the Chromium to test with: CHROMIUM, the system's, or the one that Playwright installed."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        with sync_playwright() as playwright:
            installed = playwright.chromium.executable_path
        found = installed if Path(installed).exists() else None
    return found


@cache
def find_firefox() -> str | None:
    """Return the path of the Firefox to test with: FIREFOX or the system's."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something is so that no locator can say. Raises AssertionError when it doesn't come to be.

    Playwright's own `wait_for_function` needs a page whose policy allows eval.
    """
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not holds():
        assert time.monotonic() < deadline, "What was waited for never came to be."
        page.wait_for_timeout(50)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium. Raises RuntimeError if there is none."""
    path = find_chromium()
    if path is None:
        raise RuntimeError("There is no Chromium for the browser tests.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """One person in front of a browser page."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open an address of the paper; its status."""
        response = self.page.goto(self.home + path)
        return response.status if response else 0

    def log_in(self, name: str, password: str) -> None:
        """Log in at the desk."""
        self.go("/admin/login/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password)
        with self.page.expect_navigation():
            self.page.click("[type=submit]")


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """Create a browser context with the limit that all waits share; `options` are Playwright's."""
    context = browser.new_context(**options)
    context.set_default_timeout(TIMEOUT_MS)
    return context


def visitor(context: BrowserContext, home: str) -> Visitor:
    """Open a page in a context, and record what it complains of and what it fetches from elsewhere."""
    page = context.new_page()
    person = Visitor(page, home)

    def record_message(message: Any) -> None:
        if message.type in {"error", "warning"}:
            person.complaints.append(message.text)

    def record_request(request: Any) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            person.foreign_requests.append(request.url)

    page.on("console", record_message)
    page.on("pageerror", lambda error: person.complaints.append(str(error)))
    page.on("request", record_request)
    return person


@dataclass(frozen=True)
class Kind:
    """Contexts of one kind can stand in for each other: the same newsroom, role and Playwright options."""

    home: str
    role: str
    options: tuple[tuple[str, Any], ...]


class ContextPool:
    """Browser contexts, each lent to one test at a time, so that people stay logged in and scripts stay cached.

    Pages, routes and permissions are removed when a test gives its context back; cookies and storage when it is lent again,
    by the page that is opened then. What is cached over HTTP stays: reading every script again costs more than most tests.
    """

    def __init__(self, browser: Browser, *, password: str) -> None:
        self._browser = browser
        self._password = password
        self._idle: dict[Kind, list[BrowserContext]] = defaultdict(list)
        self._lent: list[tuple[Kind, BrowserContext]] = []
        self._sessions: dict[tuple[str, str], Any] = {}

    def open_page(self, home: str, role: str = "", *, viewport: Any = None, **options: Any) -> Visitor:
        """Open a page for somebody who is logged in as `role`, or for a reader, in a context that nobody else uses now."""
        # A page's size and its wish for little motion are set on the page, so they need no context of their own.
        motion = options.pop("reduced_motion", None)
        kind = Kind(home, role, tuple(sorted(options.items())))
        is_used = bool(self._idle[kind])
        context = self._idle[kind].pop() if is_used else self._create(kind)
        self._lent.append((kind, context))
        person = visitor(context, home)
        if is_used:
            self._restore(kind, person.page)
        if viewport:
            person.page.set_viewport_size(viewport)
        if motion:
            person.page.emulate_media(reduced_motion=motion)
        return person

    def take_back(self) -> None:
        """Clean every context that is lent, and make it available again."""
        while self._lent:
            kind, context = self._lent.pop()
            for page in context.pages:
                page.close()
            context.unroute_all()
            context.set_offline(False)
            context.clear_permissions()
            self._idle[kind].append(context)

    def _restore(self, kind: Kind, page: Page) -> None:
        """Give a context the storage that it began with; Playwright's own way opens another page for that."""
        page.context.clear_cookies()
        page.context.add_cookies(self._session(kind)["cookies"])
        protocol = page.context.new_cdp_session(page)
        protocol.send("Storage.clearDataForOrigin", {"origin": kind.home, "storageTypes": STORAGE_TYPES})
        protocol.detach()

    def _create(self, kind: Kind) -> BrowserContext:
        return new_context(self._browser, storage_state=self._session(kind), **dict(kind.options))

    def _session(self, kind: Kind) -> Any:
        """Return the storage of somebody who has logged in, and has done nothing else; of a reader, nothing."""
        if not kind.role:
            return {"cookies": [], "origins": []}
        known = (kind.home, kind.role)
        if known not in self._sessions:
            context = new_context(self._browser)
            visitor(context, kind.home).log_in(kind.role, self._password)
            self._sessions[known] = {"cookies": context.cookies(), "origins": []}
            context.close()
        return self._sessions[known]
