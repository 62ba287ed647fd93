"""Ids that nobody can guess and that say nothing."""

from __future__ import annotations

import secrets

# Without letters and digits that look alike.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def new_id(letter: str) -> str:
    """An id such as `r-7k2m9p4x3b8w`; the letter says of what kind it is."""
    return f"{letter}-" + "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
