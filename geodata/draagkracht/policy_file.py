"""The policy as it stands in `draagkracht.toml`; every fault at once, with the file and the key.

Keys are the names of the fields in `policy`; what is left out keeps the default of that module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.sound_policy import faults_of_policy
from geodata.toml_file import DRAAGKRACHT_FILE, read_toml
from optimizer.errors import Fault, InvalidInput

Path = tuple[str | int, ...]
# What the reader fills in.
OURS = ("file",)
PHRASES: dict[type, str] = {
    int: "een geheel getal", Decimal: "een getal", str: "een tekst", bool: "true of false", tuple: "een lijst van blokken",
}  # fmt: skip


def read_draagkracht(content: bytes, file: str = DRAAGKRACHT_FILE) -> DraagkrachtPolicy:
    """The policy in a file. Raises InvalidInput with every fault."""
    return draagkracht_of(read_toml(file, content), file)


def draagkracht_of(values: Mapping[str, Any], file: str = DRAAGKRACHT_FILE) -> DraagkrachtPolicy:
    """The policy of these values. Raises InvalidInput with every fault."""
    faults = list(_faults_of_block((file,), DraagkrachtPolicy, values))
    if not faults:
        policy: DraagkrachtPolicy = _block(DraagkrachtPolicy, {**values, "file": file})
        faults = list(faults_of_policy(policy))
    if faults:
        raise InvalidInput(faults)
    return policy


def _block(kind: type[Any], values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any part of the policy
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in values.items()})


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 - a file holds anything
    kind = _plain(hint)
    if is_dataclass(kind):
        return _block(kind, value)  # type: ignore[arg-type]  # a class, for a hint is one
    if kind is tuple:
        return tuple(_block(get_args(hint)[0], part) for part in value)
    # A float as Python writes it is the number that stood in the file.
    return Decimal(str(value)) if kind is Decimal else kind(value)


def _plain(hint: Any) -> Any:  # noqa: ANN401 - same
    """The type that a value has when it is given."""
    if isinstance(hint, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return get_origin(hint) or hint


def _faults_of_block(path: Path, kind: type[Any], values: Any) -> Iterator[Fault]:  # noqa: ANN401 - same
    if not isinstance(values, dict):
        yield Fault(path, f"'{values}'", "een blok met waarden")
        return
    hints, known = get_type_hints(kind), {item.name: item for item in fields(kind) if item.name not in OURS}
    for name, value in values.items():
        if name not in known:
            yield Fault((*path, name), "een onderdeel dat niet bekend is", "een van: " + ", ".join(known))
        else:
            yield from _faults_of_value((*path, name), hints[name], value)
    for name, item in known.items():
        if name not in values and item.default is MISSING:
            yield Fault((*path, name), "niets", _phrase(_plain(hints[name])))


def _faults_of_value(path: Path, hint: Any, value: Any) -> Iterator[Fault]:  # noqa: ANN401 - same
    kind = _plain(hint)
    if is_dataclass(kind):
        yield from _faults_of_block(path, kind, value)  # type: ignore[arg-type]  # a class, for a hint is one
    elif kind is tuple and isinstance(value, list):
        for number, part in enumerate(value, 1):
            yield from _faults_of_block((*path, f"nummer {number}"), get_args(hint)[0], part)
    elif not _fits(kind, value):
        yield Fault(path, f"'{value}'", _phrase(kind))


def _fits(kind: Any, value: Any) -> bool:  # noqa: ANN401 - same
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return value in tuple(kind)
    if kind is Decimal:
        return type(value) is int or (type(value) is float and Decimal(str(value)).is_finite())
    return type(value) is kind


def _phrase(kind: Any) -> str:  # noqa: ANN401 - same
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "een van: " + ", ".join(kind)
    return PHRASES.get(kind, "een blok met waarden")
