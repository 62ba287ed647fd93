"""Why somebody changes something, as they tell it: a text that can be kept."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.plain import why_not_a_text
from optimizer.errors import Fault


def faults_of_motivation(motivation: str) -> Iterator[Fault]:
    """What is wrong with it; it may be empty."""
    why = why_not_a_text(motivation)
    if why:
        yield Fault(("motivation",), "een tekst die niet te bewaren is", why)
