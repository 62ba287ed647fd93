"""The bundled region, read once, and the folder with the figures and boundaries it was taken from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geodata.region import bundled
from geodata.register import Register
from tests.official import GEO


@pytest.fixture(scope="session")
def drenthe() -> Register:
    return bundled("drenthe")


@pytest.fixture(scope="session")
def shared_geo() -> Path:
    if not GEO.is_dir():
        reason = "no folder shared/geo with boundaries and figures beside the checkout"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return GEO
