"""What many requests took: counts, percentiles and errors by kind, and whether that is within what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.asking import NO_ANSWER, Sample

HEADING = "| request | count | p50 | p95 | p99 | max | told | errors |\n|---|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Requests of one kind; times in milliseconds. `told`: somebody else was first; `errors`: how many with each status."""

    kind: str
    count: int
    p50: float
    p95: float
    p99: float
    longest: float
    told: int
    errors: dict[int, int]

    def line(self) -> str:
        """As a row of the table."""
        times = " | ".join(f"{value:.0f}" for value in (self.p50, self.p95, self.p99, self.longest))
        return f"| {self.kind} | {self.count} | {times} | {self.told} | {_words(self.errors)} |"


@dataclass(frozen=True, slots=True)
class Asked:
    """What must hold: the 95th percentile in milliseconds."""

    reads: float = 200.0
    writes: float = 300.0


def tally(kind: str, samples: Sequence[Sample]) -> Tally:
    """The samples as one kind. There must be some."""
    times = sorted(sample.seconds * 1000 for sample in samples)
    return Tally(
        kind=kind,
        count=len(samples),
        p50=at(times, 50),
        p95=at(times, 95),
        p99=at(times, 99),
        longest=times[-1],
        told=sum(sample.told for sample in samples),
        errors=dict(Counter(sample.status for sample in samples if sample.failed)),
    )


def at(ordered: Sequence[float], percent: int) -> float:
    """A percentile: the smallest value that so many percent do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def table(samples: Sequence[Sample]) -> Iterator[str]:
    """A line for each kind, reads first, with those of all reads and all writes."""
    yield HEADING
    for name, chosen in (("all reads", _reads(samples)), ("all writes", _writes(samples))):
        kinds = sorted({sample.kind for sample in chosen})
        yield from (tally(kind, [one for one in chosen if one.kind == kind]).line() for kind in kinds)
        if chosen:
            yield tally(f"**{name}**", chosen).line()


def broken(samples: Sequence[Sample], asked: Asked) -> Iterator[str]:
    """Each thing that does not hold."""
    for name, chosen, most in (
        ("reads", _reads(samples), asked.reads),
        ("writes", _writes(samples), asked.writes),
    ):
        if not chosen:
            yield f"there were no {name}"
            continue
        found = tally(name, chosen)
        if found.p95 >= most:
            yield f"{name}: p95 {found.p95:.0f} ms, asked below {most:.0f} ms"
    yield from errors(samples)


def errors(samples: Iterable[Sample]) -> Iterator[str]:
    """Each kind of request that went wrong."""
    failed = Counter((sample.kind, sample.status) for sample in samples if sample.failed)
    yield from (f"{kind}: {count} × {_status(status)}" for (kind, status), count in sorted(failed.items()))


def _reads(samples: Iterable[Sample]) -> list[Sample]:
    return [sample for sample in samples if not sample.writes]


def _writes(samples: Iterable[Sample]) -> list[Sample]:
    return [sample for sample in samples if sample.writes]


def _words(found: dict[int, int]) -> str:
    return ", ".join(f"{count} × {_status(status)}" for status, count in sorted(found.items())) or "0"


def _status(status: int) -> str:
    return "no answer" if status == NO_ANSWER else str(status)
