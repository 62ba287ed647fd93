"""The only JSON codec of the product: rounds, proposals and explanations as texts, for files, store, API and command line.

Texts are written in one form: UTF-8, fields in the order of the dataclasses, sets sorted. Reading is strict
and reports all faults at once, whatever their kind, in the order of the file: where rows can't be read, the
others are still checked against each other. Paths start inside the round or the proposal; those of the
envelope are ("format",), ("version",) and the like.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, Literal, cast, get_args, get_type_hints

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import SchemaValidator, core_schema, to_json

from api.faults import DATE, Path, in_order, of_types, parsed, within
from optimizer.consistency import COLLECTIONS, faults_of
from optimizer.errors import Fault, InvalidInput
from optimizer.explanations import Explanations
from optimizer.policy import Policy
from optimizer.proposal import Proposal
from optimizer.round import Round, canonical

Kind = Literal["round", "proposal", "explanations"]
VERSION = 1

_Version = Annotated[
    Literal[1],
    # A literal alone takes true and 1.0 for 1.
    BeforeValidator(lambda value: value if type(value) is int else None),
    Field(description="Version of the format; a reader refuses every other one."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFile:
    """A round in its envelope."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid", title="Zachte Landing: round")

    format: Annotated[Literal["zachte-landing/round"], Field(description="What the file holds.")]
    version: _Version
    round: Round


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFile:
    """A proposal in its envelope."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid", title="Zachte Landing: proposal")

    format: Annotated[Literal["zachte-landing/proposal"], Field(description="What the file holds.")]
    version: _Version
    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationsFile:
    """What is told about a proposal, in its envelope."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid", title="Zachte Landing: explanations")

    format: Annotated[Literal["zachte-landing/explanations"], Field(description="What the file holds.")]
    version: _Version
    explanations: Explanations


_FILES: Mapping[Kind, type] = {"round": RoundFile, "proposal": ProposalFile, "explanations": ExplanationsFile}
# Which collections a field with this name refers to, anywhere in a row.
_AREA = ("areas", "municipalities")
_REFERENCES = {
    **dict.fromkeys(("municipality", "municipalities", "origin", "responsible"), ("municipalities",)),
    **dict.fromkeys(("area", "areas", "wijk", "buurt", "complex", "portiek", "local_areas"), _AREA),
    **dict.fromkeys(("corporation", "corporations"), ("corporations",)),
    **dict.fromkeys(("person", "people"), ("people",)),
    **dict.fromkeys(("dwelling", "protected", "close"), ("dwellings",)),
    "provider": ("providers",),
    "target": (*_AREA, "corporations", "dwellings"),
}
_REFERRED = frozenset(kind for kinds in _REFERENCES.values() for kind in kinds)
# Optional fields whose default would make another value of the round wrong.
_BINDING = frozenset({"corporation", "provider", "units"})


def dumps_round(round_: Round) -> str:
    """The round as JSON; equal rounds give equal texts."""
    return _written("round", round_)


def dumps_proposal(proposal: Proposal) -> str:
    """The proposal as JSON; equal proposals give equal texts."""
    return _written("proposal", proposal)


def dumps_explanations(explanations: Explanations) -> str:
    """What is told about a proposal as JSON; equal explanations give equal texts."""
    return _written("explanations", explanations)


def loads_round(text: str | bytes) -> Round:
    """The round in a JSON text; InvalidInput with every fault when there is one."""
    tree, file, faults = _read("round", text)
    if file is not None and not faults:
        return cast("RoundFile", file).round
    inside = {fault.path[1:] for fault in faults if fault.path[:1] == ("round",)}
    body = tree.get("round") if isinstance(tree, dict) else None
    if isinstance(body, dict) and () not in inside:
        faults = (*faults, *_of_sound_rows(body, inside))
    raise _refusal("round", tree, faults)


def loads_proposal(text: str | bytes) -> Proposal:
    """The proposal in a JSON text, checked in form only: whether it is right is for `verify` to say."""
    tree, file, faults = _read("proposal", text)
    if file is not None and not faults:
        return cast("ProposalFile", file).proposal
    raise _refusal("proposal", tree, faults)


def loads_explanations(text: str | bytes) -> Explanations:
    """What a JSON text tells about a proposal, checked in form only: `verify_explanations` says whether it is right."""
    tree, file, faults = _read("explanations", text)
    if file is not None and not faults:
        return cast("ExplanationsFile", file).explanations
    raise _refusal("explanations", tree, faults)


def schema(kind: Kind) -> dict[str, Any]:
    """JSON Schema of the whole file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_adapter(kind).json_schema()}


def _written(kind: Kind, value: Round | Proposal | Explanations) -> str:
    envelope = {"format": f"zachte-landing/{kind}", "version": VERSION, kind: canonical(value)}
    return to_json(envelope, indent=2).decode() + "\n"


@cache
def _adapter(kind: Kind) -> TypeAdapter[Any]:
    return TypeAdapter(_FILES[kind])


@cache
def _validator(kind: Kind) -> SchemaValidator:
    return SchemaValidator(with_plain_dates(_adapter(kind).core_schema))


# Strict or not, pydantic reads "1790812800" as a date: seconds since 1970.
def with_plain_dates(part: Any) -> Any:  # noqa: ANN401 - a core schema is a tree of anything
    """The schema of which dates are only read as jjjj-mm-dd."""
    if isinstance(part, list):
        return [with_plain_dates(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "date":
        written = core_schema.str_schema(strict=True, pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        plain = core_schema.chain_schema([written, core_schema.date_schema(strict=False)])
        return core_schema.custom_error_schema(plain, custom_error_type=DATE, custom_error_message=DATE)
    return {key: with_plain_dates(item) for key, item in part.items()}


def _read(kind: Kind, text: str | bytes) -> tuple[object, object, tuple[Fault, ...]]:
    """The JSON tree, the file when it could be built, and the faults of form."""
    tree, odd = parsed(text)
    try:
        return tree, _validator(kind).validate_json(json.dumps(tree)), odd
    except ValidationError as error:
        return tree, None, (*odd, *of_types(error, tree, {fault.path for fault in odd}))


def _foreign(kind: Kind, tree: object) -> bool:
    """Whether the file says that it is something else: then its content follows rules that are not ours."""
    ours = {"format": f"zachte-landing/{kind}", "version": VERSION}
    return isinstance(tree, dict) and any(tree.get(name, value) != value for name, value in ours.items())


def _refusal(kind: Kind, tree: object, faults: Iterable[Fault]) -> InvalidInput:
    """The faults in the order of the file, with paths that start inside the round or the proposal."""
    if _foreign(kind, tree):
        faults = [fault for fault in faults if fault.path in (("format",), ("version",))]
    ordered = in_order(tree, faults)
    return InvalidInput(
        replace(fault, path=fault.path[1:]) if fault.path[:1] == (kind,) and len(fault.path) > 1 else fault
        for fault in ordered
    )


def _of_sound_rows(body: Mapping[str, Any], faulty: Collection[Path]) -> Iterator[Fault]:
    """What `faults_of` says of the rows that could be read, without what the other rows may put right."""
    broken = _broken(faulty)
    rows = {name: _sound(name, body, broken) for name in COLLECTIONS}
    policy = _mended(_part("policy"), body.get("policy"), broken.get(("policy",), ()))
    replaced = {(*owner, *name) for owner, names in broken.items() for name in names}
    if policy is None:
        policy = Policy(name="", amounts=())
        replaced.add(("policy",))
    heading = {"id": "?" if ("id",) in broken else body["id"], "policy": policy, **_period(body, broken)}
    stand_in = SimpleNamespace(**heading, **{name: tuple(kept.values()) for name, kept in rows.items()})
    places: dict[str | int, tuple[int, ...]] = {name: tuple(kept) for name, kept in rows.items()}
    for fault in faults_of(cast("Round", stand_in), _assumed(body, rows, broken)):
        path = fault.path
        if path[0] in places and len(path) > 1:
            path = (path[0], places[path[0]][cast("int", path[1])], *path[2:])
        if not within(path, replaced):
            yield Fault(("round", *path), fault.found, fault.expected)


def _broken(faulty: Iterable[Path]) -> dict[Path, set[Path]]:
    """Per row, or field of the round, the fields in it that can't be used; () stands for all of it."""
    broken: dict[Path, set[Path]] = {}
    for path in faulty:
        size = 2 if path[0] in COLLECTIONS else 1
        broken.setdefault(path[:size], set()).add(path[size : size + 1])
    return broken


def _sound(name: str, body: Mapping[str, Any], broken: Mapping[Path, set[Path]]) -> dict[int, Any]:
    """The rows that can be read, by their place in the file."""
    if (name,) in broken:
        return {}
    rows = (_mended(_part(name), row, broken.get((name, at), ())) for at, row in enumerate(body.get(name, ())))
    return {at: row for at, row in enumerate(rows) if row is not None}


def _mended(kind: TypeAdapter[Any], raw: object, faulty: Collection[Path]) -> Any:  # noqa: ANN401 - any kind of row
    """The value without its faulty fields; None when it can't do without them."""
    names = {name for path in faulty for name in path}
    if not isinstance(raw, dict) or () in faulty or names & _BINDING:
        return None
    try:
        return kind.validate_json(json.dumps({name: value for name, value in raw.items() if name not in names}))
    except ValidationError:
        return None


@cache
def _part(name: str) -> TypeAdapter[Any]:
    """The codec of a field of the round, or of a row where it holds rows."""
    hint = get_type_hints(Round)[name]
    return TypeAdapter(get_args(hint)[0] if name in COLLECTIONS else hint)


def _period(body: Mapping[str, Any], broken: Mapping[Path, set[Path]]) -> dict[str, date]:
    """The days that can be read; one stands for both, and without any no year needs amounts."""
    days = {name: date.fromisoformat(body[name]) for name in ("start", "end") if (name,) not in broken}
    return {"start": days.get("end", date.max), "end": days.get("start", date.min), **days}


def _assumed(
    body: Mapping[str, Any], rows: Mapping[str, Mapping[int, Any]], broken: Mapping[Path, set[Path]]
) -> Collection[str]:
    """The ids that rows which can't be read have, or may have: a reference to one is no fault."""
    ids: set[str] = set()
    nameless: set[str] = set()
    for name in _REFERRED:
        lost = _lost(name, body, rows[name], broken)
        ids.update(found for found in lost if found is not None)
        if None in lost:
            nameless.add(name)
    fields = {field for field, names in _REFERENCES.items() if nameless.intersection(names)}
    for name in COLLECTIONS:
        ids.update(_texts(body.get(name), fields))
    # An id that is assumed counts for every collection, and an area may not be a municipality as well.
    return ids.difference(area.id for area in rows["areas"].values())


def _lost(
    name: str, body: Mapping[str, Any], kept: Collection[int], broken: Mapping[Path, set[Path]]
) -> list[str | None]:
    """The ids of the rows that can't be read; None for an id that can't be read either."""
    if (name,) in broken:
        return [None]
    rows = [(row, broken.get((name, at), ())) for at, row in enumerate(body.get(name, ())) if at not in kept]
    return [row["id"] if isinstance(row, dict) and ("id",) not in faulty else None for row, faulty in rows]


def _texts(value: object, fields: Collection[str], *, within_field: bool = False) -> Iterator[str]:
    """Every text that stands in one of the fields."""
    if isinstance(value, str) and within_field:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, fields, within_field=within_field)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, fields, within_field=name in fields)
