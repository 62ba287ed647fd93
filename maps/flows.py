"""Where people went: back to their municipality of origin, or elsewhere (settled rule 16).

Per municipality of origin two counts over the placements of one proposal. What could be derived, and why
it can't:

- *Small counts.* A municipality is hidden as a whole when either count is below `small_count`; 0 is small
  too. One count alone would give the other away to whoever knows how many people of that municipality
  were placed, for instance from the quotas.
- *Differences of totals.* The total of the region is published (here and elsewhere), so what is hidden can
  be had together by subtraction. More municipalities are hidden, those with the fewest people first, until
  at least two with people in them are, and both counts of the hidden ones together reach `small_count`.
- *People without a known origin* are in the total, as elsewhere, and are never a row of their own. They
  count as hidden, so that the difference of total and rows doesn't give their number away.
- *Rows and total together*: where the above can't be reached, nothing is shown, the total neither.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from maps.room import check_pair
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


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact counts; they never leave the package."""

    back: int = 0
    elsewhere: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return self.back + self.elsewhere


HIDDEN = Flow(back=None, elsewhere=None)


def flows_of(round_: Round, proposal: Proposal) -> Flows:
    """The flows of this proposal as a planner may read them. Raises InvalidInput for another round's proposal."""
    check_pair(round_, proposal)
    counts, unknown = _count(round_, proposal)
    hidden, safe = hide(counts, unknown, round_.policy.small_count)
    rows = tuple(
        MunicipalityFlow(code=each.id, name=each.name, flow=HIDDEN if each.id in hidden else _shown(counts[each.id]))
        for each in sorted(round_.municipalities, key=lambda each: (each.name, each.id))
    )
    everyone = Counts(
        sum(each.back for each in counts.values()), sum(each.elsewhere for each in counts.values()) + unknown
    )
    return Flows(rows=rows, total=_shown(everyone) if safe else HIDDEN)


def hide(counts: dict[str, Counts], unknown: int, small_count: int) -> tuple[frozenset[str], bool]:
    """Which municipalities to hide, and whether the total may then be shown."""
    hidden = {code for code, each in counts.items() if min(each.back, each.elsewhere) < small_count}
    others = sorted(counts.keys() - hidden, key=lambda code: (counts[code].people, code))
    while others and not _safe([counts[code] for code in hidden], unknown, small_count):
        hidden.add(others.pop(0))
    return frozenset(hidden), _safe([counts[code] for code in hidden], unknown, small_count)


def _safe(hidden: list[Counts], unknown: int, small_count: int) -> bool:
    """Whether subtracting the shown rows from the total gives nothing small away."""
    if not hidden:
        return unknown == 0 or unknown >= small_count
    back = sum(each.back for each in hidden)
    elsewhere = sum(each.elsewhere for each in hidden) + unknown
    several = sum(each.people > 0 for each in hidden) > 1
    return several and min(back, elsewhere) >= small_count


def _count(round_: Round, proposal: Proposal) -> tuple[dict[str, Counts], int]:
    origin = {person.id: person.origin for person in round_.people}
    where = {dwelling.id: dwelling.municipality for dwelling in round_.dwellings}
    pairs = Counter((origin[each.person], where[each.dwelling]) for each in proposal.placements)
    counts = {
        each.id: Counts(
            pairs[each.id, each.id],
            sum(number for (start, end), number in pairs.items() if start == each.id != end),
        )
        for each in round_.municipalities
    }
    return counts, sum(number for (start, _), number in pairs.items() if start is None)


def _shown(counts: Counts) -> Flow:
    return Flow(back=counts.back, elsewhere=counts.elsewhere)
