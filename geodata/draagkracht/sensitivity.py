"""How sure a class is: what other weights, figures, years and methods would make of it.

After OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7 (uncertainty and sensitivity analysis):
the choices that people could have made otherwise are made otherwise, and the classes are counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geodata.dice import Dice
from geodata.draagkracht.cautions import comparable
from geodata.draagkracht.classes import GROEN, ONBEKEND, ORANJE, Marks, classes_of, marks_of, marks_with
from geodata.draagkracht.figures import PERCENT, Column, Wijken
from geodata.draagkracht.index import Index, index_of
from geodata.draagkracht.policy import DraagkrachtPolicy, Method
from geodata.draagkracht.scores import Scale, scale_of, scores_of
from geodata.draagkracht.whole import Bools, Ints, divided

DOUBLE, HALF = 200, 50
METHODS = (Method.SPREIDING, Method.RANG, Method.BEREIK)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scored:
    """What the index is made of: figures, scores and whether they are known, (wijk, indicator); weights times 100."""

    wijken: Wijken
    policy: DraagkrachtPolicy
    columns: tuple[Column, ...]
    scales: tuple[Scale, ...]
    scores: Ints
    known: Bools
    weights: Ints

    @property
    def compared(self) -> Bools:
        """(wijk,) the wijken of which the index says something: those with enough dwellings."""
        return self.wijken.dwellings >= self.policy.small.least


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Change:
    """One choice made otherwise: `cause` as the start of a Dutch sentence, and the class and index it gives, (wijk,).

    `counts`: whether it is one of the recomputations behind the certainty.
    """

    cause: str
    classes: Ints
    index: Ints
    counts: bool = True


def scored(
    wijken: Wijken, columns: tuple[Column, ...], policy: DraagkrachtPolicy, method: Method | None = None
) -> Scored:
    """The scores of these figures; `method`: for all indicators instead of that of the policy."""
    compared, points = wijken.dwellings >= policy.small.least, policy.standardisation.points
    pairs = tuple(zip(policy.indicators, columns, strict=True))
    scales = tuple(
        scale_of(indicator, method or policy.method_of(indicator), points, column, compared)
        for indicator, column in pairs
    )
    scores = [
        scores_of(indicator, scale, column.values) for (indicator, column), scale in zip(pairs, scales, strict=True)
    ]
    return Scored(
        wijken=wijken,
        policy=policy,
        columns=columns,
        scales=scales,
        scores=np.column_stack(scores),
        known=np.column_stack([column.known for column in columns]),
        weights=np.array([indicator.weight * PERCENT for indicator in policy.indicators], np.int64),
    )


def index_with(given: Scored, weights: Ints) -> Index:
    """The index with these weights."""
    least = given.policy.missing.least_weight
    return index_of(given.scores, given.known, weights, given.wijken, given.policy.small, least)


def changes_of(given: Scored, classes: Ints, older: tuple[Column, ...]) -> tuple[Change, ...]:
    """Every stated change of one choice, in the order of the policy; `older`: the figures of the year before."""
    return (*_of_weights(given), *_of_years(given, older), *_of_methods(given, classes))


def certainty_of(given: Scored, classes: Ints, changes: tuple[Change, ...]) -> Ints:
    """(wijk,) percentage of the recomputations in which a wijk keeps its class; means nothing without a class."""
    runs = [change.classes for change in changes if change.counts]
    runs += [_with_weights(given, weights)[0] for weights in _drawn(given)]
    same = np.sum([run == classes for run in runs], axis=0) if runs else np.full_like(classes, 1)
    kept: Ints = divided(PERCENT * same.astype(np.int64), max(len(runs), 1))
    return kept


def _of_weights(given: Scored) -> Iterator[Change]:
    for at, indicator in enumerate(given.policy.indicators):
        what = f"het cijfer over {indicator.title}"
        for cause, percentage in (
            ("Met een dubbel gewicht voor", DOUBLE),
            ("Met een half gewicht voor", HALF),
            ("Zonder", 0),
        ):
            weights = given.weights.copy()
            weights[at] = weights[at] * percentage // PERCENT
            if weights.any():
                classes, index = _with_weights(given, weights)
                yield Change(cause=f"{cause} {what}", classes=classes, index=index, counts=not percentage)


def _of_years(given: Scored, older: tuple[Column, ...]) -> Iterator[Change]:
    for at, (indicator, column) in enumerate(zip(given.policy.indicators, older, strict=True)):
        if column.year is None or not comparable(indicator, given.columns[at].sources, column.sources):
            continue
        columns = (*given.columns[:at], column, *given.columns[at + 1 :])
        again = scored(given.wijken, columns, given.policy)
        classes, index = _with_weights(again, again.weights)
        yield Change(cause=f"Met het cijfer van {column.year} over {indicator.title}", classes=classes, index=index)


def _of_methods(given: Scored, classes: Ints) -> Iterator[Change]:
    """Other methods have another spread, so their borders leave as many wijken in every class as those of the policy."""
    below = (
        int(np.sum((classes != ONBEKEND) & (classes < ORANJE))),
        int(np.sum((classes != ONBEKEND) & (classes < GROEN))),
    )
    for method in METHODS:
        if method is given.policy.standardisation.method:
            continue
        again = scored(given.wijken, given.columns, given.policy, method)
        index = index_with(again, again.weights)
        found = classes_of(marks_with(below, index, again.compared), index, again.compared)
        yield Change(cause=f"Met de methode '{method}' voor alle scores", classes=found, index=index.final)


def _with_weights(given: Scored, weights: Ints) -> tuple[Ints, Ints]:
    index = index_with(given, weights)
    marks: Marks = marks_of(given.policy.borders, index, given.compared)
    return classes_of(marks, index, given.compared), index.final


def _drawn(given: Scored) -> Iterator[Ints]:
    """Weights around those of the policy, each by at most so many percent; the same for the same seed."""
    trials = given.policy.trials
    dice = Dice(trials.seed)
    for _ in range(trials.draws):
        percentages = [dice.between(PERCENT - trials.spread, PERCENT + trials.spread) for _ in given.weights]
        yield given.weights * np.array(percentages, np.int64) // PERCENT
