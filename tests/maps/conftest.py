"""The browser, for every test of a page."""

from tests.browser.chromium import chromium, context, sheet  # noqa: F401 - pytest finds fixtures by name
