"""Municipalities as people name them: by CBS code or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from optimizer.errors import Fault, InvalidInput


def codes_of(wanted: Iterable[str], known: Mapping[str, str], what: str) -> tuple[str, ...]:
    """The codes of these municipalities, each once; capitals don't count.

    known: name by code. what: what they should be, such as "een gemeente van 2024". Raises InvalidInput with each one
    that is not there, and which ones it may be.
    """
    by_name = {name.casefold(): code for code, name in known.items()}
    found = {word: word.upper() if word.upper() in known else by_name.get(word.casefold()) for word in wanted}
    faults = [_unknown(word, known, what) for word, code in found.items() if code is None]
    if faults:
        raise InvalidInput(faults)
    return tuple(dict.fromkeys(code for code in found.values() if code is not None))


def _unknown(word: str, known: Mapping[str, str], what: str) -> Fault:
    texts = {text.casefold(): f"{name} ({code})" for code, name in known.items() for text in (code, name)}
    near = dict.fromkeys(texts[text] for text in get_close_matches(word.casefold(), texts, n=3))
    return Fault(("--gemeenten",), f"'{word}'", what + (f", zoals {', '.join(near)}" if near else ", met code of naam"))
