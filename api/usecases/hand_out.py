"""Hand out workbooks: an empty one to fill in, and a supplier's own with the faults marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from api.usecases.keep import make_folder
from api.usecases.read_in import Source, read_tables
from geodata.marking import marked_copy
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.templates import template
from geodata.workbooks import files_at
from optimizer.errors import Fault, InvalidInput


def write_marked(source: Source, faults: Iterable[Fault], folder: Path) -> tuple[Path, ...]:
    """Write a marked copy of each table file with one of these faults; the result names the copies.

    A copy of an earlier time is replaced. Raises InvalidInput when the folder can't be made, or as `read_tables`.
    """
    if source.is_kept_round:
        return ()
    reading = read_tables(source).reading
    found = replace(reading, faults=tuple(dict.fromkeys((*reading.faults, *faults))))
    copies: dict[str, bytes] = {}
    for file, content in files_at(source.round):
        copy = marked_copy(file, content, found)
        if copy is not None:
            # `woningen.csv` and `woningen.xlsx` may stand side by side.
            copies[copy[0] if copy[0] not in copies else f"{file}-{copy[0]}"] = copy[1]
    make_folder(folder)
    for name, content in copies.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in copies)


def write_template(path: Path) -> None:
    """Write the template with made-up examples on a sheet of their own. Never overwrites a file.

    Raises InvalidInput when the file exists or can't be written.
    """
    content = template(examples=with_synthetic_round(bundled(), seed=1))
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        found = "een bestand dat er al is" if path.exists() else "een plek waar niet te schrijven is"
        raise InvalidInput([Fault((str(path),), found, "een nieuw bestand")]) from error
