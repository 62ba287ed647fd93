"""How long 50 people wait for the service, all at work at once while it calculates.

    python -m benchmarks.load [--users 50] [--seconds 60] [--database postgresql]

Starts the service as users do, with one worker beside it, and 50 people who sign in and work: coordinators, corporaties,
zorgaanbieders and planners, as many of each as a region has. Two coordinators calculate without pause. First with
the time that people take to read (1 to 5 seconds between two things), then without, as a worst case that says when the service
is full. What is asked: the 95th percentile of reads below 200 ms and of writes below 300 ms, with two cores for
everything, the users too; and no errors. Only the first part decides; the exit code is 1 when it does not hold.

The table: milliseconds by kind of request. *told*: writes that were answered with 409 or 412 because somebody else was first.
Below it the cores that each part took, what else ran on the machine, and how late the users' own clock was: when that is
more than a few milliseconds, the users were too slow themselves and times say too much.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it ships no types

from benchmarks.asking import Sample
from benchmarks.calculating import Calculated, calculate
from benchmarks.databases import KINDS, SQLITE, Database, database
from benchmarks.machine import load, machine
from benchmarks.meters import Lateness, used
from benchmarks.office import Office, open_office
from benchmarks.served import PROGRAM, Service
from benchmarks.tally import Asked, at, broken, table
from benchmarks.user import User
from benchmarks.work import DEEDS, next_deed

# Seconds between two things that somebody does: most short, now and then longer.
READING = (1.0, 5.0)
AT_ONCE = (0.0, 0.0)
SAMPLED = (sys.executable, "-m", "benchmarks.sampled")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the measurement: how long people pause between two things, at least and at most, and how long it takes."""

    name: str
    pause: tuple[float, float]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a part gave: the requests, the calculations, and what the machine did meanwhile."""

    part: Part
    samples: Sequence[Sample]
    calculated: Calculated
    seconds: float
    cores: str
    late: Sequence[float]


def main() -> None:
    """Measure and print; the exit code tells whether it holds."""
    chosen = _parser().parse_args()
    print(f"{machine()}, {load()}, database {chosen.database}\n")
    with (
        database(chosen.database) as kept,
        tempfile.TemporaryDirectory(prefix="zl-load-") as folder,
        Service(Path(folder), kept.setting, "--demo", program=SAMPLED if chosen.sampled else PROGRAM) as service,
    ):
        parts = [Part("with time to read", READING, chosen.seconds), Part("without a pause", AT_ONCE, chosen.without)]
        asked = [part for part in parts if part.seconds]
        found = asyncio.run(measure(service, kept, chosen.users, chosen.seed, asked))
        service.leave()
        complaints = service.complaints()
    for measured in found:
        print("\n".join(told(measured)), end="\n\n")
    print(complaints[-5_000:], file=sys.stderr)
    faults = list(broken(found[0].samples, Asked()))
    print("\n".join(f"does not hold: {fault}" for fault in faults) or "holds: reads, writes and no errors")
    sys.exit(1 if faults else 0)


async def measure(service: Service, kept: Database, users: int, seed: int, parts: Sequence[Part]) -> list[Measured]:
    """All parts, with the same people."""
    async with open_office(service, users, seed) as office:
        return [await _measured(service, kept, office, part) for part in parts]


async def _measured(service: Service, kept: Database, office: Office, part: Part) -> Measured:
    office.samples.clear()
    parts = _parts(service, kept)
    end = time.perf_counter() + part.seconds
    async with Lateness() as lateness:
        before, began = used(parts), time.perf_counter()
        calculating = asyncio.create_task(calculate(office.calculators, office.round, end))
        await asyncio.gather(*(_work(user, part.pause, end) for user in office.users))
        after = used(_parts(service, kept))
        calculated = await calculating
    return Measured(
        part=part,
        samples=tuple(office.samples),
        calculated=calculated,
        seconds=time.perf_counter() - began,
        cores=after.since(before),
        late=sorted(lateness.late),
    )


async def _work(user: User, pause: tuple[float, float], end: float) -> None:
    """Work until the end; people begin one after the other."""
    deeds = DEEDS[user.client.role]
    await asyncio.sleep(user.dice.uniform(0, pause[1]))
    while time.perf_counter() < end:
        await next_deed(user, deeds)
        await asyncio.sleep(user.dice.uniform(*pause))


def told(found: Measured) -> list[str]:
    """What is printed of a part."""
    requests, late = len(found.samples), found.late
    return [
        f"{found.part.name}: {requests} requests in {found.seconds:.0f} s, {requests / found.seconds:.1f} a second\n",
        *table(found.samples),
        f"\ncalculations: {found.calculated}",
        f"cores: {found.cores}",
        f"the users' own clock was late: p50 {at(late, 50):.1f} ms, p95 {at(late, 95):.1f} ms",
    ]


def _parts(service: Service, kept: Database) -> dict[str, list[psutil.Process]]:
    serving = psutil.Process(service.pid)
    parts = {"users": [psutil.Process(os.getpid())], "service": [serving], "calculations": service.workers()}
    if kept.pid is not None:
        server = psutil.Process(kept.pid)
        parts["database"] = [server, *server.children()]
    return parts


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--without", type=float, default=20.0, help="seconds of the part without pauses; 0 leaves it out"
    )
    parser.add_argument("--database", choices=KINDS, default=SQLITE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sampled", action="store_true", help="tell at the end where the service spent its time")
    return parser


if __name__ == "__main__":
    main()
