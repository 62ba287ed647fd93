"""Which rules close how many dwellings for a person, or how many people for a dwelling."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.tables import Cell, Column, Row, Table
from api.pages.words import capital
from optimizer.explain import Audience, rule_text
from optimizer.proposal import Rule


def rule_columns(counted: str) -> tuple[Column, ...]:
    """`counted`: what falls off, in the plural and with a capital."""
    return (
        Column(id="regel", title="Regel"),
        Column(id="aantal", title=counted, number=True),
        Column(id="betekenis", title="Wat dat betekent"),
    )


def rule_counts(
    broken: Iterable[tuple[Rule, int]], of: int, counted: str, caption: str, audience: Audience = Audience.COORDINATOR
) -> Table:
    """The rule that closes most first."""
    ordered = sorted(broken, key=lambda each: -each[1])
    return Table(
        caption=caption,
        columns=rule_columns(counted),
        rows=tuple(_row(rule, times, of, audience) for rule, times in ordered),
    )


def _row(rule: Rule, times: int, of: int, audience: Audience) -> Row:
    text = rule_text(rule, audience)
    return Row(
        cells=(
            Cell(text=capital(text.short)),
            Cell(text=f"{times} van {of}", percent=round(100 * times / of)),
            Cell(text=text.sentence),
        )
    )
