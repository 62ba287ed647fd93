"""Dates and counts as people write them in Dutch, for every text that people read."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def day(value: date) -> str:
    """1 oktober 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period(first: date, last: date) -> str:
    """1 oktober tot en met 31 december 2026."""
    start = day(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} tot en met {day(last)}"
