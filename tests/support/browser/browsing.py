"""Drives the system's Chromium, and writes down whatever a page complains of or asks of anybody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium (CHROMIUM names another); raises with a sentence when there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError(
            "There is no Chromium for the browser journeys: install the system's package, or set CHROMIUM."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """One person with a browser window of their own."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    asked_elsewhere: list[str] = field(default_factory=list)

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


def logged_in(browser: Browser, home: str, name: str, password: str) -> Any:
    """What a browser keeps of somebody who has logged in at the desk, for Playwright's `storage_state`."""
    person = visitor(browser, home)
    person.log_in(name, password)
    kept = person.page.context.storage_state()
    person.page.context.close()
    return kept


def visitor(browser: Browser, home: str, **settings: Any) -> Visitor:
    """A new window; `settings` are Playwright's, such as viewport and color_scheme."""
    page = browser.new_context(**settings).new_page()
    person = Visitor(page, home)
    page.on("console", lambda said: person.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: person.complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((home, "data:", "blob:")) else person.asked_elsewhere.append(asked.url)
        ),
    )
    return person
