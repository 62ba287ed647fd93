"""Ids that nobody can guess and that say nothing."""

from __future__ import annotations

import re
import secrets

# Without letters and digits that look alike.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def new_id(letter: str) -> str:
    """An id such as `r-7k2m9p4x3b8w`; the letter says of what kind it is."""
    return f"{letter}-" + "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def is_id(letter: str, text: str) -> bool:
    """Whether it could be such an id: what can't be one may hold signs that a database can't."""
    return re.fullmatch(f"{letter}-[{SIGNS}]{{{LENGTH}}}", text) is not None
