"""Write a comparison: a workbook and a page for the coordinator, and a page for who may see no person."""

from __future__ import annotations

from pathlib import Path

from api.reports.comparison import comparison_document
from api.reports.comparison_page import comparison_page
from api.reports.xlsx import write
from api.usecases.compare import Compared

WORKBOOK, PAGE, PLANNER_PAGE = "vergelijking.xlsx", "vergelijking.html", "vergelijking-planner.html"


def write_comparison(compared: Compared, folder: Path) -> tuple[str, ...]:
    """Each file appears whole or not at all. The result names them."""
    files = {
        WORKBOOK: write(comparison_document(compared)),
        PAGE: comparison_page(compared).encode(),
        PLANNER_PAGE: comparison_page(compared, planner=True).encode(),
    }
    for name, content in files.items():
        part = folder / f".{name}.deel"
        part.write_bytes(content)
        part.replace(folder / name)
    return tuple(files)
