"""The policy as it stands in `beleid.toml`, and the national amounts per year; every fault at once.

Keys are the names of the fields in `optimizer.policy`; what is left out keeps the default of that module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any

from optimizer.errors import Fault, InvalidInput
from optimizer.policy import (
    AreaLevel,
    Begeleiding,
    CareWeights,
    ContractForm,
    FitPoints,
    Goal,
    HouseholdRules,
    PlacementPoints,
    Policy,
    RentAmounts,
    WaitingStep,
)

Path = tuple[str | int, ...]
SECTIONS: dict[str, type[Any]] = {
    "care_weights": CareWeights,
    "placement_points": PlacementPoints,
    "fit_points": FitPoints,
    "household": HouseholdRules,
}
CHOICES: dict[str, type[StrEnum]] = {
    "goals": Goal,
    "nuisance_binds": Begeleiding,
    "moves_for": Goal,
    "contract_order": ContractForm,
    "spread_level": AreaLevel,
}
UNORDERED = frozenset({"nuisance_binds", "moves_for"})
ONE_CHOICE = ("spread_level",)


def policy_of(values: Mapping[str, Any], amounts: tuple[RentAmounts, ...]) -> Policy:
    """The policy of a `[beleid]` section. Raises InvalidInput with every fault."""
    faults = list(_policy_faults(values))
    if faults:
        raise InvalidInput(faults)
    known: dict[str, Any] = dict(values)
    for name, kind in SECTIONS.items():
        if name in known:
            known[name] = _section(kind, known[name])
    for name, choices in CHOICES.items():
        if name in known:
            known[name] = _chosen(choices, known[name])
    for name in UNORDERED & known.keys():
        known[name] = frozenset(known[name])
    return Policy(amounts=amounts, **known)


def amounts_of(values: Mapping[str, Any]) -> tuple[RentAmounts, ...]:
    """The amounts of every `[[jaren]]` block; a `note` joins the source. Raises InvalidInput with every fault."""
    faults: list[Fault] = []
    years: list[RentAmounts] = []
    blocks = values.get("jaren", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise InvalidInput([Fault(("jaren",), "iets anders", "een lijst van blokken, elk met [[jaren]] erboven")])
    for index, block in enumerate(blocks):
        row = {name: value for name, value in block.items() if name != "note"}
        found = list(_record_faults(("jaren", index), RentAmounts, row))
        faults += found
        if not found:
            note = f"; {block['note']}" if "note" in block else ""
            years.append(RentAmounts(**{**row, "source": row["source"] + note}))
    if faults:
        raise InvalidInput(faults)
    return tuple(years)


def _section(kind: type[Any], values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any section of the policy
    if kind is not PlacementPoints or "waiting" not in values:
        return kind(**values)
    return PlacementPoints(**{**values, "waiting": tuple(WaitingStep(**step) for step in values["waiting"])})


def _chosen(choices: type[StrEnum], value: str | list[str]) -> StrEnum | tuple[StrEnum, ...]:
    return choices(value) if isinstance(value, str) else tuple(choices(item) for item in value)


def _policy_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    plain = {name: value for name, value in values.items() if name not in SECTIONS and name not in CHOICES}
    yield from _record_faults(("beleid",), Policy, plain, besides=("amounts", *SECTIONS, *CHOICES))
    for name, kind in SECTIONS.items():
        yield from _section_faults(("beleid", name), kind, values.get(name, {}))
    for name, choices in CHOICES.items():
        if name in values:
            yield from _choice_faults(("beleid", name), choices, values[name])


def _section_faults(path: Path, kind: type[Any], section: Any) -> Iterator[Fault]:  # noqa: ANN401 - a file holds anything
    if not isinstance(section, dict):
        yield Fault(path, f"'{section}'", "een blok met waarden")
        return
    steps = section.get("waiting", []) if kind is PlacementPoints else []
    part = {key: value for key, value in section.items() if kind is not PlacementPoints or key != "waiting"}
    yield from _record_faults(path, kind, part, besides=("waiting",))
    if not isinstance(steps, list):
        yield Fault((*path, "waiting"), f"'{steps}'", "een lijst van stappen")
        return
    for index, step in enumerate(steps):
        where = (*path, "waiting", index)
        if isinstance(step, dict):
            yield from _record_faults(where, WaitingStep, step)
        else:
            yield Fault(where, f"'{step}'", "een stap met days en points")


def _choice_faults(path: Path, choices: type[StrEnum], given: Any) -> Iterator[Fault]:  # noqa: ANN401 - a file holds anything
    alone = path[-1] in ONE_CHOICE
    if isinstance(given, str) != alone or not isinstance(given, str | list):
        yield Fault(
            path, f"'{given}'", f"{'één waarde' if alone else 'een lijst'}, met keuze uit: {', '.join(choices)}"
        )
        return
    for item in (given,) if isinstance(given, str) else given:
        if item not in tuple(choices):
            yield Fault(path, f"'{item}'", "een van: " + ", ".join(choices))


def _record_faults(
    path: Path, kind: type[Any], values: Mapping[str, Any], besides: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """Unknown keys, required ones that are absent, and values of another type than the field's."""
    known = {item.name: item for item in fields(kind) if item.name not in besides}
    for name, value in values.items():
        if name not in known:
            yield Fault((*path, name), "een onderdeel dat niet bekend is", "een van: " + ", ".join(known))
        elif type(value).__name__ not in str(known[name].type).split(" | "):
            yield Fault((*path, name), f"'{value}'", TYPES.get(str(known[name].type), "iets anders"))
    for name, item in known.items():
        if name not in values and item.default is MISSING and item.default_factory is MISSING:
            yield Fault((*path, name), "niets", TYPES.get(str(item.type), "een waarde"))


TYPES = {"int": "een geheel getal", "int | None": "een geheel getal", "str": "een tekst", "bool": "true of false"}
