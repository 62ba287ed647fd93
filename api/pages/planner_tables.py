"""What planners may read as numbers, as tables: rows that are told together stand together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.headline import Tile
from api.pages.tables import Cell, Column, Facet, Row, Table, Tag
from api.pages.words import LIMIT_KINDS, capital, count, listed, number
from api.usecases.proposals import Figures
from optimizer.counts import HIDDEN
from optimizer.planner_figures import UNKNOWN
from optimizer.room import Room

EVERYWHERE, NO_ORIGIN = "Hele regio", "Onbekende herkomst"
TONES = {Room.VOL: "attention", Room.RUIM: "good"}
PROVISIONAL = "voorstel, nog niet vastgesteld"


@dataclass(frozen=True, slots=True)
class Part:
    """Tables that belong together, and how their file is called."""

    id: str
    title: str
    tables: tuple[Table, ...]


def tiles(figures: Mapping[str, Any]) -> tuple[Tile, ...]:
    """What there is to see at once."""
    placed, waiting_ = _everybody(figures["placed_by_care"]), _everybody(figures["waiting_by_care"])
    full = sum(wijk["room"] == Room.VOL for wijk in figures["wijken"])
    limited = sum(wijk["cap"] is not None for wijk in figures["wijken"])
    return (
        Tile(title="Geplaatst", value=_told(placed), unit=_people(placed)),
        Tile(title="Nog geen woning", value=_told(waiting_), unit=_people(waiting_)),
        Tile(title="Vol", value=number(full), unit=f"van {count(limited, 'wijk', 'wijken')} met een grens"),
    )


def flows(found: Figures) -> tuple[Table, ...]:
    """Who was placed where, and who went elsewhere; with the totals where those are told of fewer together."""
    told = found.figures["flows"]
    main = _published("Geplaatste mensen per gemeente", told, found.names)
    if len(told["sums"]) <= len(told["groups"]):
        return (main,)
    rows = tuple(Row(cells=(_names(each, told, found.names), _cell(each["total"]))) for each in told["sums"])
    columns = (Column(id="gemeente", title="Gemeente"), Column(id="samen", title="Geplaatst", number=True))
    return (main, Table(caption="Geplaatst per gemeente", columns=columns, rows=rows))


def waiting(found: Figures) -> tuple[Table, ...]:
    """Who has no home, by origin."""
    return (_published("Mensen zonder woning, naar herkomst", found.figures["waiting"], found.names, "Herkomst"),)


def care(found: Figures) -> tuple[Table, ...]:
    """The same people, by how heavy their support is."""
    return tuple(
        _published(caption, found.figures[name], {}, "Begeleiding")
        for caption, name in (
            ("Geplaatste mensen naar begeleiding", "placed_by_care"),
            ("Mensen zonder woning naar begeleiding", "waiting_by_care"),
        )
    )


def quotas(found: Figures) -> tuple[Table, ...]:
    """What was agreed."""
    columns = (
        Column(id="afspraak", title="Afspraak"),
        Column(id="minimum", title="Minstens", number=True),
        Column(id="maximum", title="Hoogstens", number=True),
        Column(id="voorstel", title="In dit voorstel", number=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=each["name"]),
                _cell(each["minimum"]),
                Cell(text="geen", key=(0, "")) if each["maximum"] is None else _cell(each["maximum"]),
                _cell(each["planned"]),
            )
        )
        for each in found.figures["quotas"]
    )
    return (Table(caption="Afspraken", columns=columns, rows=rows, nothing="Er zijn geen afspraken."),)


def rooms(found: Figures) -> tuple[Table, ...]:
    """How much room each wijk has left."""
    names = {wijk["code"]: wijk["name"] for wijk in found.figures["wijken"]}
    columns = (
        Column(id="wijk", title="Wijk"),
        Column(id="gemeente", title="Gemeente"),
        Column(id="grens", title="Grens in punten", number=True),
        Column(id="ruimte", title="Ruimte"),
    )
    rows = tuple(_room(wijk, names, found.names) for wijk in found.figures["wijken"])
    return (
        Table(
            caption="Ruimte per wijk",
            columns=columns,
            rows=rows,
            facets=(Facet(id="gemeente", title="Gemeente"), Facet(id="klasse", title="Ruimte")),
            nouns=("wijk", "wijken"),
            nothing="Er zijn geen wijken.",
            anchor="wijken",
        ),
    )


def own_limits(found: Figures) -> tuple[Table, ...]:
    """Exact loads, for who decides the limits; nothing for anybody else."""
    columns = (
        Column(id="gebied", title="Gebied"),
        Column(id="soort", title="Telt"),
        Column(id="grens", title="Grens", number=True),
        Column(id="aanwezig", title="Aanwezig", number=True),
        Column(id="lopend", title="Lopend", number=True),
        Column(id="voorstel", title="Voorstel", number=True),
        Column(id="over", title="Over", number=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=found.names.get(each.area, each.area), notes=(PROVISIONAL,) if each.provisional else ()),
                Cell(text=LIMIT_KINDS[each.kind]),
                *map(_cell, (each.cap, each.used, each.claimed, each.planned)),
                _cell(each.cap - each.used - each.claimed - each.planned),
            )
        )
        for each in found.limits
    )
    return (Table(caption="Grenzen in punten", columns=columns, rows=rows),) if rows else ()


def _published(caption: str, told: Mapping[str, Any], names: Mapping[str, str], first: str = "Gemeente") -> Table:
    """A row for each group of rows that are told together."""
    titles = [*told["columns"], *told["apart"]]
    columns = (
        Column(id="naam", title=first),
        *(Column(id=title, title=capital(title), number=True) for title in titles),
    )
    rows = tuple(Row(cells=(_names(group, told, names), *map(_cell, group["counts"]))) for group in told["groups"])
    return Table(caption=caption, columns=columns, rows=rows, nothing="Deze aantallen zijn te klein om te tonen.")


def _names(group: Mapping[str, Any], told: Mapping[str, Any], names: Mapping[str, str]) -> Cell:
    """The first, and with which it is told together; all of them are the region."""
    known = [NO_ORIGIN if row == UNKNOWN else names.get(row, capital(row)) for row in group["rows"]]
    if len(known) > 1 and len(known) >= len(_with_total(told)):
        return Cell(text=EVERYWHERE)
    first, *others = known
    return Cell(text=first, notes=(f"samen met {listed(_inside(others))}",) if others else ())


def _with_total(told: Mapping[str, Any]) -> list[str]:
    absent = {row for row, _ in told["absent"]}
    return [row for row in told["rows"] if row not in absent]


def _inside(names: Sequence[str]) -> Iterator[str]:
    return (name[:1].lower() + name[1:] if name in (NO_ORIGIN, "Midden", "Zwaar") else name for name in names)


def _room(wijk: Mapping[str, Any], names: Mapping[str, str], places: Mapping[str, str]) -> Row:
    municipality = places.get(wijk["municipality"], wijk["municipality"])
    together = (f"samen met {listed(names[code] for code in wijk['together'])}",) if wijk["together"] else ()
    cap = Cell(text="geen", key=(-1, "")) if wijk["cap"] is None else _cell(wijk["cap"])
    room = Cell(
        text="", key=(0, wijk["room"]), tags=(Tag(wijk["room"], TONES.get(wijk["room"], "plain")),), notes=together
    )
    notes = (PROVISIONAL,) if wijk["provisional"] else ()
    return Row(
        cells=(Cell(text=wijk["name"], notes=notes), Cell(text=municipality), cap, room),
        facets=(municipality, wijk["room"]),
    )


def _cell(value: int | str | None) -> Cell:
    if value is None:
        return Cell(text="–", key=(-1, ""))
    return Cell(text=number(value), key=(value, "")) if isinstance(value, int) else Cell(text=str(HIDDEN), key=(-1, ""))


def _everybody(told: Mapping[str, Any]) -> int | None:
    return sum(each["total"] for each in told["sums"]) if told["sums"] else None


def _told(value: int | None) -> str:
    return "?" if value is None else number(value)


def _people(value: int | None) -> str:
    return str(HIDDEN) if value is None else "mens" if value == 1 else "mensen"
