"""From a JSON text to a tree of plain values, and everything that can be wrong with its form, in plain Dutch.

Nothing here knows what a round is. The faults are those that no JSON reader reports with a place (doubled
keys, halves of characters, numbers without end), those of pydantic, and the text that is no JSON at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from optimizer.errors import Fault, InvalidInput

Path = tuple[str | int, ...]

LONGEST = 60
# Sizes that no file of ours comes near, and that no part of Python stumbles over.
DIGITS = 18
LAYERS = 20
DATE = "date"

_LIST = "een lijst tussen [ en ]"
_TEXTS = {
    "missing": "een waarde, want dit veld is verplicht",
    "unexpected_keyword_argument": "alleen velden die bij dit onderdeel horen",
    "extra_forbidden": "alleen velden die bij dit onderdeel horen",
    "dataclass_type": "een groep velden tussen {{ en }}",
    "dict_type": "een groep velden tussen {{ en }}",
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "too_long": "een lijst van {max_length}",
    "int_type": "een geheel getal, zonder aanhalingstekens",
    "int_parsing": "een geheel getal",
    "greater_than_equal": "{ge} of meer",
    "less_than_equal": "{le} of minder",
    "string_too_short": "een tekst van minstens {min_length} tekens",
    "string_too_long": "een tekst van hooguit {max_length} tekens",
    "bool_type": "true (ja) of false (nee), zonder aanhalingstekens",
    "string_type": "tekst tussen aanhalingstekens",
    "enum": "één van {expected}",
    "literal_error": "{expected}",
    DATE: "een bestaande datum als jjjj-mm-dd, tussen aanhalingstekens",
}
_OTHERWISE = "een waarde die bij dit veld past"


@dataclass(frozen=True, slots=True)
class _Huge:
    """A whole number of more digits than `DIGITS`; Python refuses to read the longest ones."""

    digits: str


class _Doubled(dict[str, object]):
    """An object in which keys come more than once; the last one holds."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.doubles = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def parsed(text: str | bytes) -> tuple[object, tuple[Fault, ...]]:
    """The tree that the text holds, with null for what can't be used, and the faults of those places.

    InvalidInput when there is no tree at all.
    """
    try:
        plain = text.decode() if isinstance(text, bytes) else text
        tree = json.loads(plain.removeprefix("\ufeff"), object_pairs_hook=_object, parse_int=_integer)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = Fault((), f"een teken dat geen UTF-8 is, op regel {line}", "een bestand in UTF-8")
        raise InvalidInput([fault]) from None
    except json.JSONDecodeError as error:
        where = f"op regel {error.lineno}, teken {error.colno}"
        raise InvalidInput([Fault((), f"een fout {where}", "een bestand in geldige JSON")]) from None
    except RecursionError:
        raise InvalidInput([_too_deep()]) from None
    odd = tuple(_oddities(tree, LAYERS))
    return (_usable(tree, LAYERS), odd) if odd else (tree, ())


def of_types(error: ValidationError, tree: object, known: Collection[Path]) -> Iterator[Fault]:
    """One fault per place with a value of the wrong type, except in or below the places already known.

    Errors that the values themselves raise are left out: those are no matter of type.
    """
    wrong: dict[Path, list[Any]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        path = _real(tree, detail["loc"])
        if detail["type"] != "value_error" and not within(path, known):
            wrong.setdefault(path, []).append(detail)
    for path, details in wrong.items():
        wanted = dict.fromkeys(expected(detail["type"], detail.get("ctx", {})) for detail in details)
        yield Fault(path, found(details[0]["type"], _at(tree, path)), " of ".join(wanted))


def expected(kind: str, context: Mapping[str, object]) -> str:
    """What should have stood there, by pydantic's type of error and its context."""
    names = str(context.get("expected", "")).replace("' or '", "' of '")
    return _TEXTS.get(kind, _OTHERWISE).format_map({**context, "expected": names})


def found(kind: str, value: object) -> str:
    """What stands there."""
    if kind == "missing":
        return "niets"
    unknown = kind in ("unexpected_keyword_argument", "extra_forbidden")
    return f"een onbekend veld met {_shown(value)}" if unknown else _shown(value)


def within(path: Path, places: Collection[Path]) -> bool:
    """Whether the path is one of the places or leads through one."""
    return any(path[:length] in places for length in range(len(path) + 1))


def in_order(tree: object, faults: Iterable[Fault], depth: int = 0) -> Iterator[Fault]:
    """The faults by their place in the file; what is missing comes last within its group."""
    below: dict[str | int, list[Fault]] = {}
    for fault in faults:
        if len(fault.path) == depth:
            yield fault
        else:
            below.setdefault(fault.path[depth], []).append(fault)
    places = {step: place for place, step in enumerate(tree)} if isinstance(tree, dict) else {}
    for step in sorted(below, key=lambda step: step if isinstance(step, int) else places.get(step, len(places))):
        yield from in_order(_at(tree, (step,)), below[step], depth + 1)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else _Doubled(pairs)


def _integer(digits: str) -> int | _Huge:
    return int(digits) if len(digits) <= DIGITS else _Huge(digits)


def _oddities(value: object, layers: int) -> Iterator[Fault]:
    """What JSON allows and no file of ours may hold, wherever it stands."""
    if isinstance(value, str):
        if _mended(value) != value:
            yield Fault((), f"{_shown(value)} met een half teken", "tekst met alleen hele tekens")
    elif isinstance(value, _Huge):
        yield Fault((), f"het getal {_short(value.digits)}", f"een getal van hooguit {DIGITS} cijfers")
    elif isinstance(value, dict | list) and not layers:
        yield _too_deep()
    elif isinstance(value, dict):
        for key in getattr(value, "doubles", ()):
            yield Fault((_mended(key),), "een veld dat meer dan één keer voorkomt", "elk veld hooguit één keer")
        for key, item in value.items():
            yield from _below(_mended(key), _oddities(key, layers - 1))
            yield from _below(_mended(key), _oddities(item, layers - 1))
            yield from _below(_mended(key), _repeats(item))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(index, _oddities(item, layers - 1))


# Every list of texts in our files is a set or an order of different things; pairs stand in lists of lists.
def _repeats(value: object) -> Iterator[Fault]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        seen: set[str] = set()
        for index, item in enumerate(value):
            if item in seen:
                yield Fault((index,), f"{_shown(item)}, die al eerder voorkomt", "elke waarde hooguit één keer")
            seen.add(item)


def _too_deep() -> Fault:
    return Fault((), "te veel groepen en lijsten in elkaar", f"hooguit {LAYERS} in elkaar")


def _below(step: str | int, faults: Iterable[Fault]) -> Iterator[Fault]:
    return (replace(fault, path=(step, *fault.path)) for fault in faults)


def _usable(value: object, layers: int) -> object:
    if isinstance(value, dict | list) and not layers:
        return None
    if isinstance(value, dict):
        return {_mended(key): _usable(item, layers - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_usable(item, layers - 1) for item in value]
    if isinstance(value, _Huge):
        return None
    return _mended(value) if isinstance(value, str) else value


def _mended(text: str) -> str:
    """The text with a question mark for every lone surrogate, which UTF-8 can't hold."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _real(tree: object, location: Path) -> Path:
    """The steps that are in the file: pydantic adds which member of a union it tried."""
    for length in range(len(location)):
        if not isinstance(_at(tree, location[:length]), dict | list):
            return location[:length]
    return location


def _at(tree: object, path: Path) -> object:
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _shown(value: object) -> str:
    text = _short(json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return f"de tekst '{_short(value)}'"
    if isinstance(value, list):
        return f"de lijst {text}"
    if isinstance(value, dict):
        return f"de velden {text}"
    return f"het getal {text}" if isinstance(value, int | float) and not isinstance(value, bool) else text


def _short(text: str) -> str:
    return _mended(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
