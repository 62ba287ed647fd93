"""Tables as a supplier hands them in: made-up registrations and dwellings, of which each delivery has its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES
from geodata.written import csv_of

LATER = date(2031, 1, 1)
# The tables of a delivery, with the columns that name something of the delivery itself.
NAMES: Mapping[str, tuple[str, ...]] = {
    "uitstromers": ("code",),
    "gebiedswensen": ("uitstromer",),
    "ankers": ("uitstromer",),
    "woningen": ("code", "complex", "portiek"),
}


def delivery(mark: str, people: int, dwellings: int, number: int | None = None) -> Mapping[str, str]:
    """CSV by file name. Codes begin with the mark, so that another mark makes another delivery of the same.

    With a number it is one of a row of deliveries of the same people and dwellings: in each all have another basis and another
    rent, and none is ready in the period of a round, so that no proposal rests on what changes all the time.
    """
    frames = _made(people, dwellings)
    changed = {} if number is None else _numbered(number)
    marked = {
        name: frames[name].assign(
            **{column: mark + frames[name][column] for column in columns}, **changed.get(name, {})
        )
        for name, columns in NAMES.items()
    }
    return {f"{name}.csv": csv_of(TABLES[name], frame) for name, frame in marked.items()}


def _numbered(number: int) -> dict[str, dict[str, Any]]:
    return {
        "uitstromers": {"grondslag": basis(number), "klaar_op": LATER, "uiterlijk_op": None, "uiterlijk_basis": None},
        "woningen": {"huur": rent(number), "vrij_vanaf": LATER},
    }


def basis(number: int) -> str:
    """What a registration in this delivery rests on."""
    return f"meetproef {number}"


def rent(number: int) -> int:
    """The rent of each dwelling in this delivery, in euro cents."""
    return 40_000 + number


@cache
def _made(people: int, dwellings: int) -> Mapping[str, pd.DataFrame]:
    return with_synthetic_round(bundled(), people=people, dwellings=dwellings).frames()


def form_of(files: Mapping[str, str], motivation: str) -> tuple[str, bytes]:
    """The media type and the content of a form with these files."""
    boundary = "meetproef"
    parts = [f'form-data; name="motivation"\r\n\r\n{motivation}']
    parts += [f'form-data; name="files"; filename="{name}"\r\n\r\n{text}' for name, text in files.items()]
    lines = [f"--{boundary}\r\nContent-Disposition: {part}\r\n" for part in parts]
    return f"multipart/form-data; boundary={boundary}", "".join([*lines, f"--{boundary}--\r\n"]).encode()
