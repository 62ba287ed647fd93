"""The derivation in Dutch sentences that anybody can follow and recompute."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from geodata.draagkracht.cautions import cautions_of
from geodata.draagkracht.derived import Derived, Figure, Turn
from geodata.draagkracht.numbers import figure as figure_text
from geodata.draagkracht.numbers import plain, tenths, without_unit, written
from geodata.draagkracht.policy import Direction, Method
from geodata.draagkracht.scores import Scale
from geodata.draagkracht.whole import BEST, MIDDLE, TENTHS, divided
from optimizer.draagkracht import Colour, Draagkracht

MOST_TURNS = 5
MINUS = "\N{MINUS SIGN}"


def draagkracht_of(derived: Derived, heaviest: int) -> Draagkracht:
    """What a Round holds of it; `heaviest`: how much somebody with heavy care counts."""
    return Draagkracht(
        area=derived.area,
        colour=derived.colour,
        proposed=derived.proposed,
        certainty=derived.certainty,
        steps=tuple(steps_of(derived, heaviest)),
        turns=tuple(turn_of(turn) for turn in derived.turns[:MOST_TURNS]),
    )


def steps_of(derived: Derived, heaviest: int) -> Iterator[str]:
    """The steps, in the order in which they were taken."""
    yield from (figure_of(figure) for figure in derived.figures)
    yield index_of(derived)
    if derived.pull is not None:
        yield pull_of(derived)
    yield class_of(derived)
    yield cap_of(derived)
    if derived.proposed < heaviest:
        yield (
            f"Iemand met zware begeleiding telt {heaviest} en past niet binnen deze grens. "
            "Gemeente en corporaties kunnen een hogere grens vaststellen."
        )
    yield from cautions_of(derived.policy)


def in_short(derived: Derived) -> str:
    """The derivation in one sentence, as the motivation of a cap."""
    if derived.caps is None:
        size = "onbekend aantal" if derived.dwellings is None else written(derived.dwellings, 0)
        return f"Klasse {derived.colour}: {size} woningen. Vaste kleine grens: {derived.proposed}"
    index = "" if derived.final is None or derived.colour is Colour.ONBEKEND else f" (index {tenths(derived.final)})"
    caps = derived.caps
    return (
        f"Klasse {derived.colour}{index}. {caps.rule.base} + {caps.for_size} voor {written(caps.dwellings, 0)} woningen, "
        f"minstens {caps.least} en hoogstens {caps.most}: {caps.cap}"
    )


def turn_of(turn: Turn) -> str:
    """What would give another class."""
    if turn.colour is Colour.ONBEKEND:
        return f"{turn.cause} zou de klasse niet te bepalen zijn."
    return f"{turn.cause} zou deze wijk {turn.colour} zijn."


def figure_of(figure: Figure) -> str:
    """One figure: what it is, from where, and the score that it gives."""
    indicator = figure.indicator
    title = indicator.title[:1].upper() + indicator.title[1:]
    if figure.value is None or figure.score is None:
        return f"{title}: niet bekend ({figure.status}). Dit telt niet mee. Gewicht: {indicator.weight}."
    whence = "; ".join(part for part in (f"{figure.year}", figure.source, figure.note) if part)
    direction = f"{indicator.direction[:1].upper()}{indicator.direction[1:]}"
    return (
        f"{title}: {figure_text(figure.value, indicator)} ({whence}). {direction}. "
        f"{_score(figure, figure.scale, figure.value)} Gewicht: {indicator.weight}."
    )


def _score(figure: Figure, scale: Scale, value: int) -> str:
    if scale.method is Method.RANG:
        return _rank(figure, scale.among, value)
    if scale.method is Method.SPREIDING:
        return _spread(figure, scale, value)
    return _range(figure, scale, value)


def _spread(figure: Figure, scale: Scale, value: int) -> str:
    indicator, up = figure.indicator, figure.indicator.direction is Direction.HOGER
    mean, spread = (without_unit(part, indicator, finer=1) for part in (scale.mean, scale.spread))
    of_whom = f" ({indicator.reference})" if indicator.mean is not None else " van de wijken"
    if scale.spread == 0:
        return f"Alle wijken{of_whom} hebben hetzelfde cijfer. Score: {tenths(MIDDLE)}."
    off = (value * TENTHS - scale.mean) * (1 if up else -1)
    exact = MIDDLE + divided(scale.points * TENTHS * off, scale.spread)
    return (
        f"Het gemiddelde{of_whom} is {mean} en de spreiding {spread}. Score: {tenths(MIDDLE)[:2]} {'+' if up else MINUS} "
        f"{scale.points} × ({without_unit(value, indicator)} {MINUS} {mean}) / {spread} = {_kept(exact)}."
    )


def _rank(figure: Figure, among: tuple[int, ...], value: int) -> str:
    below, equal = bisect_left(among, value), bisect_right(among, value) - bisect_left(among, value)
    worse = below if figure.indicator.direction is Direction.HOGER else len(among) - below - equal
    if not among:
        return f"Er is niets om mee te vergelijken. Score: {tenths(MIDDLE)}."
    return (
        f"Van {len(among)} wijken doen er {worse} het slechter en {equal} het even goed. "
        f"Score: 100 × ({worse} + {equal} / 2) / {len(among)} = {tenths(figure.score or 0)}."
    )


def _range(figure: Figure, scale: Scale, value: int) -> str:
    indicator, up = figure.indicator, figure.indicator.direction is Direction.HOGER
    low, high = (without_unit(part, indicator, finer=1) for part in (scale.low, scale.high))
    if scale.low == scale.high:
        return f"Alle wijken hebben hetzelfde cijfer. Score: {tenths(MIDDLE)}."
    part = value * TENTHS - scale.low if up else scale.high - value * TENTHS
    exact = divided(BEST * part, scale.high - scale.low)
    own = without_unit(value, indicator)
    above = f"{own} {MINUS} {low}" if up else f"{high} {MINUS} {own}"
    bounds = f"vaste waarden: {indicator.reference}" if scale.method is Method.VAST else "van de wijken"
    return (
        f"Het laagste is {low} en het hoogste {high} ({bounds}). "
        f"Score: 100 × ({above}) / ({high} {MINUS} {low}) = {_kept(exact)}."
    )


def _kept(exact: int) -> str:
    """A score within 0 and 100."""
    kept = min(max(exact, 0), BEST)
    bound = "hoogstens 100" if exact > BEST else "minstens 0"
    return tenths(exact) if kept == exact else f"{tenths(exact)}, {bound}: {tenths(kept)}"


def index_of(derived: Derived) -> str:
    """The weighted mean of what is known."""
    known = [figure for figure in derived.figures if figure.score is not None]
    weight, total = derived.weight, sum(figure.indicator.weight for figure in derived.figures)
    if derived.index is None:
        return (
            f"Er is te weinig bekend voor een index: cijfers met samen gewicht {weight} van de {total}. "
            f"Nodig is {derived.policy.missing.least_weight}%."
        )
    parts = " + ".join(f"{figure.indicator.weight} × {tenths(figure.score or 0)}" for figure in known)
    return f"Index: ({parts}) / {weight} = {tenths(derived.index)}. 0 is het slechtst en 100 het best."


def pull_of(derived: Derived) -> str:
    """The step for small wijken."""
    pull = derived.pull
    if pull is None or derived.index is None or derived.final is None:
        return ""
    size = written(pull.dwellings, 0)
    return (
        f"Dit is een kleine wijk: {size} woningen, minder dan {written(derived.policy.small.dwellings, 0)}. Daarom schuift de index op "
        f"naar het gemiddelde van de gemeente, {tenths(pull.mean)}: ({size} × {tenths(derived.index)} + "
        f"{written(pull.strength, 0)} × {tenths(pull.mean)}) / {written(pull.dwellings + pull.strength, 0)} = "
        f"{tenths(derived.final)}."
    )


def class_of(derived: Derived) -> str:
    """Which class, and which borders that takes."""
    oranje, groen = tenths(derived.marks.oranje), tenths(derived.marks.groen)
    match derived.colour:
        case Colour.GROEN:
            return f"Klasse: groen, want de index is {groen} of hoger."
        case Colour.ORANJE:
            return f"Klasse: oranje, want de index is {oranje} of hoger en lager dan {groen}."
        case Colour.ROOD:
            return f"Klasse: rood, want de index is lager dan {oranje}."
    if derived.dwellings is None:
        return "Klasse: niet te bepalen, want het aantal woningen is niet bekend."
    if derived.caps is None:
        few = f"{written(derived.dwellings, 0)} woningen, minder dan {written(derived.policy.small.least, 0)}"
        return f"Klasse: niet te bepalen. De wijk heeft {few}, en dan zegt de index te weinig."
    return "Klasse: niet te bepalen, want er is te weinig bekend."


def cap_of(derived: Derived) -> str:
    """How the cap was counted."""
    caps = derived.caps
    if caps is None:
        return f"Grens: voor zo'n wijk geldt een vaste kleine grens van {derived.proposed}."
    size = f"{plain(caps.rule.per_thousand)} × {written(caps.dwellings, 0)} woningen / 1.000, {derived.policy.caps.rounding}"
    return (
        f"Grens: {caps.rule.base} + {caps.for_size} = {caps.rule.base + caps.for_size}. De {caps.rule.base} hoort bij de klasse, "
        f"de {caps.for_size} bij de grootte ({size}). Minstens {caps.least} en hoogstens {caps.most}: {caps.cap}."
    )
