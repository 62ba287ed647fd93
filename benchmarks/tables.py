"""How long 20,000 dwellings and 5,000 people take from a workbook to a round, and how much memory.

    python -m benchmarks.tables [--people N] [--dwellings N]

The workbook is written first, outside the measurement; then it is read, checked and assembled. The bar, 10 seconds
and 1 GB, is for the default sizes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.machine import machine, peak_mb
from geodata.assemble import assemble
from geodata.columns import Column, Kind, rows_of
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy
from geodata.register import Register
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES
from geodata.workbooks import read_supplied

BAR_SECONDS = 10
BAR_MB = 1_000


def main() -> None:
    """Write, read and assemble once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--dwellings", type=int, default=20_000)
    chosen = parser.parse_args()
    register = with_synthetic_round(bundled(), seed=1, people=chosen.people, dwellings=chosen.dwellings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ronde.xlsx"
        _write(register, path)
        _measure(path)


def _measure(path: Path) -> None:
    region, period, policy = bundled(), read_period(), read_policy()
    started = time.perf_counter()
    reading = read_supplied(path, known=region.frames())
    read = time.perf_counter()
    assert not reading.faults, reading.faults[:3]
    round_ = assemble(
        region.updated(reading.frames), policy, id="meting", name="meting", start=period.start, end=period.end,
        origin_of_data="synthetisch, zaad 1", draagkracht=bundled_draagkracht(),
    )  # fmt: skip
    done = time.perf_counter()
    print(f"{machine()}\n{len(round_.people)} people, {len(round_.dwellings)} dwellings from xlsx")
    print(f"read and checked: {read - started:.1f} s; assembled: {done - read:.1f} s")
    print(f"together: {done - started:.1f} s, {(done - started) / BAR_SECONDS:.2f} × the bar of {BAR_SECONDS} s")
    peak = peak_mb()
    print(f"peak memory, the writing included: {peak:.0f} MB, {peak / BAR_MB:.2f} × the bar of {BAR_MB} MB")


def _write(register: Register, path: Path) -> None:
    """The tables of the round, as somebody types them."""
    region = bundled().frames()
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for name, frame in register.frames().items():
            if len(frame) != len(region[name]):
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, TABLES[name].names)
                for number, row in enumerate(rows_of(frame), 1):
                    sheet.write_row(number, 0, list(_typed(row, TABLES[name].columns)))


def _typed(row: dict[str, object], columns: tuple[Column, ...]) -> Iterator[object]:
    for column in columns:
        value = row[column.name]
        if isinstance(value, tuple):
            yield "; ".join(map(str, value))
        elif isinstance(value, bool):
            yield "ja" if value else "nee"
        elif column.kind is Kind.BEDRAG and isinstance(value, int):
            yield value / 100
        else:
            yield "" if value is None else str(value)


if __name__ == "__main__":
    main()
