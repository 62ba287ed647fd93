"""Where a process of the service spends its time: `python -m benchmarks.sampled serve …` does what `zachte-landing serve …` does.

A thread looks 100 times a second what every other thread is doing, and at the end tells on standard error in which functions
of ours they were, as a share of all looks at a thread that did not wait. With calls: what they called counts too.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from api.cli import main

EVERY = 0.01
SHOWN = 40
# Of a thread that waits, the innermost function is one of these files.
WAITING = frozenset(
    {"threading.py", "selectors.py", "queue.py", "thread.py", "socket.py", "subprocess.py", "base_events.py"}
)
ROOT = str(Path(__file__).parents[1])


class Sampler(threading.Thread):
    """Looks until the process ends."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.looks = 0
        self.inside: Counter[str] = Counter()
        self.innermost: Counter[str] = Counter()

    def run(self) -> None:
        """Look, and count."""
        while True:
            time.sleep(EVERY)
            for thread, frame in sys._current_frames().items():  # noqa: SLF001 - the documented way to see other threads
                if thread != self.ident and Path(frame.f_code.co_filename).name not in WAITING:
                    self._count(frame)

    def _count(self, frame: FrameType) -> None:
        self.looks += 1
        ours = [_named(each) for each in _around(frame) if each.f_code.co_filename.startswith(ROOT)]
        self.inside.update(set(ours))
        self.innermost.update(ours[:1])

    def told(self) -> Iterator[str]:
        """A line for each function in which most time went."""
        yield f"{self.looks} looks at a thread that did not wait; share with calls, share of itself and what is not ours"
        for name, times in self.inside.most_common(SHOWN):
            yield f"{times / self.looks:6.1%} {self.innermost[name] / self.looks:6.1%}  {name}"


def _around(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _named(frame: FrameType) -> str:
    code = frame.f_code
    return f"{code.co_filename.removeprefix(ROOT)}:{code.co_qualname}"


if __name__ == "__main__":
    sampler = Sampler()
    sampler.start()
    try:
        ended = main(sys.argv[1:])
    finally:
        print("\n".join(sampler.told()), file=sys.stderr, flush=True)
    sys.exit(ended)
