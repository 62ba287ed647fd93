"""A brake on one address that tries many accounts.

It is kept in memory. What protects an account is its own lock, which is in the store; this only spares the machine, and in the
store it would let whoever tries fill the disk. Who signs in well is not counted, for a whole office may have one address.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from threading import Lock


@dataclass(frozen=True)
class Brake:
    """At most `most` tries in `span` for one address, of at most `remembered` addresses."""

    most: int = 30
    span: timedelta = timedelta(minutes=5)
    remembered: int = 10_000
    _tries: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def wait(self, remote: str, now: datetime) -> int:
        """Count a try. The result is how many seconds to wait first; with 0 it may go on."""
        with self._lock:
            tries = self._tries.setdefault(remote, deque())
            self._tries.move_to_end(remote)
            while tries and tries[0] <= now - self.span:
                tries.popleft()
            if len(tries) >= self.most:
                return ceil((tries[0] + self.span - now).total_seconds())
            tries.append(now)
            while len(self._tries) > self.remembered:
                self._tries.popitem(last=False)
            return 0

    def forgive(self, remote: str) -> None:
        """Don't count the last try: it was a good one."""
        with self._lock:
            tries = self._tries.get(remote)
            if tries:
                tries.pop()
