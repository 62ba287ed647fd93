"""Make a region folder from official files: tables, boundaries, example rules to edit, and a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.boundaries.names import MANY
from geodata.boundaries.read import Boundaries, Level, levels_in, read_boundaries
from geodata.boundaries.write import write_boundaries
from geodata.indicators.read import merged, read_indicators
from geodata.locating.files import BOUNDARIES
from geodata.municipalities import codes_of
from geodata.region import bundled_draagkracht, region_folder
from geodata.region_maker import MadeRegion, made_region
from geodata.tables import TABLES
from geodata.toml_file import DRAAGKRACHT_FILE, POLICY_FILE
from geodata.written import csv_of
from optimizer.errors import Fault, InvalidInput

REPORT = "verslag.md"
# Rules to begin with, which the region then makes its own.
EXAMPLES = (POLICY_FILE, DRAAGKRACHT_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for: files, municipalities by code or name (none: all there are), and what it is called.

    `year` and `source` are for figures of files that don't tell theirs.
    """

    folder: Path
    boundaries: Sequence[Path]
    figures: Sequence[Path]
    municipalities: Sequence[str] = ()
    name: str = ""
    year: int | None = None
    source: str | None = None


def make_region(wish: Wish) -> MadeRegion:
    """Read, make and write; nothing that was there is overwritten. Raises InvalidInput with every fault."""
    _refuse_filled(wish.folder)
    boundaries = _levels(wish.boundaries)
    areas = boundaries[Level.GEMEENTE].areas
    known = dict(zip(areas["code"], areas["naam"], strict=True))
    wanted = codes_of(wish.municipalities or known, known, "een gemeente in het bestand met grenzen")
    figures = merged(read_indicators(path, year=wish.year, source=wish.source) for path in wish.figures)
    needed = [indicator.name for indicator in bundled_draagkracht().indicators]
    made = made_region(boundaries, figures, wanted, wish.name, needed)
    _write(made, wish)
    return made


def _refuse_filled(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InvalidInput([Fault((str(folder),), "iets wat er al staat", "een lege map, of een naam die nog vrij is")])


def _levels(paths: Sequence[Path]) -> Mapping[Level, Boundaries]:
    """Each level from the first file that has it. Raises InvalidInput with every fault, also for a level without one."""
    source = {level: path for path in reversed(paths) for level in levels_in(path)}
    missing = [level for level in Level if level not in source]
    if missing:
        names = ", ".join(path.name for path in paths)
        raise InvalidInput(Fault((names,), f"geen {MANY[level]}", f"grenzen van {MANY[level]}") for level in missing)
    return {level: read_boundaries(source[level], level) for level in Level}


def _write(made: MadeRegion, wish: Wish) -> None:
    """The folder, whole or not at all. Raises InvalidInput where nothing can be written."""
    around = wish.folder.resolve().parent
    try:
        around.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=around, prefix=".regio-") as kept:
            part = Path(kept) / "regio"
            part.mkdir()
            _write_files(made, wish, part)
            part.replace(wish.folder)
    except OSError as error:
        fault = Fault((str(wish.folder),), "een plek waar niets te schrijven is", "een map die gemaakt kan worden")
        raise InvalidInput([fault]) from error


def _write_files(made: MadeRegion, wish: Wish, folder: Path) -> None:
    frames = made.register.frames()
    for name in (*MANY.values(), "indicatoren"):
        (folder / f"{name}.csv").write_text(csv_of(TABLES[name], frames[name]), encoding="utf-8", newline="")
    write_boundaries(made.boundaries.values(), folder / BOUNDARIES)
    for example in EXAMPLES:
        (folder / example).write_bytes((region_folder() / example).read_bytes())
    (folder / REPORT).write_text("\n".join(report(made, wish)) + "\n", encoding="utf-8")


def report(made: MadeRegion, wish: Wish) -> Iterator[str]:
    """What is in the folder, what was noticed in the files, and what is still missing; Markdown that reads as text."""
    frames = made.register.frames()
    numbers = ", ".join(f"{len(frames[name])} {name}" for name in MANY.values())
    files = dict.fromkeys(path.name for path in (*wish.boundaries, *wish.figures))
    yield f"# {wish.name or wish.folder.name}"
    yield ""
    yield f"Gemaakt uit {', '.join(files)}: {numbers}, {len(frames['indicatoren'])} cijfers."
    yield f"Regels om mee te beginnen staan in {' en '.join(EXAMPLES)}. Dat is een voorbeeld: niemand heeft ze vastgesteld."
    for title, sentences in (("Wat opviel", made.remarks), ("Wat nog ontbreekt", made.missing)):
        yield ""
        yield f"## {title}"
        yield ""
        yield from (f"- {sentence}" for sentence in sentences or ("Niets.",))
