"""Somebody who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.access.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who it is, and how that was proved.

    `csrf`: what an unsafe request must hold besides; None where a browser doesn't send the proof by itself.
    `digest`: under what the store knows it. `by_link`: begun with a one-time link, so that a password may be chosen without
    the old one. `login`: the name that the person gave, for their own eyes.
    """

    identity: Identity
    login: str
    csrf: str | None = field(repr=False)
    digest: str = field(repr=False)
    by_link: bool = False
