"""Hand out workbooks: an empty one to fill in, and a supplier's own with the faults marked."""

from __future__ import annotations

from pathlib import Path

from api.usecases.keep import make_folder
from geodata.marking import marked_copy
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.templates import template
from geodata.workbooks import read_files
from optimizer.errors import Fault, InvalidInput


def write_marked(path: Path, folder: Path) -> tuple[Path, ...]:
    """Write a marked copy of each file with a fault, of a folder of tables or one file; the result names them.

    A copy of an earlier time is replaced. Raises InvalidInput when the folder can't be made.
    """
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    contents = [(file.name, file.read_bytes()) for file in files if file.is_file()]
    reading = read_files(contents, known=bundled().frames())
    copies = [copy for copy in (marked_copy(name, content, reading) for name, content in contents) if copy]
    make_folder(folder)
    for name, content in copies:
        (folder / name).write_bytes(content)
    return tuple(folder / name for name, _ in copies)


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
