"""From rows of the Register to values of the domain: one function per table, no arithmetic.

Which column fills which field stands in the tables (`Column.fills`); what is missing keeps the default.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from geodata.columns import Column
from geodata.register import Register, Row, Rows
from geodata.tables import TABLES
from geodata.tables_round import Wens
from optimizer.agreements import (
    Ban,
    Consent,
    Convenant,
    Decision,
    Limit,
    Link,
    Pin,
    Previous,
    Quota,
    RentException,
    SupportCapacity,
)
from optimizer.people import (
    Ages,
    Anchor,
    AreaWish,
    Child,
    Deadline,
    Designation,
    Home,
    Household,
    IncomeBand,
    Support,
    Uitstromer,
)
from optimizer.policy import AreaLevel
from optimizer.supply import Area, Dwelling, Label, Municipality, Organisation

Values = dict[str, Any]


def values_of(table: str, row: Row) -> Values:
    """The values of a row by field name; dotted fields become a dictionary of their own, enums their member."""
    values: Values = {}
    for column, parents, last in _filling(table):
        value = row[column.name]
        if value is None or value == ():
            continue
        if column.enum is not None:
            value = tuple(map(column.enum, value)) if column.many else column.enum(value)
        place = values
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = frozenset(value) if column.many else value
    return values


@cache
def _filling(table: str) -> tuple[tuple[Column, list[str], str], ...]:
    """The columns that fill a field, each with the fields around that one and its name."""
    paths = ((column, column.fills.split(".")[1:]) for column in TABLES[table].columns if column.fills)
    return tuple((column, parents, last) for column, (*parents, last) in paths)


def rows_in(register: Register, table: str) -> Rows:
    """The rows of one table of the register as plain values."""
    return register.rows[table]


def municipalities_of(register: Register) -> tuple[Municipality, ...]:
    """The municipalities."""
    return tuple(Municipality(**values_of("gemeenten", row)) for row in rows_in(register, "gemeenten"))


def organisations_of(register: Register, table: str) -> tuple[Organisation, ...]:
    """The corporations or the providers."""
    return tuple(Organisation(**values_of(table, row)) for row in rows_in(register, table))


def areas_of(register: Register) -> tuple[Area, ...]:
    """Wijken, buurten, the other areas, and every complex and portiek that a dwelling names."""
    wijken = [Area(level=AreaLevel.WIJK, **values_of("wijken", row)) for row in rows_in(register, "wijken")]
    home = {area.id: area.municipality for area in wijken}
    buurten = [
        Area(level=AreaLevel.BUURT, municipality=home[row["wijk"]], **values_of("buurten", row))
        for row in rows_in(register, "buurten")
    ]
    others = {row["code"]: Area(**values_of("gebieden", row)) for row in rows_in(register, "gebieden")}
    for row in rows_in(register, "woningen"):
        for level in (AreaLevel.COMPLEX, AreaLevel.PORTIEK):
            code = row[level.value]
            if code is not None and code not in others:
                others[code] = Area(id=code, name=code, level=level, municipality=home[row["wijk"]])
    return (*wijken, *buurten, *others.values())


def dwellings_of(register: Register) -> tuple[Dwelling, ...]:
    """The dwellings; the municipality follows from the wijk."""
    home = {row["code"]: row["gemeente"] for row in rows_in(register, "wijken")}
    around = local_areas_around(register)
    return tuple(
        _dwelling(row, home[row["wijk"]], around[row["wijk"]] | around[row["buurt"]])
        for row in rows_in(register, "woningen")
    )


def local_areas_around(register: Register) -> defaultdict[str, frozenset[str]]:
    """Per wijk or buurt the other areas that hold all of it."""
    around: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for row in rows_in(register, "gebieden"):
        for part in row["omvat"]:
            around[part] |= {row["code"]}
    return around


def _dwelling(row: Row, municipality: str, around: frozenset[str]) -> Dwelling:
    values = values_of("woningen", row)
    values["local_areas"] = around.union(row["lokale_gebieden"])
    if "label" in values:
        values["label"] = Label(**values["label"])
    return Dwelling(municipality=municipality, **values)


def people_of(register: Register, anchors: Mapping[str, tuple[Anchor, ...]]) -> tuple[Uitstromer, ...]:
    """The registrations, with their wishes; `anchors` by pseudonym."""
    wishes: dict[tuple[str, str], list[AreaWish]] = defaultdict(list)
    for row in rows_in(register, "gebiedswensen"):
        wishes[row["uitstromer"], row["wens"]].append(AreaWish(**values_of("gebiedswensen", row)))
    return tuple(
        _person(
            row,
            excluded=tuple(wishes[row["code"], Wens.UITGESLOTEN]),
            preferred=tuple(wishes[row["code"], Wens.VOORKEUR]),
            anchors=anchors.get(row["code"], ()),
        )
        for row in rows_in(register, "uitstromers")
    )


def _person(row: Row, **more: Any) -> Uitstromer:  # noqa: ANN401 - fields of any kind
    values = values_of("uitstromers", row)
    children = [Child(age=age) for age in row["kinderen"]]
    children += [Child(age=age, coparented=True) for age in row["kinderen_coouder"]]
    values["household"] = Household(children=tuple(children), **values.get("household", {}))
    values["ages"] = Ages(**values["ages"])
    values["income"] = IncomeBand(**values["income"])
    values["support"] = Support(**{"provider": None, **values["support"]})
    for name, kind in (("deadline", Deadline), ("designated", Designation)):
        if name in values:
            values[name] = kind(**values[name])
    # Nobody is at home in no area: a `verblijf_telt` without areas says nothing.
    home = values.pop("home", {})
    values["home"] = Home(**home) if "areas" in home else None
    return Uitstromer(**values, **more)


def limits_of(rows: Iterable[Row], used: Mapping[str, int]) -> tuple[Limit, ...]:
    """The limits of these rows of `grenswaarden`; `used` by code of the limit."""
    return tuple(Limit(**{"used": used[row["code"]], **_decided(values_of("grenswaarden", row))}) for row in rows)


def quotas_of(register: Register) -> tuple[Quota, ...]:
    """The prestatieafspraken."""
    return tuple(Quota(**_decided(values_of("afspraken", row))) for row in rows_in(register, "afspraken"))


def _decided(values: Values) -> Values:
    """The values with their decision and consent as values of the domain."""
    if "decision" in values:
        values["decision"] = Decision(**values["decision"])
    if "consent" in values:
        consent = values["consent"]
        values["consent"] = Consent(**{**consent, "decision": Decision(**consent["decision"])})
    return values


def capacities_of(register: Register) -> tuple[SupportCapacity, ...]:
    """The hours of support per provider and area."""
    return tuple(SupportCapacity(**values_of("begeleiding", row)) for row in rows_in(register, "begeleiding"))


def convenanten_of(register: Register) -> tuple[Convenant, ...]:
    """The convenanten; an empty list of parties or doelgroepen covers nobody."""
    nobody: Values = dict.fromkeys(("municipalities", "corporations", "doelgroepen"), frozenset())
    return tuple(Convenant(**{**nobody, **values_of("convenanten", row)}) for row in rows_in(register, "convenanten"))


def links_of(register: Register) -> tuple[Link, ...]:
    """The registrations that move together."""
    return tuple(Link(**values_of("koppelingen", row)) for row in rows_in(register, "koppelingen"))


def bans_of(register: Register) -> tuple[Ban, ...]:
    """What people may not get."""
    return tuple(Ban(**values_of("weigeringen", row)) for row in rows_in(register, "weigeringen"))


def rent_exceptions_of(register: Register) -> tuple[RentException, ...]:
    """The exceptions to the rent ceiling."""
    return tuple(
        RentException(**_decided(values_of("huurafwijkingen", row))) for row in rows_in(register, "huurafwijkingen")
    )


def pins_of(register: Register) -> tuple[Pin, ...]:
    """The placements that are fixed."""
    return tuple(Pin(**values_of("vastgezet", row)) for row in rows_in(register, "vastgezet"))


def previous_of(register: Register) -> tuple[Previous, ...]:
    """The placements of the proposal before this one."""
    return tuple(Previous(**values_of("vorige", row)) for row in rows_in(register, "vorige"))
