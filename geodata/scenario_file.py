"""Scenarios and criteria as they stand in a TOML file, and a plain policy file as a scenario; every fault at once.

[[scenarios]]
naam = "Ruimer waar het kan"
beleid = "ander-beleid.toml"            # of een blok [scenarios.beleid] met alleen wat anders is
[[scenarios.grenzen]]
kleur = "groen"                         # of gebied = "WK010600"; zonder: alle grenzen
procent = 10                            # of erbij = 1
[[scenarios.afspraken]]
afspraak = "Q-01"
minimum = 3

[[eisen]]
cijfer = "geplaatst"
minstens = 0
ten_opzichte_van = "zoals het nu gaat"  # zonder: een vast getal
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from geodata.policy_file import SECTIONS, amounts_of, policy_of
from optimizer.compare.scenarios import CapChange, Criterion, KeyFigure, QuotaChange, Scenario, Than
from optimizer.draagkracht import Colour
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy

Path = tuple[str | int, ...]
ReadPolicy = Callable[[str], Policy]
SCENARIOS, CRITERIA = "scenarios", "eisen"
PARTS = {"naam": str, "beleid": object, "grenzen": list, "afspraken": list}
CAP = {"gebied": str, "kleur": str, "procent": int, "erbij": int}
QUOTA = {"afspraak": str, "minimum": int, "maximum": int}
CRITERION = {"cijfer": str, "minstens": int, "hoogstens": int, "ten_opzichte_van": str}
WANTED = {str: "een tekst", int: "een geheel getal", list: "een lijst van blokken"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """What a file asks for."""

    scenarios: tuple[Scenario, ...]
    criteria: tuple[Criterion, ...]


@dataclass
class _Found:
    """Faults as they are found; a part with one is left out."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def add(self, path: Path, found: str, expected: str) -> None:
        self.faults.append(Fault((self.file, *path), found, expected))

    def blocks(self, path: Path, value: object) -> list[tuple[Path, dict[str, Any]]]:
        """The blocks of a list, each with its path, counted from 1."""
        if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
            self.add(path, "iets anders", f"een lijst van blokken, elk met [[{path[-1]}]] erboven")
            return []
        return [((*path[:-1], f"{path[-1]} {number}"), block) for number, block in enumerate(value, 1)]

    def known(self, path: Path, block: Mapping[str, Any], keys: Mapping[str, type]) -> None:
        """Only keys that are known, with values of their type."""
        for key, value in block.items():
            if key not in keys:
                self.add((*path, key), "een onderdeel dat niet bekend is", "een van: " + ", ".join(keys))
            elif not isinstance(value, keys[key]) or isinstance(value, bool):
                self.add((*path, key), f"'{value}'", WANTED.get(keys[key], "een andere waarde"))

    def choice(self, path: Path, value: object, choices: type[StrEnum]) -> None:
        """One of a list; values of another type are faults already."""
        if isinstance(value, str) and value not in tuple(choices):
            self.add(path, f"'{value}'", "een van: " + ", ".join(choices))


def plans_of(file: str, values: Mapping[str, Any], base: Policy, read_policy: ReadPolicy) -> Plans:
    """The scenarios and criteria of a file; a file with `[beleid]` alone is one scenario.

    `base` is the policy of the round, over which a block `[scenarios.beleid]` comes; `read_policy` reads the policy
    in another file. Raises InvalidInput with every fault, each with file and key.
    """
    if SCENARIOS not in values and CRITERIA not in values:
        policy = policy_in(file, values, base)
        return Plans(scenarios=(Scenario(name=policy.name, policy=policy),), criteria=())
    found = _Found(file)
    for part in values:
        if part not in (SCENARIOS, CRITERIA):
            found.add((part,), "een onderdeel dat niet bekend is", f"{SCENARIOS} en {CRITERIA}")
    blocks = found.blocks((SCENARIOS,), values.get(SCENARIOS, []))
    scenarios = [_scenario(found, path, block, base, read_policy) for path, block in blocks]
    rules = [_criterion(found, *each) for each in found.blocks((CRITERIA,), values.get(CRITERIA, []))]
    if found.faults:
        raise InvalidInput(found.faults)
    return Plans(scenarios=tuple(scenarios), criteria=tuple(rules))


def policy_in(file: str, values: Mapping[str, Any], base: Policy) -> Policy:
    """The policy of a policy file, with the round's amounts for years that it has none for. Raises InvalidInput."""
    section = values.get("beleid")
    if not isinstance(section, dict):
        wanted = f"een blok [beleid], of blokken [[{SCENARIOS}]] of [[{CRITERIA}]]"
        raise InvalidInput([Fault((file, "beleid"), "niets" if section is None else f"'{section}'", wanted)])
    try:
        own = amounts_of(values)
        years = {amounts.year for amounts in own}
        return policy_of(section, (*own, *(each for each in base.amounts if each.year not in years)))
    except InvalidInput as error:
        raise InvalidInput(replace(fault, path=(file, *fault.path)) for fault in error.faults) from None


def over(base: Policy, values: Mapping[str, Any]) -> Policy:
    """A policy with some of its values changed. Raises InvalidInput with every fault."""
    changed = policy_of({"name": base.name, **values}, base.amounts)
    sections = {
        name: replace(getattr(base, name), **{key: getattr(getattr(changed, name), key) for key in values[name]})
        for name in values
        if name in SECTIONS
    }
    plain = {name: getattr(changed, name) for name in values if name not in SECTIONS}
    return replace(base, **plain, **sections)


def _scenario(found: _Found, path: Path, block: Mapping[str, Any], base: Policy, read_policy: ReadPolicy) -> Scenario:
    found.known(path, block, PARTS)
    if "naam" not in block:
        found.add((*path, "naam"), "niets", "een tekst")
    caps = [_cap(found, *each) for each in found.blocks((*path, "grenzen"), block.get("grenzen", []))]
    quotas = [_quota(found, *each) for each in found.blocks((*path, "afspraken"), block.get("afspraken", []))]
    return Scenario(
        name=str(block.get("naam", "")),
        policy=_policy(found, path, block.get("beleid"), base, read_policy),
        caps=tuple(each for each in caps if each is not None),
        quotas=tuple(each for each in quotas if each is not None),
    )


def _policy(found: _Found, path: Path, given: object, base: Policy, read_policy: ReadPolicy) -> Policy | None:
    """Of another file, or the round's with what a block changes; None where nothing is said."""
    try:
        if isinstance(given, str):
            return read_policy(given)
        if isinstance(given, dict):
            return over(base, given)
    except InvalidInput as error:
        start = (found.file, *path) if isinstance(given, dict) else ()
        found.faults += [replace(fault, path=(*start, *fault.path)) for fault in error.faults]
        return None
    if given is not None:
        found.add((*path, "beleid"), f"'{given}'", "de naam van een bestand, of een blok met wat anders is")
    return None


def _cap(found: _Found, path: Path, block: Mapping[str, Any]) -> CapChange | None:
    before = len(found.faults)
    found.known(path, block, CAP)
    found.choice((*path, "kleur"), block.get("kleur"), Colour)
    if not {"procent", "erbij"} & block.keys():
        found.add(path, "geen verandering", "procent of erbij, met een geheel getal")
    if len(found.faults) > before:
        return None
    return CapChange(
        area=block.get("gebied"),
        colour=Colour(block["kleur"]) if "kleur" in block else None,
        percent=block.get("procent", 0),
        by=block.get("erbij", 0),
    )


def _quota(found: _Found, path: Path, block: Mapping[str, Any]) -> QuotaChange | None:
    before = len(found.faults)
    found.known(path, block, QUOTA)
    if "afspraak" not in block:
        found.add((*path, "afspraak"), "niets", "een tekst")
    if not {"minimum", "maximum"} & block.keys():
        found.add(path, "geen verandering", "minimum of maximum, met een geheel getal")
    if len(found.faults) > before:
        return None
    return QuotaChange(quota=block["afspraak"], minimum=block.get("minimum"), maximum=block.get("maximum"))


def _criterion(found: _Found, path: Path, block: Mapping[str, Any]) -> Criterion:
    before = len(found.faults)
    found.known(path, block, CRITERION)
    if "cijfer" not in block:
        found.add((*path, "cijfer"), "niets", "een van: " + ", ".join(KeyFigure))
    found.choice((*path, "cijfer"), block.get("cijfer"), KeyFigure)
    found.choice((*path, "ten_opzichte_van"), block.get("ten_opzichte_van"), Than)
    if not {"minstens", "hoogstens"} & block.keys():
        found.add(path, "geen grens", "minstens of hoogstens, met een geheel getal")
    if len(found.faults) > before:
        return Criterion(figure=KeyFigure.PLACED)
    return Criterion(
        figure=KeyFigure(block["cijfer"]),
        at_least=block.get("minstens"),
        at_most=block.get("hoogstens"),
        than=Than(block["ten_opzichte_van"]) if "ten_opzichte_van" in block else None,
    )


def names_taken_twice(scenarios: Iterator[Scenario]) -> Iterator[Fault]:
    """Two scenarios of one name can't be told apart."""
    seen: set[str] = set()
    for scenario in scenarios:
        if scenario.name in seen:
            yield Fault((scenario.name,), "een naam die al eerder voorkomt", "voor elk scenario een eigen naam")
        seen.add(scenario.name)
