"""The sheets that we add to workbooks ourselves, and that no reader takes for a table.

A sheet is one of ours by its name and by what it holds: anybody may call a sheet of their own "Fouten".
"""

from __future__ import annotations

from pathlib import PurePath

from geodata.cells import Sheet, is_filled, text_of_cell
from geodata.tables import TABLES
from geodata.template_cells import choices_of
from geodata.template_texts import ABOVE_EXAMPLES, ABOVE_GUIDE, KEUZELIJSTEN, UITLEG, VOORBEELDEN

FOUTEN = "Fouten"
ABOVE_LIST = "Wat er niet klopt in dit bestand"
OF_TEMPLATE = "een blad van het sjabloon, dat nooit wordt gelezen"
OF_CHECK = "de lijst met fouten van een eerdere controle"
# By name, what stands in the first cell that is filled.
BEGINS = {UITLEG: ABOVE_GUIDE, VOORBEELDEN: ABOVE_EXAMPLES, FOUTEN: ABOVE_LIST}


def why_aside(sheet: Sheet) -> str:
    """Why a sheet is passed over as one of ours; empty when it is not."""
    # A program that saves every sheet as CSV puts the name of the sheet at the end of the name of the file.
    title = sheet.name or PurePath(sheet.file).stem
    name = next((name for name in (*BEGINS, KEUZELIJSTEN) if name in title), "")
    filled = (text_of_cell(cell) for row in sheet.rows for cell in row if is_filled(cell))
    if not name or not (next(filled, "") == BEGINS[name] if name in BEGINS else _choices() >= set(filled)):
        return ""
    return OF_CHECK if name == FOUTEN else OF_TEMPLATE


def _choices() -> frozenset[str]:
    return frozenset(choice for table in TABLES.values() for column in table.columns for choice in choices_of(column))
