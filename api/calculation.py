"""The calculation in a terminal: how far each goal is, and Ctrl-C to stop with the best so far."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from api.stopping import Stopping
from api.ticker import Ticker
from api.usecases.propose import Answer, propose
from optimizer.events import Event, Repair
from optimizer.explain import GOAL_TEXTS
from optimizer.mend.repair import repair
from optimizer.proposal import GoalValue, Proposal, Settings, Status
from optimizer.round import Round
from optimizer.solve import Standing


def calculate(round_: Round, settings: Settings) -> Answer:
    """Solve and compare. The first Ctrl-C asks for what there is; KeyboardInterrupt when there is nothing yet."""
    with _Watched("De berekening") as watched:
        answer = propose(round_, settings, watched.tell, watched.stopped)
    if watched.stopping.asked and answer.proposal.status is Status.STOPPED:
        sys.stderr.write("Gestopt: dit is het beste tot nu toe.\n")
    return answer


def calculate_repair(round_: Round, proposal: Proposal, events: Sequence[Event], settings: Settings) -> Repair:
    """Repair, with the same progress and the same Ctrl-C; what is unproven then says so."""
    with _Watched("Het herstel berekenen") as watched:
        return repair(round_, proposal, events, settings, watched.tell, watched.stopped)


class _Watched:
    """A calculation with its seconds, its goals and Ctrl-C."""

    def __init__(self, what: str) -> None:
        self.ticker, self.stopping = Ticker(what), Stopping()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self.ticker)
        self._open.enter_context(self.stopping)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def tell(self, standing: Standing) -> None:
        """How far a goal is."""
        self.stopping.ready = True
        if standing.settled:
            self.ticker.say(_reached(standing.goal))
        else:
            self.ticker.show(so_far(standing.goal))

    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        if self.stopping.asked:
            self.ticker.show("stoppen en het beste tot nu toe nakijken")
        return self.stopping.asked


def _reached(goal: GoalValue) -> str:
    proven = "best haalbaar" if goal.proven else "beste tot nu toe"
    return f"{GOAL_TEXTS[goal.goal].short}: {goal.value} ({proven})"


def so_far(goal: GoalValue) -> str:
    """A goal that is still reached for."""
    limit = "hoogstens" if goal.goal.maximise else "minstens"
    best = "" if goal.bound is None else f", {limit} {goal.bound}"
    return f"{GOAL_TEXTS[goal.goal].short}: tot nu toe {goal.value}{best}"
