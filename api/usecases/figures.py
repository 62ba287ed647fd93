"""What planners may see of a proposal, which stays when the proposal itself is erased."""

from __future__ import annotations

from typing import Any

from optimizer.proposal import Proposal
from optimizer.round import Round


def figures_of(round_: Round, proposal: Proposal) -> dict[str, Any]:
    """The figures, as JSON."""
    del round_, proposal
    return {}
