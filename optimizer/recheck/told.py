"""What is told about a proposal besides the proposal, checked as far as no search is needed.

Every witness must keep all rules and limits of the round, or of the round with its easings; every stated difference
of a goal is counted again; every easing of an opening must be needed, and not a step smaller. That the calculation
was done to its end is the one thing taken from it: but what it found is never worse than a witness beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from optimizer.errors import InvalidInput
from optimizer.explanations import (
    Alternative,
    Easing,
    Effect,
    Explanations,
    Giving,
    Grounds,
    Hope,
    How,
    Move,
    Opening,
    Outcome,
    Resolved,
    Tie,
    TieKind,
    Vacancy,
    Worth,
    better_first,
)
from optimizer.policy import Goal
from optimizer.proposal import Proposal, Rule, Status
from optimizer.recheck.eased import dearer, eased, unsound
from optimizer.recheck.figures import Count, values
from optimizer.recheck.joint_rules import binding, findings
from optimizer.recheck.rules import broken
from optimizer.recheck.world import World
from optimizer.round import Round, digest

Said = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """A proposal that has passed the checker, and where it puts everybody."""

    world: World
    proposal: Proposal

    @cached_property
    def home_of(self) -> dict[str, str]:
        """The dwelling of each placed person."""
        return {placement.person: placement.dwelling for placement in self.proposal.placements}

    @cached_property
    def values(self) -> dict[Goal, int]:
        """Of every goal."""
        return values(Count(self.world, tuple(self.home_of.items())))

    def after(self, moves: Sequence[Move]) -> dict[str, str]:
        """Who lives where after these moves."""
        moved = {**self.home_of, **{move.person: move.dwelling for move in moves}}
        return {person: dwelling for person, dwelling in moved.items() if dwelling}

    def known(self, moves: Sequence[Move]) -> bool:
        """Whether these people and dwellings are in the round, each person once."""
        names = [move.person for move in moves]
        homes = {move.dwelling for move in moves if move.dwelling}
        return (
            len(set(names)) == len(names)
            and set(names) <= set(self.world.people)
            and homes <= set(self.world.dwellings)
        )


def told_problems(round_: Round, proposal: Proposal, explanations: Explanations) -> Said:
    """Everything that is wrong: what it is about, and a Dutch sentence."""
    told = Told(World(round_), proposal)
    expected = digest(round_), digest(proposal)
    if (explanations.round_digest, explanations.proposal_digest) != expected:
        yield round_.id, "De uitleg hoort bij een andere ronde of een ander voorstel; dat moet hetzelfde zijn."
        return
    for name, rows in (
        ("person", explanations.placed),
        ("person", explanations.unplaced),
        ("dwelling", explanations.vacancies),
    ):
        ids = [getattr(row, name) for row in rows]
        if ids != sorted(set(ids)):
            yield round_.id, "De uitleg staat niet op volgorde, of iets staat er dubbel; dat mag niet."
    for grounds in explanations.placed:
        yield from ((grounds.person, sentence) for sentence in _of_grounds(told, grounds))
    for hope in explanations.unplaced:
        yield from ((hope.person, sentence) for sentence in _of_hope(told, hope))
    for vacancy in explanations.vacancies:
        yield from ((vacancy.dwelling, sentence) for sentence in _of_vacancy(told, vacancy))
    for worth in explanations.worths:
        yield from ((worth.easing.id or worth.easing.dwelling, sentence) for sentence in _of_worth(told, worth))


def _of_grounds(told: Told, grounds: Grounds) -> Iterator[str]:
    if told.home_of.get(grounds.person) != grounds.dwelling:
        yield f"{grounds.person} is niet geplaatst in '{grounds.dwelling}'; een uitleg gaat over het voorstel zelf."
        return
    without = {person: home for person, home in told.home_of.items() if person != grounds.person}
    gone = values(Count(told.world, tuple(without.items())))
    if grounds.serves != tuple(Effect(goal=goal, by=value - gone[goal]) for goal, value in told.values.items()):
        yield f"Wat de plaatsing van {grounds.person} aan de doelen bijdraagt, klopt niet."
    yield from _of_alternatives(told, grounds.person, grounds.alternatives, grounds.found)
    yield from _of_tie(told, grounds.person, grounds.tie)


def _of_hope(told: Told, hope: Hope) -> Iterator[str]:
    world = told.world
    if hope.person not in world.people or hope.person in told.home_of or hope.person in world.claim_of:
        yield f"'{hope.person}' is niet iemand zonder woning."
        return
    tied = any(hope.person in link.people and binding(world, link) for link in world.round.links)
    if hope.linked != tied or (tied and hope.openings):
        yield f"{hope.person}: of de aanmelding gekoppeld is, klopt niet, of er staat dan toch wat zou helpen."
    yield from _of_alternatives(told, hope.person, hope.alternatives, hope.found)
    for opening in hope.openings:
        if opening.person != hope.person:
            yield f"Wat {hope.person} zou helpen, gaat over '{opening.person}'."
        yield from _of_opening(told, opening)


def _of_alternatives(told: Told, person: str, found: Sequence[Alternative], number: int) -> Iterator[str]:
    keys = [better_first(each.effects) for each in found]
    if number < len(found) or keys != sorted(keys):
        yield f"De andere woningen van {person} staan niet op volgorde, of het aantal klopt niet."
    for each in found:
        if not _shaped(told, person, each):
            yield f"Bij {person} en woning '{each.dwelling}' kloppen de verhuizingen niet met de soort '{each.how}'."
        else:
            yield from _of_witness(told.world, told.after(each.moves), told.values, each.effects)


def _shaped(told: Told, person: str, each: Alternative) -> bool:
    """Whether the moves are what the kind says."""
    own = told.home_of.get(person, "")
    moves = [Move(person=person, dwelling=each.dwelling)]
    if each.how is not How.FREE:
        moves.append(Move(person=each.other, dwelling=own if each.how is How.SWAP else ""))
    fits = not each.other if each.how is How.FREE else told.home_of.get(each.other) == each.dwelling
    moved = each.dwelling != own and (each.how is not How.SWAP or bool(own))
    return each.moves == tuple(moves) and told.known(moves) and fits and moved


def _of_tie(told: Told, person: str, tie: Tie) -> Iterator[str]:
    pinned = any(person == name for name, _ in told.world.pins)
    if (tie.kind is TieKind.FIXED) != pinned or bool(tie.moves) != (tie.kind is TieKind.INTERCHANGEABLE):
        yield f"{person}: '{tie.kind}' klopt niet met wat vastligt of met het bewijs."
    elif tie.kind is TieKind.INTERCHANGEABLE:
        if not told.known(tie.moves) or told.after(tie.moves).get(person) == told.home_of[person]:
            yield f"Het bewijs dat {person} te verwisselen is, laat die persoon waar die is, of noemt wat er niet is."
        else:
            nothing = tuple(Effect(goal=goal, by=0) for goal in told.values)
            yield from _of_witness(told.world, told.after(tie.moves), told.values, nothing)
    elif tie.kind is TieKind.FORCED:
        if told.proposal.status is not Status.PROVEN:
            yield f"{person} staat niet bewezen in elk beste voorstel: dit voorstel is niet bewezen."
        yield from _refuted(told, person)


def _refuted(told: Told, person: str) -> Iterator[str]:
    """Any one move, swap or replacement after which nothing is worse and this pair is gone."""
    own = told.home_of[person]
    options: list[tuple[Move, ...]] = [
        (Move(person=person, dwelling=home),) for home in told.world.dwellings if home != own
    ]
    options += [
        (Move(person=person, dwelling=home), Move(person=other, dwelling=own))
        for other, home in told.home_of.items()
        if home != own
    ]
    waiting = (name for name in told.world.people if name not in told.home_of and name not in told.world.claim_of)
    options += [(Move(person=person, dwelling=""), Move(person=other, dwelling=own)) for other in waiting]
    for option in options:
        if any(move.dwelling and broken(told.world.pair(move.person, move.dwelling)) for move in option):
            continue
        count = Count(told.world, tuple(told.after(option).items()))
        if values(count) == told.values and not any(findings(count)):
            yield f"{person} staat niet in elk beste voorstel: {option[0]} is even goed."
            return


def _of_opening(told: Told, opening: Opening) -> Iterator[str]:
    world, easings = told.world, opening.easings
    wrong = [sentence for easing in easings for sentence in unsound(world, easing)]
    yield from wrong
    strangers = opening.person not in world.people or opening.dwelling not in world.dwellings
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
    yield from _of_witness(World(changed), witness, told.values, opening.effects)
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
        if changed is not None and not any(_fails(World(changed), witness)):
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
    yield from _of_witness(world, homes, told.values, resolved.effects)
    if resolved.outcome is Outcome.UNKNOWN:
        return
    if (opening.person in homes) != (resolved.outcome is Outcome.PLACED):
        yield f"De uitkomst '{resolved.outcome}' voor {opening.person} klopt niet met de plaatsingen."
    if told.proposal.status is not Status.PROVEN or better_first(resolved.effects) > better_first(opening.effects):
        yield f"De nieuwe berekening voor {opening.person} is slechter dan een plaatsing die kan; dat is niet het beste."


def _of_vacancy(told: Told, vacancy: Vacancy) -> Iterator[str]:
    world = told.world
    if vacancy.dwelling not in world.dwellings:
        yield f"'{vacancy.dwelling}' staat niet in deze ronde."
        return
    if Count(world, tuple(told.home_of.items())).units_left(vacancy.dwelling) <= 0:
        yield f"Woning {vacancy.dwelling} is niet over."
    waiting = [name for name in world.people if name not in told.home_of and name not in world.claim_of]
    fails = {name: list(broken(world.pair(name, vacancy.dwelling))) for name in waiting}
    counts = {rule: sum(rule in each for each in fails.values()) for rule in Rule}
    fitting = sum(not each for each in fails.values())
    if (vacancy.waiting, vacancy.fitting) != (len(waiting), fitting) or dict(vacancy.broken) != {
        rule: number for rule, number in counts.items() if number
    }:
        yield f"De telling van wie woning {vacancy.dwelling} niet kan krijgen, klopt niet."
    for near in vacancy.nearest:
        if fails.get(near.person) != [near.rule]:
            yield f"Dat alleen '{near.rule}' {near.person} van woning {vacancy.dwelling} afhoudt, klopt niet."
    for opening in vacancy.openings:
        if opening.dwelling != vacancy.dwelling:
            yield f"Wat woning {vacancy.dwelling} zou vullen, gaat over '{opening.dwelling}'."
        yield from _of_opening(told, opening)


def _of_worth(told: Told, worth: Worth) -> Iterator[str]:
    wrong = list(unsound(told.world, worth.easing))
    yield from wrong
    changed = None if wrong else _changed(told.world.round, [worth.easing])
    if changed is not None:
        yield from _of_witness(World(changed), dict(worth.placements), told.values, worth.effects)
        nothing = (0,) * len(worth.effects)
        if worth.proven and (told.proposal.status is not Status.PROVEN or better_first(worth.effects) > nothing):
            yield f"Verandering '{worth.easing.kind}' {worth.easing.id} maakt het slechter; dat is niet het beste."


def _changed(round_: Round, easings: Sequence[Easing]) -> Round | None:
    try:
        return eased(round_, easings)
    except InvalidInput:
        return None


def _of_witness(
    world: World, homes: dict[str, str], before: dict[Goal, int], effects: Sequence[Effect]
) -> Iterator[str]:
    """The placements keep everything, and change every goal as stated."""
    if not (set(homes) <= set(world.people) and set(homes.values()) <= set(world.dwellings)):
        yield "Een bewijs noemt iemand of een woning die er niet is."
        return
    yield from _fails(world, homes)
    now = values(Count(world, tuple(homes.items())))
    expected = tuple(Effect(goal=goal, by=now[goal] - value) for goal, value in before.items())
    if tuple(effects) != expected:
        yield f"De doelen veranderen met {[each.by for each in expected]}; er staat {[each.by for each in effects]}."


def _fails(world: World, homes: dict[str, str]) -> Iterator[str]:
    count = Count(world, tuple(homes.items()))
    for pair in count.pairs:
        yield from broken(pair).values()
    yield from (sentence for _, _, sentence in findings(count))
