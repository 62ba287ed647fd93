"""What only the extra `bench` installs: without it these tests are left out, but never in CI."""

from __future__ import annotations

import os
from importlib import import_module

import pytest


def needs(*names: str) -> None:
    """Leave the module that calls this out where one of these is not installed."""
    for name in names:
        if os.environ.get("CI"):
            import_module(name)
        else:
            pytest.importorskip(name, reason=f"{name} is in the extra bench")
