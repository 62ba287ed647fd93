"""Write a comparison: a workbook, a page and maps for the coordinator, and a page for who may see no person."""

from __future__ import annotations

from pathlib import Path

from api.reports.comparison import comparison_document
from api.reports.comparison_page import comparison_page
from api.reports.xlsx import write
from api.usecases.compare import Compared
from api.usecases.draw import Shapes
from api.usecases.draw_loads import draw_comparison

WORKBOOK, PAGE, PLANNER_PAGE = "vergelijking.xlsx", "vergelijking.html", "vergelijking-planner.html"
LOADS_MAP = "kaart-vergelijking.html"


def write_comparison(compared: Compared, shapes: Shapes, folder: Path) -> tuple[str, ...]:
    """Each file appears whole or not at all. The result names them."""
    files = {
        WORKBOOK: write(comparison_document(compared)),
        PAGE: comparison_page(compared).encode(),
        PLANNER_PAGE: comparison_page(compared, planner=True).encode(),
        **{map_name(letter): html.encode() for letter, html in draw_comparison(compared, shapes).items()},
    }
    # A map of a scenario that is not compared any more would tell of another comparison.
    for old in folder.glob("kaart-vergelijking*.html"):
        old.unlink()
    for name, content in files.items():
        part = folder / f".{name}.deel"
        part.write_bytes(content)
        part.replace(folder / name)
    return tuple(files)


def map_name(letter: str) -> str:
    """The file of the map of A beside this scenario; B has the plain name."""
    return LOADS_MAP if letter == "B" else f"kaart-vergelijking-{letter}.html"
