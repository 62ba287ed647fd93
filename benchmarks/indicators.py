"""How long the figures of the whole country take from the Excel edition of the Kerncijfers, and how much memory.

    python -m benchmarks.indicators

The workbook is made up in the official form and written first, outside the measurement: 342 gemeenten, 3,300 wijken and
14,000 buurten, 120 columns, one in ten cells secret. Then it is read, and the values for an index are looked up.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.machine import machine, peak_mb
from geodata.indicators.catalogue import catalogue
from geodata.indicators.read import read_indicators
from geodata.indicators.values import values_of_indicators

GEMEENTEN, WIJKEN, BUURTEN = 342, 3_300, 14_000
READ = (
    "a_inw", "a_hh", "a_1p_hh", "bev_dich", "a_woning", "g_wozbag", "p_leegsw", "p_koopw", "p_huurw", "p_wcorpw",
    "a_opl_lg", "a_opl_md", "a_opl_hg", "p_arb_pp", "p_ink_li", "p_ink_hi", "a_soz_wb", "p_jz_tn", "p_wmo_t", "ste_mvs",
)  # fmt: skip
WIDTH = 120
# Of the 15 seconds and 1 GB for the whole country with boundaries and index, what reading may take.
BAR_SECONDS, BAR_MB = 5, 1_000


def main() -> None:
    """Write, read and look up once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kwb-2024.xlsx"
        write_kwb(path, numbered_codes())
        written = peak_mb()
        _measure(path, written)


def _measure(path: Path, written: float) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    found = read_indicators(path)
    read, read_cpu = time.perf_counter(), time.process_time()
    names = [known.name for known in catalogue().indicators if known.formulas]
    values = values_of_indicators(found.frame, names, list(found.facts["code"]))
    done = time.perf_counter()
    assert values.values.shape == (GEMEENTEN + WIJKEN + BUURTEN, len(names))
    print(f"{machine()}\n{len(found.facts)} areas, {len(found.frame)} figures from xlsx")
    print(f"read: {read - started:.1f} s ({read_cpu - cpu:.1f} s of the processor); looked up: {done - read:.1f} s")
    print(f"together: {done - started:.1f} s, {(done - started) / BAR_SECONDS:.2f} × the bar of {BAR_SECONDS} s")
    peak = peak_mb()
    print(f"peak memory: {peak:.0f} MB, {peak / BAR_MB:.2f} × the bar of {BAR_MB} MB; after writing {written:.0f} MB")


def numbered_codes() -> Iterator[tuple[str, str]]:
    """Codes of the size of the country, each with the level as CBS writes it."""
    for number in range(GEMEENTEN):
        yield f"GM{number:04}", "Gemeente"
    for number in range(WIJKEN):
        yield f"WK{number:06}", "Wijk"
    for number in range(BUURTEN):
        yield f"BU{number:08}", "Buurt"


def write_kwb(path: Path, codes: Iterable[tuple[str, str]]) -> None:
    """Made-up figures of these areas (code and level) in the form of the Excel edition of CBS."""
    rng = random.Random(1)  # noqa: S311 - made-up figures
    columns = [*READ, *(f"g_gas_{number}" for number in range(WIDTH - len(READ) - 6))]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("KWB2024")
        sheet.write_row(0, 0, ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code", *columns])
        for row, (code, level) in enumerate(codes, 1):
            figures = [_figure(rng, at) for at in range(len(columns))]
            sheet.write_row(row, 0, [code, code[2:], f"Gebied {row}", "Voorbeeld", level, code, *figures])


def _figure(rng: random.Random, at: int) -> object:
    if rng.random() < 0.1:  # noqa: PLR2004 - one in ten
        return "."
    return f"{rng.randrange(1_000) / 10}".replace(".", ",") if at % 2 else rng.randrange(1_000)


if __name__ == "__main__":
    main()
