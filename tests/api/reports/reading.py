"""Reads workbooks back, as a spreadsheet would and as a zip of XML."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEAD_ROW = 4


def opened(data: bytes) -> Workbook:
    """The workbook."""
    return load_workbook(BytesIO(data))


def parts(data: bytes) -> dict[str, str]:
    """Every file in the zip as text."""
    with ZipFile(BytesIO(data)) as zipped:
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def elements(data: bytes, tag: str) -> list[ET.Element]:
    """Every element of this name in every part; raises where a part is no XML."""
    return [element for text in parts(data).values() for element in ET.fromstring(text).iter(NAMESPACE + tag)]  # noqa: S314 - own file


def records(data: bytes, name: str) -> list[dict[str, object]]:
    """The rows of a sheet with one table, by the title of the column."""
    page = opened(data)[name]
    titles = [str(cell.value) for cell in page[HEAD_ROW]]
    rows = page.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def texts(data: bytes) -> list[str]:
    """Every text in a cell."""
    values = (cell.value for page in opened(data) for row in page.iter_rows() for cell in row)
    return [value for value in values if isinstance(value, str)]
