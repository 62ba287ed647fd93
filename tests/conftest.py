"""The browser, once for the whole run."""

from __future__ import annotations

from tests.browser.chromium import chromium, context, sheet

__all__ = ["chromium", "context", "sheet"]
