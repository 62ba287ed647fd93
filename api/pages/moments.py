"""When something happened, as people here read it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from optimizer.words import day

HERE = ZoneInfo("Europe/Amsterdam")


def moment(at: str) -> str:
    """1 oktober 2026, 11.00 uur; `at` as the store keeps it."""
    local = datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(HERE)
    return f"{day(local.date())}, {local:%H.%M} uur"
