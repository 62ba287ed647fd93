"""Rows of a proposal against the same rows as recounted: ids, order and every field, in Dutch sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import TypeVar

from optimizer.proposal import Blocked, LimitUse, Placement, QuotaUse, RuleCount, SupportUse, Unplaced

Row = TypeVar("Row", LimitUse, QuotaUse, SupportUse, Unplaced, Placement)

# How the fields are called in the sentences of violations.
NAMES = {
    "start": "de begindatum",
    "rent_exception": "het gebruik van een huuruitzondering",
    "pinned": "de vermelding 'vastgelegd'",
    "cap": "de grens",
    "used": "het gebruik vooraf",
    "claimed": "het deel van lopende plaatsingen",
    "planned": "het deel van dit voorstel",
    "hours": "het aantal uren",
    "minimum": "het minimum",
    "maximum": "het maximum",
    "already": "het aantal vooraf",
    "shortfall": "het tekort",
    "cause": "de oorzaak",
    "rules": "de telling per regel",
    "eligible": "het aantal passende woningen",
    "taken": "het aantal volle woningen",
    "blocked_by": "de telling van wat woningen afsluit",
    "open": "het aantal open woningen",
    "needs_decision": "de vermelding dat iemand moet besluiten",
}


def row_differences(
    found: Sequence[Row], expected: Sequence[Row], id_of: Callable[[Row], str]
) -> Iterator[tuple[str, str]]:
    """Id and sentence of everything that differs; the same ids in the same order, and every field equal."""
    yield from id_differences([id_of(row) for row in found], [id_of(row) for row in expected])
    recounted = {id_of(row): row for row in expected}
    for row in found:
        name = id_of(row)
        if name in recounted:
            for _, sentence in field_differences(name, row, recounted[name]):
                yield name, sentence


def id_differences(found: Sequence[str], expected: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Id and sentence: each expected id exactly once, no other, and in that order."""
    times, wanted = Counter(found), Counter(expected)
    if times == wanted and list(found) != list(expected):
        yield ", ".join(found), f"De volgorde is {', '.join(found)}; dat moet {', '.join(expected)} zijn."
    for name in sorted(times.keys() | wanted.keys()):
        if times[name] != wanted[name]:
            yield name, f"'{name}' staat er {times[name]} keer; dat moet {wanted[name]} keer zijn."


def field_differences(subject: str, found: Row, expected: Row) -> Iterator[tuple[str, str]]:
    """Name of the field and sentence, for each field that differs."""
    for item in fields(expected):
        one, other = getattr(found, item.name), getattr(expected, item.name)
        if one != other:
            yield item.name, f"{subject}: {NAMES[item.name]} is {_shown(one)}, maar moet {_shown(other)} zijn."


def _shown(value: object) -> str:
    """A value as people read it."""
    if value is None or value == ():
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, tuple):
        return " en ".join(_shown(part) for part in value)
    if isinstance(value, RuleCount):
        return f"{value.dwellings}× {value.rule}"
    if isinstance(value, Blocked):
        return f"{value.dwellings}× {value.rule} {value.id}".rstrip()
    return str(value)
