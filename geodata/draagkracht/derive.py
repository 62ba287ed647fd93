"""The derivation as a whole: figures → scores → index → class → cap, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from geodata.draagkracht.caps import cap_of
from geodata.draagkracht.classes import COLOURS, Marks, classes_of, marks_of
from geodata.draagkracht.derived import Derived, Figure, Moved, Pull, Turn
from geodata.draagkracht.figures import Column, figures_of, wijken_of
from geodata.draagkracht.index import Index
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.sensitivity import Change, Scored, certainty_of, changes_of, index_with, scored
from geodata.draagkracht.whole import Ints
from geodata.register import Register
from geodata.tables_region import IndicatorStatus
from optimizer.draagkracht import Colour


def derive(register: Register, policy: DraagkrachtPolicy, on: date) -> tuple[Derived, ...]:
    """The derivation of every wijk, in the order of the table, with the figures that there were on a day."""
    wijken = wijken_of(register)
    if not wijken.codes:
        return ()
    columns = figures_of(register, wijken, policy, on)
    given = scored(wijken, columns, policy)
    index = index_with(given, given.weights)
    marks = marks_of(policy.borders, index, given.compared)
    classes = classes_of(marks, index, given.compared)
    changes = changes_of(given, classes, figures_of(register, wijken, policy, on, older=True))
    certainty = certainty_of(given, classes, changes)
    turns = _turns_of(classes, index, changes)
    return tuple(
        _derived(given, at, index, marks, COLOURS[int(classes[at])], int(certainty[at]), turns[at])
        for at in range(len(wijken.codes))
    )


def moved_by(derived: Sequence[Derived]) -> tuple[Moved, ...]:
    """What every change does in the whole region, the change that moves most wijken first."""
    found: dict[str, list[tuple[str, Colour, Colour]]] = defaultdict(list)
    for one in derived:
        for turn in one.turns:
            found[turn.cause].append((one.area, one.colour, turn.colour))
    moved = (Moved(cause=cause, wijken=tuple(sorted(wijken))) for cause, wijken in found.items())
    return tuple(sorted(moved, key=lambda each: (-len(each.wijken), each.cause)))


def _turns_of(classes: Ints, index: Index, changes: Iterable[Change]) -> list[tuple[Turn, ...]]:
    """Per wijk the changes that give another class: by how many classes, then by how far the index moves."""
    found: list[list[tuple[int, int, int, Turn]]] = [[] for _ in classes]
    for number, change in enumerate(changes):
        for at in (change.classes != classes).nonzero()[0].tolist():
            steps = abs(int(change.classes[at]) - int(classes[at]))
            by = int(change.index[at] - index.final[at])
            turn = Turn(cause=change.cause, colour=COLOURS[int(change.classes[at])], by=by)
            found[at].append((-steps, -abs(by), number, turn))
    return [tuple(turn for *_, turn in sorted(turns, key=lambda each: each[:3])) for turns in found]


def _derived(
    given: Scored, at: int, index: Index, marks: Marks, colour: Colour, certainty: int, turns: tuple[Turn, ...]
) -> Derived:  # fmt: skip
    wijken, policy = given.wijken, given.policy
    dwellings = int(wijken.dwellings[at]) if wijken.dwellings[at] >= 0 else None
    caps, enough = cap_of(colour, dwellings, policy), bool(index.enough[at])
    pull = Pull(dwellings=dwellings or 0, strength=policy.small.strength, mean=int(index.means[at]))
    return Derived(
        area=wijken.codes[at],
        policy=policy,
        name=wijken.names[at],
        municipality=wijken.municipalities[at],
        dwellings=dwellings,
        figures=tuple(_figure(given, at, number) for number in range(len(policy.indicators))),
        index=int(index.own[at]) if enough else None,
        pull=pull if index.pulled[at] else None,
        final=int(index.final[at]) if enough else None,
        marks=marks,
        colour=colour,
        caps=caps,
        proposed=policy.small.cap if caps is None else caps.cap,
        certainty=None if colour is Colour.ONBEKEND else certainty,
        turns=turns,
    )


def _figure(given: Scored, at: int, number: int) -> Figure:
    column: Column = given.columns[number]
    known = bool(column.known[at])
    return Figure(
        indicator=given.policy.indicators[number],
        scale=given.scales[number],
        value=int(column.values[at]) if known else None,
        score=int(given.scores[at, number]) if known else None,
        year=column.year,
        source=str(column.sources[at]),
        status=IndicatorStatus(column.status[at]),
        note=str(column.notes[at]),
    )
