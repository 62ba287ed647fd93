"""What people do by hand today: by urgency and waiting time, own municipality first, first fit.

It respects every hard rule and every maximum, so that the comparison with a proposal is fair.
"""

from __future__ import annotations

import numpy as np

from optimizer.agreements import Link
from optimizer.assignment import Booleans, Integers, keeps
from optimizer.facts import target_municipality
from optimizer.ledger import Ledger
from optimizer.lines import binds, place_of
from optimizer.model import Model
from optimizer.supply import Dwelling


def place_by_hand(model: Model) -> Integers | None:
    """The dwelling of each person, or −1; None when that breaks a pin, a link or a binding minimum.

    Pins come first, and where the policy says how many people may lose their place, who had one then. Then people by urgency, waiting time and date of registration; each gets the first open
    dwelling in the target municipality, or else elsewhere, in order of the day on which it comes free. Linked
    registrations are placed when the first of them has the turn: all of them, or none.
    """
    pairs, ledger = model.pairs, Ledger(model)
    choice = np.full(len(pairs.people), -1, dtype=np.int64)
    for pin in pairs.round.pins:
        choice[pairs.row[pin.person]] = pairs.column[pin.dwelling]
        ledger.put(pairs.row[pin.person], pairs.column[pin.dwelling])
    if pairs.round.policy.disruption_budget is not None:
        _stay(model, ledger, choice)
    for row in _turns(model):
        if choice[row] < 0:
            _place_together(model, ledger, choice, row)
    return choice if keeps(model.problem, choice) else None


def _stay(model: Model, ledger: Ledger, choice: Integers) -> None:
    """Everybody who still can stays where an earlier proposal placed her."""
    pairs = model.pairs
    for previous in pairs.round.previous:
        row, column = pairs.row[previous.person], pairs.column[previous.dwelling]
        if choice[row] < 0 and model.problem.allowed[row, column] and ledger.open(row)[column]:
            choice[row] = column
            ledger.put(row, column)


def _turns(model: Model) -> list[int]:
    people = model.pairs.people

    def turn(row: int) -> tuple[int, int, int, str]:
        person = people[row]
        return -person.urgency, person.ready_on.toordinal(), person.registered_on.toordinal(), person.id

    return sorted(range(len(people)), key=turn)


def _place_together(model: Model, ledger: Ledger, choice: Integers, row: int) -> None:
    """Place one person and everyone linked to her, or nobody."""
    pairs = model.pairs
    group, done = _group_of(model, row), list[int]()
    for member in [row, *sorted(group - {row})]:
        if choice[member] >= 0:
            continue
        options = model.problem.allowed[member] & ledger.open(member) & _near_linked(model, choice, member)
        if not options.any():
            for placed in done:
                ledger.take_back(placed, int(choice[placed]))
                choice[placed] = -1
            return
        home = min(np.flatnonzero(options), key=lambda column: _preference(model, member, pairs.dwellings[column]))
        choice[member] = home
        ledger.put(member, int(home))
        done.append(member)


def _group_of(model: Model, row: int) -> set[int]:
    """Everyone who is linked to a person, through others too."""
    links, group = [{model.pairs.row[name] for name in link.people} for link in _binding(model)], {row}
    while joined := set().union(*(link for link in links if link & group)) - group:
        group |= joined
    return group


def _binding(model: Model) -> list[Link]:
    return [link for link in model.pairs.round.links if binds(model.pairs, link)]


def _near_linked(model: Model, choice: Integers, row: int) -> Booleans:
    """(dwellings,) where the links with people who have a place already let this person live."""
    pairs = model.pairs
    near = np.ones(len(pairs.dwellings), dtype=bool)
    for link in _binding(model):
        if pairs.people[row].id in link.people:
            homes = [choice[pairs.row[name]] for name in link.people]
            places = {place_of(pairs.dwellings[home], link.scope) for home in homes if home >= 0}
            if places:
                near &= [place_of(home, link.scope) in places for home in pairs.dwellings]
    return near


def _preference(model: Model, row: int, dwelling: Dwelling) -> tuple[bool, int, str]:
    target = target_municipality(model.pairs.people[row])
    return dwelling.municipality != target, dwelling.available_from.toordinal(), dwelling.id
