"""What planners may see of a proposal, which stays when the proposal itself is erased."""

from __future__ import annotations

from typing import Any, cast

from optimizer.planner_figures import planner_figures
from optimizer.proposal import Proposal
from optimizer.round import Round, canonical


def figures_of(round_: Round, proposal: Proposal) -> dict[str, Any]:
    """The `PlannerFigures`, as JSON; what is not to be told is the text of `Hidden`."""
    return cast("dict[str, Any]", canonical(planner_figures(round_, proposal)))
