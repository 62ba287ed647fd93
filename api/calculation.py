"""The calculation in a terminal: how far each goal is, and Ctrl-C to stop with the best so far."""

from __future__ import annotations

import sys

from api.stopping import Stopping
from api.ticker import Ticker
from api.usecases.propose import Answer, propose
from optimizer.explain import GOAL_TEXTS
from optimizer.proposal import GoalValue, Settings, Status
from optimizer.round import Round
from optimizer.solve import Standing


def calculate(round_: Round, settings: Settings) -> Answer:
    """Solve and compare. The first Ctrl-C asks for what there is; KeyboardInterrupt when there is nothing yet."""
    with Ticker("De berekening") as ticker, Stopping() as stopping:

        def tell(standing: Standing) -> None:
            stopping.ready = True
            if standing.settled:
                ticker.say(_reached(standing.goal))
            else:
                ticker.show(so_far(standing.goal))

        def stopped() -> bool:
            if stopping.asked:
                ticker.show("stoppen en het beste tot nu toe nakijken")
            return stopping.asked

        answer = propose(round_, settings, tell, stopped)
    if stopping.asked and answer.proposal.status is Status.STOPPED:
        sys.stderr.write("Gestopt: dit is het beste tot nu toe.\n")
    return answer


def _reached(goal: GoalValue) -> str:
    proven = "best haalbaar" if goal.proven else "beste tot nu toe"
    return f"{GOAL_TEXTS[goal.goal].short}: {goal.value} ({proven})"


def so_far(goal: GoalValue) -> str:
    """A goal that is still reached for."""
    limit = "hoogstens" if goal.goal.maximise else "minstens"
    best = "" if goal.bound is None else f", {limit} {goal.bound}"
    return f"{GOAL_TEXTS[goal.goal].short}: tot nu toe {goal.value}{best}"
