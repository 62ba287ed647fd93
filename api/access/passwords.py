"""Passwords: what one must be, and how one is kept so that nobody can read it back.

Argon2id with the second recommended option of RFC 9106 (64 MiB, 3 passes), which is what pwdlib recommends. Length is the only
demand, counted in code points after NFC, which is also what is hashed: NIST SP 800-63B-4, 3.1.1.2. Not NFKC: that makes
different passwords the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from threading import BoundedSemaphore
from unicodedata import normalize

from pwdlib import PasswordHash

from api.access.logins import folded
from optimizer.errors import Fault

SHORTEST, LONGEST = 12, 200
# Each takes 64 MiB as long as it lasts.
AT_ONCE = 4


@dataclass(frozen=True)
class Passwords:
    """Keeps and checks passwords."""

    hasher: PasswordHash = field(default_factory=PasswordHash.recommended)
    _turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE), repr=False)

    def kept(self, password: str) -> str:
        """The password as it is kept."""
        with self._turns:
            return self.hasher.hash(_bytes(password))

    def fits(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether it is this password, and if so what to keep from now on when today's parameters are other ones.

        It takes as long without a kept password, so that nobody can tell whether an account exists.
        """
        possible = kept is not None and _length(password) <= LONGEST
        nobody = self._of_nobody
        with self._turns:
            tried = _bytes(password) if possible else b""
            right, renewed = self.hasher.verify_and_update(tried, kept or nobody)
        return (True, renewed) if right and possible else (False, None)

    @cached_property
    def _of_nobody(self) -> str:
        return self.hasher.hash(secrets.token_bytes())


def faults_of(password: str, login: str, name: str) -> Iterator[Fault]:
    """What is wrong with a password that somebody chooses; `name` is the field that it stands in."""
    length = _length(password)
    found = f"een wachtwoord van {length} {'teken' if length == 1 else 'tekens'}"
    if length < SHORTEST:
        yield Fault((name,), found, f"minstens {SHORTEST} tekens")
    if length > LONGEST:
        yield Fault((name,), found, f"hooguit {LONGEST} tekens")
    if folded(password) == login:
        yield Fault((name,), "een wachtwoord dat gelijk is aan uw inlognaam", "een ander wachtwoord")


def _length(password: str) -> int:
    return len(normalize("NFC", password))


def _bytes(password: str) -> bytes:
    # Half characters can't be written as UTF-8, and are no reason to fail.
    return normalize("NFC", password).encode("utf-8", "surrogatepass")
