"""Spreadsheet files for tests: lists of rows as xlsx, ods or Dutch CSV."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
import xlsxwriter

from geodata.columns import Kind, rows_of
from geodata.tables import TABLES

Rows = Sequence[Sequence[Any]]
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with these sheets; dates and numbers are typed."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell not in ("", None):
                        sheet.write(at, column, cell)
    return content.getvalue()


def ods(sheets: Mapping[str, Rows], more: str = "") -> bytes:
    """A minimal OpenDocument spreadsheet with these sheets; `more` is XML for the end of each sheet."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
        + f"{more}</table:table>"
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return ods_of(f'<office:document-content {SPACES} office:version="1.3">{body}</office:document-content>')


def ods_of(document: str) -> bytes:
    """An OpenDocument spreadsheet with this `content.xml`."""
    content = io.BytesIO()
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{document}')
    return content.getvalue()


def _ods_cell(cell: Any) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        shown = str(cell).lower()
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{shown}"/>'
    if isinstance(cell, date | datetime):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def csv(rows: Rows, delimiter: str = ";", encoding: str = "cp1252") -> bytes:
    """Rows as Dutch Excel saves them, every text that needs it in quotes."""
    lines = (delimiter.join(_quoted(str(cell), delimiter) for cell in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def _quoted(text: str, delimiter: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (delimiter, "\n", '"')) else text


def sheet_of(table: str, frame: pd.DataFrame, *, typed: bool) -> list[list[Any]]:
    """A frame as a user's sheet: typed cells as in a workbook, or Dutch texts as in a CSV file."""
    columns = TABLES[table].columns
    rows: list[list[Any]] = [list(TABLES[table].names)]
    rows += [[_cell(column.kind, row[column.name], typed=typed) for column in columns] for row in rows_of(frame)]
    return rows


def _cell(kind: Kind, value: Any, *, typed: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(str(part) for part in value)
    if kind is Kind.BEDRAG:
        return value / 100 if typed else f"€ {value // 100},{value % 100:02}"
    if kind is Kind.JA_NEE and not typed:
        return "WAAR" if value else "ONWAAR"
    if kind is Kind.DATUM and not typed:
        return f"{value:%d-%m-%Y}"
    return str(value).replace(".", ",") if kind is Kind.GETAL and not typed else value


def folder_of(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
