"""Somebody at work at the service: who it is, what it has seen so far, and how it chooses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.asking import Client

COORDINATOR, CORPORATIE, ZORGAANBIEDER, PLANNER = "coordinator", "corporatie", "zorgaanbieder", "planner"
REASON = "gewijzigd in een meetproef"


@dataclass
class Known:
    """What somebody has seen so far: rows by table, with their values, and ids of what hangs together."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    fills: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rounds: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    proposals: list[dict[str, Any]] = field(default_factory=list)
    placements: list[dict[str, Any]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class User:
    """Somebody at work; `dice` decides what comes next, so that the same seed asks for the same things."""

    client: Client
    dice: Random
    known: Known = field(default_factory=Known)

    def one_of(self, choices: Sequence[Any]) -> Any:  # noqa: ANN401 - of what is given
        """One of them, or None where there is nothing to choose."""
        return self.dice.choice(choices) if choices else None

    def key(self) -> str:
        """A key under which something is asked once."""
        return f"{self.dice.getrandbits(96):024x}"


Doing = Callable[[User], Awaitable[None]]
