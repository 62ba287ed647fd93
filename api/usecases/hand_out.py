"""Hand out an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.templates import template
from optimizer.errors import Fault, InvalidInput


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
