"""What is told about a proposal besides the proposal, checked as far as no search is needed.

Every witness must keep all rules and limits of the round, or of the round with its easings; every stated difference
of a goal is counted again; every easing of an opening must be needed, and not a step smaller. That the calculation
was done to its end is the one thing taken from it: but what it found is never worse than a witness beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from optimizer.explanations import (
    Alternative,
    Effect,
    Explanations,
    Grounds,
    Hope,
    How,
    Move,
    Tie,
    TieKind,
    Vacancy,
    better_first,
)
from optimizer.proposal import Proposal, Rule, Status
from optimizer.recheck.figures import Count, values
from optimizer.recheck.joint_rules import binding, findings
from optimizer.recheck.openings import of_opening, of_worth
from optimizer.recheck.rules import broken
from optimizer.recheck.witness import Told, of_witness
from optimizer.recheck.world import World
from optimizer.round import Round, digest

Said = Iterator[tuple[str, str]]


def told_problems(round_: Round, proposal: Proposal, explanations: Explanations) -> Said:
    """Everything that is wrong: what it is about, and a Dutch sentence."""
    told = Told(World(round_), proposal)
    expected = digest(round_), digest(proposal)
    if (explanations.round_digest, explanations.proposal_digest) != expected:
        yield round_.id, "De uitleg hoort bij een andere ronde of een ander voorstel; dat moet hetzelfde zijn."
        return
    placed, unplaced, vacancies = explanations.placed, explanations.unplaced, explanations.vacancies
    for ids in ([row.person for row in placed], [row.person for row in unplaced], [row.dwelling for row in vacancies]):
        if ids != sorted(set(ids)):
            yield round_.id, "De uitleg staat niet op volgorde, of iets staat er dubbel; dat mag niet."
    gains = [better_first(worth.effects) for worth in explanations.worths]
    if gains != sorted(gains):
        yield round_.id, "Wat het meest oplevert, staat niet voorop; dat moet wel."
    yield from _named((row.person, _of_grounds(told, row)) for row in placed)
    yield from _named((row.person, _of_hope(told, row)) for row in unplaced)
    yield from _named((row.dwelling, _of_vacancy(told, row)) for row in vacancies)
    yield from _named((row.easing.id or row.easing.dwelling, of_worth(told, row)) for row in explanations.worths)


def _named(found: Iterable[tuple[str, Iterable[str]]]) -> Said:
    yield from ((name, sentence) for name, sentences in found for sentence in sentences)


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
        yield from of_opening(told, opening)


def _of_alternatives(told: Told, person: str, found: Sequence[Alternative], number: int) -> Iterator[str]:
    keys = [better_first(each.effects) for each in found]
    if number < len(found) or keys != sorted(keys):
        yield f"De andere woningen van {person} staan niet op volgorde, of het aantal klopt niet."
    for each in found:
        if not _shaped(told, person, each):
            yield f"Bij {person} en woning '{each.dwelling}' kloppen de verhuizingen niet met de soort '{each.how}'."
        else:
            yield from of_witness(told.world, told.after(each.moves), told.values, each.effects)


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
            yield from of_witness(told.world, told.after(tie.moves), told.values, nothing)
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
        yield from of_opening(told, opening)
