"""Whom something names, so that it can be noted of whom somebody read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping


def named_in(value: object, people: Collection[str]) -> tuple[str, ...]:
    """Who of these people stand in it, however deep and within a sentence too: in JSON, or in what `canonical` makes."""
    told = "\n".join(_texts(value))
    found = (person for person in people if person in told)
    return tuple(sorted(each for each in found if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", told)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
