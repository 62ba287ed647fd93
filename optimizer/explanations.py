"""Why, why not and what would help: what is told about a proposal besides the proposal itself.

Every statement carries its witness, so that `verify_explanations` can check it without solving: other placements,
and where the round itself changes, how. Two kinds of statement are kept apart:

- *could be placed*: the witness is the proposal with this person added, in the round with the easings, and nobody
  loses a home;
- *would be placed*: the whole calculation was done again for that round, to the end, and it places this person.

Effects are differences in the value of a goal as `policy.Goal` defines it: after minus before, whatever is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.policy import Goal
from optimizer.proposal import Rule

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How much the value of a goal becomes higher (or, below 0, lower)."""

    goal: Goal
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where somebody goes instead; `dwelling` is empty for who is left without a home."""

    person: str
    dwelling: str


class How(StrEnum):
    """What becomes of whoever has the other dwelling in the proposal."""

    FREE = "vrij"
    SWAP = "ruil"
    INSTEAD = "in plaats van"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One other dwelling for one person, while nobody moves but those in `moves`.

    FREE: a unit is left there. SWAP: `other` gets the dwelling that this person leaves. INSTEAD: `other` loses the
    home. With the moves all rules and limits hold; `effects` has every goal of the policy, in its order.
    """

    how: How
    dwelling: str
    other: str
    moves: tuple[Move, ...]
    effects: tuple[Effect, ...]


class TieKind(StrEnum):
    """What is known about a placement beside other proposals that are as good.

    - FIXED: it is pinned;
    - FORCED: without this pair the calculation reaches worse values: it is in every best proposal;
    - INTERCHANGEABLE: a proposal without this pair has the same value on every goal, the witness is one;
    - UNKNOWN: the calculation, or the one without this pair, did not come to an end.
    """

    FIXED = "ligt vast"
    FORCED = "in elk beste voorstel"
    INTERCHANGEABLE = "verwisselbaar"
    UNKNOWN = "nog niet bekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """`moves` turn the proposal into the witness; empty for every kind but INTERCHANGEABLE."""

    kind: TieKind
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why this dwelling: `serves` is what the placement adds to each goal (the value with it minus that without).

    `alternatives` are ranked by the policy's goals, the best first, and are not all there are: `found` counts those.
    """

    person: str
    dwelling: str
    serves: tuple[Effect, ...]
    alternatives: tuple[Alternative, ...]
    found: int
    tie: Tie


class Giving(StrEnum):
    """How something in a round gives way; below is what `id`, `dwelling` and `by` of an `Easing` mean.

    - ASK: the provider `id` is asked for the support of a person for whom nobody was asked yet;
    - HOURS: the support capacity `id` has `by` hours a week more;
    - HOLD: a dwelling may wait `by` days longer for its person (`max_hold_days`), for everybody;
    - RENT: a rent exception for the person and `dwelling`, whose rent is at most `by` whole euros above the ceiling;
    - AREA: the consent of limit `id` is `by` higher (of a limit without consent it becomes `by`);
    - QUOTA: the same of the maximum of quota `id`;
    - LESS: the minimum of quota `id` is `by` lower, never below 0;
    - CONTRACT: provider `id` gets a capacity of `by` hours a week in the municipality of `dwelling`, from the
      start of the round, with nothing used; its id is `contract_id` of this easing;
    - EXCLUDED: the person's excluded area `id` is let go, never where its reason is safety;
    - BAN: every ban of this person on target `id` is let go;
    - UNIT: there is one unit more like `dwelling` (`by` is 1).

    For a person only HOLD, AREA, QUOTA, LESS, HOURS, CONTRACT and UNIT matter to others. A contactuitsluiting, a pin, a
    link, what a household or a body needs, and the outcome of the ZRM never give way.
    """

    ASK = "begeleiding vragen"
    HOURS = "meer uren begeleiding"
    HOLD = "woning langer vasthouden"
    RENT = "uitzondering op de huur"
    AREA = "ruimte in een gebied"
    QUOTA = "ruimte in een afspraak"
    LESS = "een lagere afspraak"
    CONTRACT = "contract voor begeleiding"
    EXCLUDED = "uitgesloten gebied heroverwegen"
    BAN = "eerdere weigering heroverwegen"
    UNIT = "een woning erbij"


@dataclass(frozen=True, slots=True, kw_only=True)
class Easing:
    """One thing that gives way, see `Giving`. `person` is for whom; empty where it is for nobody in particular."""

    kind: Giving
    id: str = ""
    dwelling: str = ""
    person: str = ""
    by: int = 0


def contract_id(easing: Easing) -> str:
    """The id of the support capacity that a CONTRACT makes."""
    return f"nieuw: {easing.id}, {easing.dwelling}"


class Outcome(StrEnum):
    """What the whole calculation makes of a changed round, as far as one person is concerned.

    PLACED and OTHERS only where it came to an end, so that every goal is proven.
    """

    PLACED = "krijgt een woning"
    OTHERS = "iets anders gaat voor"
    UNKNOWN = "nog niet bekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The calculation done again for a changed round: all its placements, and the difference in every goal.

    `outcome` UNKNOWN: it was stopped; then placements and effects are of the best until then, or empty.
    """

    outcome: Outcome
    placements: Pairs
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """With these easings this person could have this dwelling while everybody else keeps theirs.

    `effects` are those of that witness. `resolved` tells what the calculation would do; None: not calculated.
    """

    person: str
    dwelling: str
    easings: tuple[Easing, ...]
    effects: tuple[Effect, ...]
    resolved: Resolved | None = None

    @property
    def outcome(self) -> Outcome:
        """What is known of the calculation with these easings."""
        return self.resolved.outcome if self.resolved else Outcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Hope:
    """Why not, and what would help.

    `openings`: one with which this person would be placed first; then with fewest easings, then what gives way easily.

    `linked`: the registration is tied to others, for whom together no openings are sought.
    `alternatives`: a dwelling that is left, at the cost of a goal; or one of which somebody else would lose the home.
    """

    person: str
    openings: tuple[Opening, ...]
    alternatives: tuple[Alternative, ...]
    found: int
    linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """Somebody without a home for whom only this one rule stands in the way of a dwelling (no limit counted)."""

    person: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Why nobody gets a unit: per rule how many of the people without a home break it, who is `nearest`, what helps.

    `waiting` counts people without a home and a live claim; `fitting` those of them for whom it breaks no rule.
    """

    dwelling: str
    waiting: int
    fitting: int
    broken: tuple[tuple[Rule, int], ...]
    nearest: tuple[Nearest, ...]
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one easing would bring the whole proposal: the calculation was done again for that round.

    `proven`: to the end. `placements` are its answer and `effects` the exact differences.
    """

    easing: Easing
    proven: bool
    placements: Pairs
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanations:
    """All that was worked out about one proposal; by id, but `worths` by what they bring, the most first.

    `proposal_digest` is the `round.digest` of the proposal that they explain.
    """

    round_digest: str
    proposal_digest: str
    placed: tuple[Grounds, ...] = ()
    unplaced: tuple[Hope, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    worths: tuple[Worth, ...] = ()


def better_first(effects: tuple[Effect, ...]) -> tuple[int, ...]:
    """A key that sorts what is best for the goals, in their order, first; all zeros is as good as before."""
    return tuple(-effect.by if effect.goal.maximise else effect.by for effect in effects)
