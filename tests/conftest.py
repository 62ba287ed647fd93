"""What all tests may use: the browser, once for the whole run, and empty stores."""

from __future__ import annotations

from tests.browser.chromium import chromium, context, sheet
from tests.stores import databases, sqlite_store, store, store_url

__all__ = ["chromium", "context", "databases", "sheet", "sqlite_store", "store", "store_url"]
