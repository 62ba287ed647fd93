"""Answer a round: the proposal, and what people would do by hand with the same round."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.explanations import Explanations
from optimizer.proposal import Proposal, Settings
from optimizer.round import Round
from optimizer.solve import Cancelling, Progress, practice, solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A round, its checked proposal, and today's practice (None where it can't keep what lies fixed).

    `explanations`: what was worked out about the proposal; None where nothing was.
    """

    round: Round
    proposal: Proposal
    practice: Proposal | None
    explanations: Explanations | None = None


def propose(
    round_: Round, settings: Settings, progress: Progress | None = None, cancelled: Cancelling | None = None
) -> Answer:
    """Solve and compare; both proposals have passed the checker. Progress, stopping and errors are those of `solve`."""
    return Answer(round=round_, proposal=solve(round_, settings, progress, cancelled), practice=practice(round_))
