"""A real browser for tests: Debian's Chromium, driven by Playwright, that talks to nobody by itself.

`tests/conftest.py` offers these fixtures to every test.
Without Chromium these tests are skipped by name; where CI is set that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "Chromium is niet geïnstalleerd"


def chromium_path() -> str | None:
    """Where Chromium is, if anywhere."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@dataclass
class Chromium:
    """One browser for the whole run; when it dies, as browsers do, the next test gets a new one."""

    driver: Playwright
    path: str
    running: Browser | None = None

    def browser(self) -> Browser:
        """The browser, alive."""
        if self.running is None or not self.running.is_connected():
            self.running = self.driver.chromium.launch(executable_path=self.path, args=list(QUIET))
        return self.running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser, started when a test first needs it."""
    path = chromium_path()
    if path is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as driver:
        started = Chromium(driver, path)
        yield started
        if started.running is not None and started.running.is_connected():
            started.running.close()


@dataclass
class Sheet:
    """A page with everything it asked for and everything it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Write down requests, console messages and uncaught errors from now on."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def context(chromium: Chromium) -> Iterator[BrowserContext]:
    """A clean profile."""
    browser = chromium.browser()
    fresh = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield fresh
    if browser.is_connected():
        fresh.close()


@pytest.fixture
def sheet(context: BrowserContext) -> Sheet:
    """An empty page that is listened to."""
    opened = Sheet(context.new_page())
    opened.listen()
    return opened
