"""A witness: placements that keep everything, and change every goal as is stated. And the proposal they differ from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.explanations import Effect, Move
from optimizer.policy import Goal
from optimizer.proposal import Proposal
from optimizer.recheck.figures import Count, values
from optimizer.recheck.joint_rules import findings
from optimizer.recheck.rules import broken
from optimizer.recheck.world import World


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


def of_witness(
    world: World, homes: dict[str, str], before: dict[Goal, int], effects: Sequence[Effect]
) -> Iterator[str]:
    """The placements keep everything, and change every goal as stated."""
    if not (set(homes) <= set(world.people) and set(homes.values()) <= set(world.dwellings)):
        yield "Een bewijs noemt iemand of een woning die er niet is."
        return
    yield from fails(world, homes)
    now = values(Count(world, tuple(homes.items())))
    expected = tuple(Effect(goal=goal, by=now[goal] - value) for goal, value in before.items())
    if tuple(effects) != expected:
        yield f"De doelen veranderen met {[each.by for each in expected]}; er staat {[each.by for each in effects]}."


def fails(world: World, homes: dict[str, str]) -> Iterator[str]:
    """Everything that placements break."""
    count = Count(world, tuple(homes.items()))
    for pair in count.pairs:
        yield from broken(pair).values()
    yield from (sentence for _, _, sentence in findings(count))
