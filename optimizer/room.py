"""How much room a wijk has left, in the words that a planner may read (settled rule 16).

What is published of a wijk is its cap, which is a public decision, and a class. Exact loads are not, nor is
anything that depends on how many people are involved. What could be derived, and why it can't:

- *The load from the class.* Each class holds at least `narrowest` different loads from 0 to the cap;
  `narrowest` is the heaviest care weight, and more than half of `small_count`. Where the percentages of
  `Thresholds` would make a class narrower, it begins earlier. A wijk whose cap is too small for three such
  classes shares one class with the next small wijken of its municipality, in the order of the CBS codes,
  until their caps together are large enough. Where all of them together are too few, krap and vol are one
  class, or no class is shown. Groups never overlap, so no difference of two of them says more.
- *A count from the class*, by somebody who knows that a wijk was empty: each class either holds load 0 or
  reaches up to a load of at least `small_count`, so a class alone never says "between 1 and 4 people".
- *A count from two maps*, of two policies or of two rounds: neighbouring classes are so wide that one step
  between them can be made by one person or by `small_count` people.
- *A count from the presentation.* Rule 16 lets a wijk with 1 to 4 people show its cap and an indicative
  class. A mark on just those wijken would itself tell where 1 to 4 people live, and a wijk with none must
  look the same. So every wijk is treated as one with few people. How classes are cut depends on cap,
  weights and thresholds only, all public; people enter through the load and through nothing else.
- *A person from the cap.* Consent to go beyond a cap is often given for one person: caps and classes are
  those of the gross cap. Above the cap is not told apart from full, for full would then be one exact load.

Not covered: whoever knows the exact load before the round (the coordinator, the gemeente that decides that
cap) can tell more from a change of class. They may see the loads themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from optimizer.agreements import Limit, LimitKind
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import AreaLevel, Begeleiding, Policy
from optimizer.proposal import Proposal
from optimizer.round import Round


class Room(StrEnum):
    """How much room is left, from much to none; KRAP_OF_VOL where the two can't be told apart safely."""

    RUIM = "ruim"
    KRAP = "krap"
    KRAP_OF_VOL = "krap of vol"
    VOL = "vol"
    NIET_TE_TONEN = "niet te tonen"
    GEEN_GRENS = "geen grens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which percentage of the cap on a wijk is krap, and vol. Between 0 and 100, krap before vol."""

    krap_from: int = 60
    vol_from: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A class holds the loads from `first` on, up to the next step."""

    room: Room
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WijkRoom:
    """What a planner sees of a wijk.

    `cap` is the gross cap in load, None without a limit; `provisional`: nobody decided it yet. `together`: the
    other wijken, by code, with which it shares its class.
    """

    code: str
    name: str
    municipality: str
    cap: int | None
    room: Room
    provisional: bool = False
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Filled:
    """A wijk with its exact load, which never leaves this module."""

    wijk: WijkRoom
    cap: int
    load: int


def room_per_wijk(round_: Round, proposal: Proposal, thresholds: Thresholds | None = None) -> tuple[WijkRoom, ...]:
    """Every wijk of the round by code, with the room that this proposal leaves.

    Of several `stand` limits on one wijk the lowest counts. Raises InvalidInput when the proposal answers
    another round, or lacks the use of a limit.
    """
    check_pair(round_, proposal)
    cut = thresholds or Thresholds()
    narrowest = narrowest_class(round_.policy)
    filled, free = _filled_and_free(round_, _loads(round_, proposal))
    shown = [wijk for group in _groups(filled, 3 * narrowest - 1) for wijk in _classified(group, narrowest, cut)]
    return tuple(sorted((*free, *shown), key=lambda wijk: wijk.code))


def check_pair(round_: Round, proposal: Proposal) -> None:
    """Raise InvalidInput when the proposal is not an answer to this round."""
    if proposal.round_id != round_.id:
        raise InvalidInput([Fault(("round_id",), f"'{proposal.round_id}'", f"het voorstel van ronde '{round_.id}'")])


def narrowest_class(policy: Policy) -> int:
    """How many different loads a class holds at least."""
    heaviest = max(policy.care_weights.of(care) for care in Begeleiding)
    return max(2, heaviest, policy.small_count // 2 + 1)


def scale_of(cap: int, narrowest: int, thresholds: Thresholds) -> tuple[Step, ...]:
    """The classes for a cap, from load 0 up; none where every class would say too much.

    With a cap of 0 there is never room: that class is public and says nothing about the load.
    """
    if cap == 0:
        return (Step(room=Room.VOL, first=0),)
    top = cap + 1 - narrowest
    krap, vol = _percentage(cap, thresholds.krap_from), _percentage(cap, thresholds.vol_from)
    if cap >= 3 * narrowest - 1:
        vol = min(max(vol, 2 * narrowest), top)
        krap = min(max(krap, narrowest), vol - narrowest)
        return (Step(room=Room.RUIM, first=0), Step(room=Room.KRAP, first=krap), Step(room=Room.VOL, first=vol))
    if cap >= 2 * narrowest - 1:
        return (Step(room=Room.RUIM, first=0), Step(room=Room.KRAP_OF_VOL, first=min(max(krap, narrowest), top)))
    return ()


def class_of(load: int, scale: tuple[Step, ...]) -> Room:
    """The class that holds this load; NIET_TE_TONEN without a scale."""
    reached = [step.room for step in scale if step.first <= load]
    return reached[-1] if reached else Room.NIET_TE_TONEN


def _percentage(cap: int, percent: int) -> int:
    return -(-cap * percent // 100)


def _loads(round_: Round, proposal: Proposal) -> dict[str, tuple[Limit, int]]:
    """By wijk the lowest `stand` limit and the load after this proposal."""
    uses = {use.limit: use for use in proposal.limits}
    wijken = {area.id for area in round_.areas if area.level is AreaLevel.WIJK}
    found: dict[str, tuple[Limit, int]] = {}
    for limit in sorted(round_.limits, key=lambda limit: (-limit.gross_cap, limit.id)):
        if limit.area not in wijken or limit.kind is not LimitKind.STAND:
            continue
        use = uses.get(limit.id)
        if use is None:
            raise InvalidInput([Fault(("limits",), f"geen gebruik van '{limit.id}'", "het gebruik van elke grens")])
        found[limit.area] = (limit, use.used + use.claimed + use.planned)
    return found


def _filled_and_free(
    round_: Round, loads: dict[str, tuple[Limit, int]]
) -> tuple[tuple[_Filled, ...], tuple[WijkRoom, ...]]:
    filled, free = [], []
    for area in round_.areas:
        if area.level is not AreaLevel.WIJK:
            continue
        wijk = WijkRoom(code=area.id, name=area.name, municipality=area.municipality, cap=None, room=Room.GEEN_GRENS)
        if area.id not in loads:
            free.append(wijk)
            continue
        limit, load = loads[area.id]
        decided = replace(wijk, cap=limit.gross_cap, provisional=limit.provisional)
        filled.append(_Filled(decided, limit.gross_cap, load))
    return tuple(filled), tuple(free)


def _groups(filled: Iterable[_Filled], enough: int) -> list[list[_Filled]]:
    """Wijken with a large cap on their own; small ones with the next small ones until they have enough.

    What is left over joins the last group of the municipality. A cap of 0 needs no company.
    """
    groups: list[list[_Filled]] = []
    for _, members in groupby(sorted(filled, key=_place), key=lambda each: each.wijk.municipality):
        local: list[list[_Filled]] = []
        small: list[_Filled] = []
        for each in members:
            if each.cap == 0:
                groups.append([each])
            elif each.cap >= enough:
                local.append([each])
            else:
                small.append(each)
                if _cap(small) >= enough:
                    local.append(small)
                    small = []
        if small:
            local.append([*local.pop(), *small] if local else small)
        groups += local
    return groups


def _place(each: _Filled) -> tuple[str, str]:
    return each.wijk.municipality, each.wijk.code


def _cap(group: list[_Filled]) -> int:
    return sum(each.cap for each in group)


def _classified(group: list[_Filled], narrowest: int, thresholds: Thresholds) -> list[WijkRoom]:
    room = class_of(sum(each.load for each in group), scale_of(_cap(group), narrowest, thresholds))
    codes = sorted(each.wijk.code for each in group) if room is not Room.NIET_TE_TONEN else []
    return [
        replace(each.wijk, room=room, together=tuple(code for code in codes if code != each.wijk.code))
        for each in group
    ]
