"""Where people went: back to their municipality of origin, or elsewhere, as the map shows it (settled rule 16).

The numbers are those of `planner_figures.flows_of`, which decides what may be told. A municipality is shown when
both of its numbers may be told of it alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.counts import Told
from optimizer.planner_figures import LEFT, OWN
from optimizer.planner_figures import flows_of as published_flows
from optimizer.proposal import Proposal
from optimizer.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Placed people: back in their municipality of origin, or elsewhere. None: not to be shown."""

    back: int | None
    elsewhere: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityFlow:
    """The flow of the people who come from one municipality."""

    code: str
    name: str
    flow: Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """One row per municipality of the round, by name, and all placed people together."""

    rows: tuple[MunicipalityFlow, ...]
    total: Flow


def flows_of(round_: Round, proposal: Proposal) -> Flows:
    """The flows of this proposal as a planner may read them. Raises InvalidInput for another round's proposal."""
    told = published_flows(round_, proposal)
    rows = tuple(
        MunicipalityFlow(code=each.id, name=each.name, flow=_shown(told.count(each.id, OWN), told.count(each.id, LEFT)))
        for each in sorted(round_.municipalities, key=lambda each: (each.name, each.id))
    )
    return Flows(rows=rows, total=_shown(told.whole(OWN), told.whole(LEFT)))


def _shown(back: Told, elsewhere: Told) -> Flow:
    return Flow(
        back=back if isinstance(back, int) else None, elsewhere=elsewhere if isinstance(elsewhere, int) else None
    )
