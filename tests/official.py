"""The official boundaries and figures beside the checkout; they are never part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GEO = Path(__file__).parents[2] / "shared" / "geo"
needs_geo = pytest.mark.skipif(
    not GEO.is_dir() and not os.environ.get("CI"),
    reason="no folder shared/geo with boundaries and figures beside the checkout",
)
