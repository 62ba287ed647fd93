"""Put policies side by side: read what to compare, answer it, and weigh spread against the rest when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.own_region import policy_file
from geodata.scenario_file import Plans, names_taken_twice, plans_of, policy_in
from geodata.toml_file import read_toml
from optimizer.compare.comparison import Comparison, Outcome, compare
from optimizer.compare.comparison import Progress as Comparing
from optimizer.compare.exchanges import Step, steps_along
from optimizer.compare.front import Effort, front_of
from optimizer.compare.front import Progress as Weighing
from optimizer.compare.scenarios import Scenario, one_less
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy
from optimizer.proposal import Settings, Status
from optimizer.round import Round
from optimizer.solve import Cancelling
from optimizer.tradeoff import Axis, Front

WORKERS = 2
# Of rounds of more people only so many floors on each axis are looked at, and for so many seconds if nobody says how many.
EVERY_FLOOR_UP_TO, FLOORS, SECONDS = 150, 4, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Less:
    """What one unit of load less in the busiest area of the first scenario's proposal comes to."""

    area: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is shown; `front` and `less` are of the first scenario, None when nobody asked."""

    comparison: Comparison
    front: Front | None
    less: Less | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """What spreading more costs: first in placements, then in returns while as many are placed."""
        front = self.front
        if front is None or not front.points:
            return ()
        most = {Axis.PLACED: max(point.values[front.axes.index(Axis.PLACED)] for point in front.points)}
        return (*steps_along(front, Axis.PLACED), *steps_along(front, Axis.ORIGIN, most))


def read_plans(files: Sequence[Path], criteria: Path | None, round_: Round) -> Plans:
    """What all files ask for together, in their order. Raises InvalidInput with the faults of all of them."""
    plans: list[Plans] = []
    faults: list[Fault] = []
    for path in (*files, *([criteria] if criteria is not None else [])):
        try:
            plans.append(_read(path, round_.policy))
        except InvalidInput as error:
            faults += error.faults
    scenarios = tuple(scenario for plan in plans for scenario in plan.scenarios)
    faults += names_taken_twice(iter(scenarios))
    if not faults and not scenarios:
        faults.append(Fault((files[0].name,), "geen scenario", "minstens één beleid of scenario"))
    if faults:
        raise InvalidInput(faults)
    return Plans(scenarios=scenarios, criteria=tuple(each for plan in plans for each in plan.criteria))


def compared(round_: Round, plans: Plans, settings: Settings, progress: Comparing, cancelled: Cancelling) -> Comparison:
    """Answer every scenario. Raises what `optimizer.compare.comparison.compare` raises."""
    return compare(
        round_,
        plans.scenarios,
        plans.criteria,
        settings,
        workers=WORKERS,
        progress=progress,
        cancelled=cancelled,
    )


def weighed(comparison: Comparison, seconds: int | None, progress: Weighing, cancelled: Cancelling) -> Front:
    """The front of the first scenario: every combination, or for a large round a stated number of floors."""
    round_ = comparison.first.round
    large = len(round_.people) > EVERY_FLOOR_UP_TO
    effort = Effort(steps=FLOORS if large else None, seconds=seconds or (SECONDS if large else None), workers=WORKERS)
    return front_of(round_, effort=effort, progress=progress, cancelled=cancelled)


def less_in_busiest(comparison: Comparison, settings: Settings, cancelled: Cancelling) -> Less | None:
    """The first scenario again with one unit less there; None where nothing can be less, or it was stopped."""
    first = comparison.first
    found = one_less(first.round, first.loads, "één minder in de drukste wijk")
    if found is None or first.proposal.status is not Status.PROVEN or cancelled():
        return None
    area, scenario = found
    answer = compare(first.round, (Scenario(name=first.name), scenario), settings=settings, cancelled=cancelled)
    outcome = answer.outcomes[1]
    return Less(area=area, outcome=outcome) if outcome.proposal.status is Status.PROVEN else None


def _read(path: Path, base: Policy) -> Plans:
    name, content = policy_file(path)
    values = read_toml(name, content)

    def other(file: str) -> Policy:
        beside, its_content = policy_file(path.parent / file)
        return policy_in(beside, read_toml(beside, its_content), base)

    return plans_of(name, values, base, other)
