"""Whether anything that was acknowledged is lost when the service is killed at any moment.

    python -m benchmarks.kills [--times 100] [--database postgresql] [--seed 1]

Clients import, add and change rows, ask for calculations and decide, all at once and without a pause, and write down
what they asked and what was acknowledged. Meanwhile, at moments by lot, `kill -9` ends in turn the service, its worker, or
both; with PostgreSQL also a process of the database that serves one connection, or the whole server. Then everything is
started again on the same store, and the clients ask again what was not answered, under the same Idempotency-Key.

After each kill the database itself is looked at, while the service is still away: every acknowledged write is there, none
twice, no import half. At the end every calculation must have ended within two minutes, with one proposal at most, the audit
must be whole, and nothing may still run. All figures but the first lines must be 0, and the exit code is 1 when one is not.

It shows what happens when processes end, not when the power fails: what the system holds for a disk outlives a process.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

import psutil  # type: ignore[import-untyped] # it ships no types

from benchmarks.clerks import Clerk, Doing, calculate_rounds, change_rows, decide_on, keep_on, take_in
from benchmarks.databases import KINDS, POSTGRESQL, SQLITE, Database, database
from benchmarks.journal import DONE, Journal
from benchmarks.kept import Finding, What, all_findings, findings
from benchmarks.machine import load, machine
from benchmarks.office import Entrance, the_example
from benchmarks.served import Service
from benchmarks.user import COORDINATOR

SERVICE, WORKER, BOTH, CONNECTION, SERVER = "service", "worker", "both", "connection", "server"
OF_THE_SERVICE = (SERVICE, WORKER, BOTH)
OF_THE_DATABASE = (CONNECTION, SERVER)
# Of so many kills on PostgreSQL one is of the database.
DATABASE_OF = 5
# Seconds before the next kill, and for every calculation to end after the last.
PAUSE, TO_END = (0.1, 6.0), 120.0
LOOK = 0.5
# Each client counts from another one of these.
NUMBERS = 10_000


@dataclass
class Outcome:
    """What came of it. `flying`: what was under way at the kills; `broken`: answers of 500 and above; `refused`: other refusals."""

    kills: Counter[str] = field(default_factory=Counter)
    flying: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    found: set[Finding] = field(default_factory=set)
    broken: Counter[int] = field(default_factory=Counter)
    left_behind: int = 0
    states: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong."""
        return not self.found and not self.left_behind and not self.refused

    def lines(self) -> list[str]:
        """What is printed."""
        counted = Counter(finding.what for finding in self.found)
        return [
            f"kills: {_list(self.kills)}",
            f"under way at the kills: {_list(self.flying)}",
            f"acknowledged: {_list(self.done)}",
            f"answers of 500 and above while something was away: {_list(self.broken)}",
            *(f"{what}: {counted[what]}" for what in What),
            f"refused without a reason: {len(self.refused)}",
            f"processes left behind: {self.left_behind}",
            *(f"! {finding.what}: {finding.text}" for finding in sorted(self.found, key=lambda each: each.text)[:20]),
            *(f"! refused: {text}" for text in self.refused[:20]),
        ]


def main() -> None:
    """Kill and tell."""
    chosen = _parser().parse_args()
    print(f"{machine()}, {load()}, database {chosen.database}, seed {chosen.seed}\n", flush=True)
    began = time.monotonic()
    outcome = killed(chosen.database, planned(chosen.database, chosen.times, chosen.seed), chosen.seed)
    print("\n".join(outcome.lines()))
    print(f"took {time.monotonic() - began:.0f} s")
    sys.exit(0 if outcome.holds else 1)


def planned(kind: str, times: int, seed: int) -> list[str]:
    """What is killed, one after the other."""
    dice = Random(seed)  # noqa: S311 - no secret
    of_the_service = cycle(OF_THE_SERVICE)
    return [
        dice.choice(OF_THE_DATABASE) if kind == POSTGRESQL and number % DATABASE_OF == 0 else next(of_the_service)
        for number in range(1, times + 1)
    ]


def killed(kind: str, kills: Sequence[str], seed: int, pause: tuple[float, float] = PAUSE) -> Outcome:
    """Kill all of these, and look what is left."""
    with database(kind) as kept, tempfile.TemporaryDirectory(prefix="zl-kills-") as name:
        folder = Path(name)
        with closing(Journal(folder / "journaal.jsonl")) as journal, Service(folder, kept.setting, "--demo") as service:
            killing = _Killing(service, kept, journal, Random(seed), pause)  # noqa: S311 - no secret
            return asyncio.run(killing.run(kills))


class _Killing:
    """Clients at work on a service, and whoever kills it."""

    def __init__(
        self, service: Service, kept: Database, journal: Journal, dice: Random, pause: tuple[float, float]
    ) -> None:
        self._service, self._kept, self._journal, self._dice, self._pause = service, kept, journal, dice, pause
        self._outcome = Outcome()
        self._clerks: list[Clerk] = []

    async def run(self, kills: Sequence[str]) -> Outcome:
        """Let the clients work, kill, and look."""
        async with AsyncExitStack() as stack:
            tasks = await self._at_work(stack)
            try:
                for which in kills:
                    await asyncio.sleep(self._dice.uniform(*self._pause))
                    await self._kill(which)
            finally:
                for clerk in self._clerks:
                    clerk.over = True
                await asyncio.gather(*tasks)
        await asyncio.to_thread(self._at_the_end)
        return self._outcome

    async def _at_work(self, stack: AsyncExitStack) -> Sequence[asyncio.Task[None]]:
        entrance = Entrance(self._service, stack, [])
        await entrance.open()
        first = await entrance.new(COORDINATOR)
        example = await the_example(first)
        rows = (await first.ask("rows", "GET", "/register/woningen")).json()["items"]
        doings: tuple[Doing, ...] = (
            take_in,
            change_rows(rows[0]["values"]),
            calculate_rounds(example["round"]),
            decide_on(example["id"]),
        )
        for at, _ in enumerate(doings):
            client = await entrance.new(COORDINATOR)
            dice = Random(self._dice.random())  # noqa: S311 - no secret
            self._clerks.append(Clerk(client, self._journal, dice, number=NUMBERS * at))
        return [asyncio.create_task(keep_on(clerk, do)) for clerk, do in zip(self._clerks, doings, strict=True)]

    async def _kill(self, which: str) -> None:
        self._outcome.flying.update(clerk.flying for clerk in self._clerks if clerk.flying)
        self._outcome.kills[which] += 1
        if which in (WORKER, BOTH):
            self._service.kill_workers()
        if which in (SERVICE, BOTH):
            self._service.kill()
        if which == CONNECTION:
            self._kill_connection()
        if which == SERVER:
            self._kill_server()
        await asyncio.to_thread(self._kept.come_back)
        await asyncio.to_thread(self._look)
        if which in (SERVICE, BOTH):
            await asyncio.to_thread(self._service.start)

    def _kill_connection(self) -> None:
        server = psutil.Process(self._kept.pid)
        serving = [child for child in server.children() if "meting" in " ".join(child.cmdline())]
        if serving:
            self._dice.choice(serving).kill()

    def _kill_server(self) -> None:
        server = psutil.Process(self._kept.pid)
        processes = [server, *server.children(recursive=True)]
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=10)

    def _look(self) -> None:
        self._outcome.found.update(findings(self._service.url, self._journal))

    def _at_the_end(self) -> None:
        end = time.monotonic() + TO_END
        while (found := all_findings(self._service.url, self._journal)) and time.monotonic() < end:
            if any(finding.what is not What.STUCK for finding in found):
                break
            time.sleep(LOOK)
        self._outcome.found.update(found)
        self._outcome.done = self._journal.counts(DONE)
        refused = [deed for deed in self._journal.deeds.values() if self._journal.is_refused(deed)]
        self._outcome.refused = [f"{deed.kind} {dict(deed.content)}: {self._journal.answer(deed)}" for deed in refused]
        for clerk in self._clerks:
            self._outcome.broken.update(clerk.broken)
        self._service.leave()
        self._outcome.left_behind = len(self._service.processes())


def _list(counted: Counter[str] | Counter[int]) -> str:
    return f"{sum(counted.values())} (" + ", ".join(f"{name} {count}" for name, count in sorted(counted.items())) + ")"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--database", choices=KINDS, default=SQLITE)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    main()
