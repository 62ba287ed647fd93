"""What all tests may use: the browser, once for the whole run, and empty stores."""

from __future__ import annotations

from tests.browser.chromium import chromium, context, sheet
from tests.doors import door, sqlite_door
from tests.stores import databases, sqlite_store, store, store_url

__all__ = ["chromium", "context", "databases", "door", "sheet", "sqlite_door", "sqlite_store", "store", "store_url"]
