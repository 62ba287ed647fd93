"""What the two maps can show: a class, a number and facts for every wijk, on either side, with a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maps.load_style import (
    CHANGES,
    FULLNESS,
    NO_GOAL,
    NOT_CALCULATED,
    WORTHLESS,
    Fullness,
    change_of,
    fullness_of,
    goal_class,
    goal_styles,
)
from maps.loads import Load, State, WijkLoad
from maps.style import STYLES, ClassStyle
from optimizer.explain import GOAL_TEXTS
from optimizer.policy import Goal
from optimizer.room import Room

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One map: per wijk, in their order, the name of its class, a short number and the lines of its hover text."""

    title: str
    classes: tuple[str, ...]
    numbers: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A class in a legend: its name, what it means, and how many wijken have it."""

    name: str
    words: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The classes that are there, and what else should be known to read them."""

    title: str
    entries: tuple[Entry, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A choice of what both maps show."""

    name: str
    label: str
    sides: tuple[Side, Side]
    legends: tuple[Legend, ...]


def views_of(
    wijken: Sequence[WijkLoad], states: tuple[State, State], goals: Sequence[Goal], *, valued: bool
) -> tuple[View, ...]:
    """How full, what changes, and (`valued`) what one place more brings."""
    first, second = states
    left, right = _how_full(wijken, first, None), _how_full(wijken, second, first)
    both = _fullness_legend("Hoe vol is elke wijk?", (left, right), states)
    full = View(name="vol", label="hoe vol", sides=(left, right), legends=(both,))
    changed = _changed(wijken, states)
    change = View(
        name="verschil",
        label="wat verandert",
        sides=(left, changed),
        legends=(_fullness_legend(left.title, (left,), (first,)), _change_legend(changed)),
    )
    if not valued:
        return full, change
    worth = _worth(wijken, second)
    value = View(
        name="plek",
        label="wat één plek meer oplevert",
        sides=(right, worth),
        legends=(_fullness_legend(right.title, (right,), (second,)), _worth_legend(worth, goals)),
    )
    return full, change, value


def styles_of(goals: Sequence[Goal]) -> dict[str, ClassStyle]:
    """How every class of every view looks, by its name."""
    return {
        **{name: style for scale in (FULLNESS, CHANGES) for name, (_, style) in scale.items()},
        **{goal_class(goal): style for goal, style in goal_styles(goals).items()},
        NO_GOAL: WORTHLESS,
        NOT_CALCULATED: STYLES[Room.GEEN_GRENS],
    }


def signed(value: int) -> str:
    """With its sign; 0 is 0."""
    return f"+{value}" if value > 0 else whole(value)


def whole(value: int) -> str:
    """With a real minus."""
    return str(value).replace("-", MINUS)


def difference_text(value: int) -> str:
    """A difference in load, in words."""
    return "gelijk" if value == 0 else f"{abs(value)} {'erbij' if value > 0 else 'eraf'}"


def _how_full(wijken: Iterable[WijkLoad], state: State, than: State | None) -> Side:
    """`than`: the state from which the difference counts; None on the first map."""
    loads = [(wijk, wijk.before if than is None else wijk.after) for wijk in wijken]
    return Side(
        title=f"{state.name}: hoe vol is elke wijk?",
        classes=tuple(fullness_of(load) for _, load in loads),
        numbers=tuple("" if load is None else whole(load.free) for _, load in loads),
        facts=tuple((*_room(wijk, load), *([] if than is None else _difference(wijk, than))) for wijk, load in loads),
    )


def _room(wijk: WijkLoad, load: Load | None) -> tuple[str, ...]:
    if load is None:
        return ("Geen grens afgesproken",)
    return (f"Grens: {wijk.cap_text}", f"Bezet: {load.text}", f"Vrij: {whole(load.free)}")


def _difference(wijk: WijkLoad, than: State) -> list[str]:
    if wijk.difference is None:
        return []
    return [f"Verschil met {than.short}: {difference_text(wijk.difference)}"]


def _changed(wijken: Sequence[WijkLoad], states: tuple[State, State]) -> Side:
    first, second = states
    changes = [wijk.difference for wijk in wijken]
    return Side(
        title=f"{second.name}: wat verandert er?",
        classes=tuple(change_of(change) for change in changes),
        numbers=tuple(signed(change) if change else "" for change in changes),
        facts=tuple((*_room(wijk, wijk.after), *_difference(wijk, first)) for wijk in wijken),
    )


def _worth(wijken: Sequence[WijkLoad], state: State) -> Side:
    return Side(
        title=f"{state.name}: wat levert één plek meer op?",
        classes=tuple(_class_of(wijk) for wijk in wijken),
        numbers=tuple(signed(wijk.value.people) if wijk.value and wijk.value.people else "" for wijk in wijken),
        facts=tuple((*_room(wijk, wijk.after), *_one_more(wijk)) for wijk in wijken),
    )


def _class_of(wijk: WijkLoad) -> str:
    value = wijk.value
    return goal_class(value.goal) if value is not None and value.known else NOT_CALCULATED


def _one_more(wijk: WijkLoad) -> list[str]:
    if wijk.after is None:
        return []
    return [f"Eén plek meer: {wijk.value.text if wijk.value else 'niet nagerekend'}"]


def _fullness_legend(title: str, sides: Sequence[Side], states: Sequence[State]) -> Legend:
    """With how many wijken each side has of each class; the side is named where there are two."""
    counts = [Counter(side.classes) for side in sides]
    entries = tuple(
        Entry(name=name, words=FULLNESS[name][0], number=_numbers(name, counts, states))
        for name in Fullness
        if any(found[name] for found in counts)
    )
    note = f"Het getal in een wijk is wat er vrij is. Bij {MINUS}2 is er 2 meer bezet dan de grens."
    return Legend(title=title, entries=entries, note=note)


def _numbers(name: str, counts: Sequence[Counter[str]], states: Sequence[State]) -> str:
    if len(counts) == 1:
        return _wijken(counts[0][name])
    return ", ".join(f"{state.short}: {found[name]}" for state, found in zip(states, counts, strict=True))


def _change_legend(side: Side) -> Legend:
    found = Counter(side.classes)
    entries = (Entry(name=name, words=words, number=_wijken(found[name])) for name, (words, _) in CHANGES.items())
    note = "Het getal in een wijk is hoeveel punten er meer (+) of minder bezet zijn dan op de andere kaart."
    return Legend(title=side.title, entries=tuple(each for each in entries if found[each.name]), note=note)


def _worth_legend(side: Side, goals: Sequence[Goal]) -> Legend:
    found = Counter(side.classes)
    words = {
        **{goal_class(goal): f"Beter: {GOAL_TEXTS[goal].short.lower()}" for goal in goals},
        NO_GOAL: "Niets",
        NOT_CALCULATED: "Niet nagerekend, of geen grens",
    }
    entries = (Entry(name=name, words=text, number=_wijken(found[name])) for name, text in words.items())
    note = (
        "De berekening is opnieuw gedaan met één punt ruimte meer in die wijk. De kleur zegt welk doel dan als eerste "
        "beter wordt; wijs de wijk aan of kijk in de tabel voor alles. Het getal is hoeveel mensen er meer (+) of minder "
        "een woning krijgen. Witte wijken zijn niet nagerekend: meestal is daar nog ruimte, of er is geen woning die past."
    )
    return Legend(title=side.title, entries=tuple(each for each in entries if found[each.name]), note=note)


def _wijken(number: int) -> str:
    return f"{number} {'wijk' if number == 1 else 'wijken'}"
