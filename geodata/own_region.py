"""The region beside which a round is read: the one that comes along with the product, or one of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.policy_file import read_draagkracht
from geodata.locating.geography import NOWHERE, Geography
from geodata.locating.tables import NOTHING_PLACED, Placing, located
from geodata.reading import Reading
from geodata.region import bundled, bundled_draagkracht, national_amounts, read_rules
from geodata.register import Register, register_of
from geodata.rules import Rules, rules_of
from geodata.toml_file import DRAAGKRACHT_FILE, POLICY_FILE, read_toml
from geodata.workbooks import NamedFile, read_supplied
from optimizer.errors import Fault, InvalidInput

# Without one of these no dwelling has a place.
NEEDED = ("gemeenten", "wijken", "buurten")
# What the policy file of the bundled region holds besides policy and period.
WITH_THE_POLICY = ("afbouw", "afstandsbanden")
EXAMPLE = "het voorbeeldbeleid van Drenthe"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Region:
    """A region: what it is called, its tables and rules, and how it proposes caps.

    `reading` and `placing` when it is one's own.
    """

    name: str
    register: Register
    rules: Rules
    draagkracht: DraagkrachtPolicy | None = None
    reading: Reading | None = None
    placing: Placing = NOTHING_PLACED


def bundled_region() -> Region:
    """The region that comes along; its rules are an example."""
    return Region(
        name="de meegeleverde regio", register=bundled(), rules=example_rules(), draagkracht=bundled_draagkracht()
    )


def example_rules() -> Rules:
    """The rules that hold when nobody gave any."""
    return replace(read_rules(), file=EXAMPLE, example=True)


def own_region(folder: Path, geography: Geography = NOWHERE) -> Region:
    """The region in a folder of tables, with its `beleid.toml`; without that file the example rules.

    Its facilities are located in the geography. With the rules come what counts with them: how load fades and what is
    near. Only its own `draagkracht.toml` counts: what parties agreed on caps is not borrowed. Raises InvalidInput with
    every fault.
    """
    if not folder.is_dir():
        raise InvalidInput([Fault(("--regio",), f"{folder}, dat geen map is", "een map met de tabellen van een regio")])
    name = folder.resolve().name  # "." has none
    # A needed table that misses is told once, not once more for every row that refers to it.
    others = {name: frame for name, frame in register_of({}).frames().items() if name not in NEEDED}
    reading, placing = located(read_supplied(folder, others), others, geography)
    policy = policy_at(folder)
    rules, faults = rules_in(policy)
    draagkracht, more = draagkracht_at(folder)
    found = dict.fromkeys((*_missing(reading), *faults, *more, *reading.faults))
    if found:
        raise InvalidInput(replace(fault, path=(f"{name}/{fault.path[0]}", *fault.path[1:])) for fault in found)
    frames = dict(reading.frames)
    if policy is None:
        drenthe = bundled().frames()
        frames |= {name: drenthe[name] for name in WITH_THE_POLICY if name not in frames}
    register = register_of(frames)
    return Region(
        name=f"de regio in {name}",
        register=register,
        rules=rules,
        draagkracht=draagkracht,
        reading=reading,
        placing=placing,
    )


def policy_at(path: Path) -> NamedFile | None:
    """The policy file in a folder of tables. Raises InvalidInput when it can't be opened."""
    file = path / POLICY_FILE
    return policy_file(file) if path.is_dir() and file.exists() else None


def policy_file(path: Path) -> NamedFile:
    """A policy file, not read yet. Raises InvalidInput when it can't be opened."""
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise InvalidInput([Fault((path.name,), "een bestand dat niet te openen is", "een TOML-bestand")]) from error


def draagkracht_at(path: Path) -> tuple[DraagkrachtPolicy | None, tuple[Fault, ...]]:
    """How caps are proposed, of the file in a folder of tables, or None, with what is wrong in it."""
    file = path / DRAAGKRACHT_FILE
    if not path.is_dir() or not file.exists():
        return None, ()
    try:
        return read_draagkracht(policy_file(file)[1]), ()
    except InvalidInput as error:
        return None, error.faults


def rules_in(policy: NamedFile | None) -> tuple[Rules, tuple[Fault, ...]]:
    """The rules of a policy file, or the example with what is wrong in the file."""
    if policy is None:
        return example_rules(), ()
    name, content = policy
    try:
        return rules_of(name, read_toml(name, content), national_amounts()), ()
    except InvalidInput as error:
        return example_rules(), error.faults


def _missing(reading: Reading) -> Iterator[Fault]:
    for table in NEEDED:
        if table not in reading.frames or not len(reading.frames[table]):
            yield Fault((table,), "geen rijen", f"een tabel {table}, zoals {table}.csv")
