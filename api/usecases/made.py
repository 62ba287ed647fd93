"""A round together with the register that it was made of."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.register import Register
from optimizer.round import Round


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Made:
    """A round and its register; a round that was kept in a file has no register."""

    round: Round
    register: Register | None = None
