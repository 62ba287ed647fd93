"""The door through which people come in, and its rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from api.access.brake import Brake
from api.access.passwords import Passwords
from api.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRules:
    """How long things hold, and how often somebody may be wrong.

    `idle`, `longest`: how long a session lasts without a request, and with them. `link`: how long a one-time link can be used.
    After `tries` wrong passwords an account waits `first_wait`, and after each next one twice as long, up to `longest_wait`.
    `secure`: the service is reached over https, so that the cookie may be sent over nothing else.
    """

    idle: timedelta = timedelta(hours=8)
    longest: timedelta = timedelta(hours=14)
    link: timedelta = timedelta(hours=24)
    tries: int = 5
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(minutes=15)
    secure: bool = False

    def wait_after(self, failures: int) -> timedelta | None:
        """How long an account waits after so many wrong passwords in a row; None when it needn't."""
        if failures < self.tries:
            return None
        # So many doublings pass every longest wait, and a bigger number would be too big.
        doublings = min(failures - self.tries, 32)
        return min(self.first_wait * (1 << doublings), self.longest_wait)


@dataclass(frozen=True, slots=True)
class Door:
    """What signing in needs; the service has one."""

    store: Store
    rules: DoorRules = field(default_factory=DoorRules)
    passwords: Passwords = field(default_factory=Passwords)
    brake: Brake = field(default_factory=Brake)
