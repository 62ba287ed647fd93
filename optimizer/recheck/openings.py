"""What would help: easings that are sound and needed, a witness for each, and what the calculation made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from optimizer.errors import InvalidInput
from optimizer.explanations import Easing, Giving, Move, Opening, Outcome, Resolved, Worth, better_first
from optimizer.proposal import Status
from optimizer.recheck.eased import dearer, eased, unsound
from optimizer.recheck.witness import Told, fails, of_witness
from optimizer.recheck.world import World
from optimizer.round import Round


def of_opening(told: Told, opening: Opening) -> Iterator[str]:
    """Sound easings, each needed, with which this person can join the proposal."""
    world, easings = told.world, opening.easings
    wrong = [sentence for easing in easings for sentence in unsound(world, easing)]
    yield from wrong
    homeless = opening.person in world.people and opening.person not in {**told.home_of, **world.claim_of}
    strangers = not homeless or opening.dwelling not in world.dwellings
    mine = all(
        easing.person in ("", opening.person) and easing.dwelling in ("", opening.dwelling) for easing in easings
    )
    if strangers or not mine or not easings or len(set(easings)) < len(easings):
        yield f"Wat {opening.person} in '{opening.dwelling}' zou helpen, gaat over iets anders, of staat er dubbel."
    elif not wrong:
        yield from _of_easings(told, opening)


def _of_easings(told: Told, opening: Opening) -> Iterator[str]:
    round_, easings = told.world.round, opening.easings
    witness = told.after([Move(person=opening.person, dwelling=opening.dwelling)])
    changed = _changed(round_, easings)
    if changed is None:
        yield f"Met deze veranderingen voor {opening.person} is er geen geldige ronde meer."
        return
    yield from of_witness(World(changed), witness, told.values, opening.effects)
    for at, easing in enumerate(easings):
        if easing.kind is Giving.RENT and easing.by != dearer(round_, easing):
            yield f"De huur van {easing.dwelling} is voor {easing.person} geen {easing.by} euro te hoog."
        if not _needed(round_, easings, at, witness):
            yield f"Verandering '{easing.kind}' {easing.id} met {easing.by} is voor {opening.person} niet nodig, of kan kleiner."
    if opening.resolved is not None:
        yield from _of_resolved(told, World(changed), opening, opening.resolved)


def _needed(round_: Round, easings: Sequence[Easing], at: int, witness: dict[str, str]) -> bool:
    """Whether the witness fails without this easing, and with a step less of it; rents are exact, see `dearer`."""
    easing = easings[at]
    less: list[tuple[Easing, ...]] = [()]
    if easing.by > 1 and easing.kind is not Giving.RENT:
        less.append((replace(easing, by=easing.by - 1),))
    for instead in less:
        changed = _changed(round_, (*easings[:at], *instead, *easings[at + 1 :]))
        if changed is not None and not any(fails(World(changed), witness)):
            return False
    return True


def _of_resolved(told: Told, world: World, opening: Opening, resolved: Resolved) -> Iterator[str]:
    """The calculation for the changed round, which can't be worse than the proposal or than the witness."""
    if resolved.outcome is Outcome.UNKNOWN and not resolved.placements:
        return
    homes = dict(resolved.placements)
    if len(homes) < len(resolved.placements):
        yield f"In de nieuwe berekening voor {opening.person} staat iemand dubbel."
        return
    yield from of_witness(world, homes, told.values, resolved.effects)
    if resolved.outcome is Outcome.UNKNOWN:
        return
    if (opening.person in homes) != (resolved.outcome is Outcome.PLACED):
        yield f"De uitkomst '{resolved.outcome}' voor {opening.person} klopt niet met de plaatsingen."
    if told.proposal.status is not Status.PROVEN or better_first(resolved.effects) > better_first(opening.effects):
        yield f"De nieuwe berekening voor {opening.person} is slechter dan een plaatsing die kan; dat is niet het beste."


def of_worth(told: Told, worth: Worth) -> Iterator[str]:
    """The placements keep everything in the changed round, and are no worse than the proposal."""
    wrong = list(unsound(told.world, worth.easing))
    yield from wrong
    changed = None if wrong else _changed(told.world.round, [worth.easing])
    if changed is not None:
        yield from of_witness(World(changed), dict(worth.placements), told.values, worth.effects)
        nothing = (0,) * len(worth.effects)
        if worth.proven and (told.proposal.status is not Status.PROVEN or better_first(worth.effects) > nothing):
            yield f"Verandering '{worth.easing.kind}' {worth.easing.id} maakt het slechter; dat is niet het beste."


def _changed(round_: Round, easings: Sequence[Easing]) -> Round | None:
    try:
        return eased(round_, easings)
    except InvalidInput:
        return None
