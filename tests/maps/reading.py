"""Reads a map page the way a curious planner would: its tables and the data that its script holds."""

from __future__ import annotations

import base64
import gzip
import json
import re
from html.parser import HTMLParser
from typing import Any

ADDED = re.compile(r"_add\((\{.*\})\);$", re.MULTILINE)


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.name = ""
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.name = dict(attrs)["id"] or ""
            self.tables[self.name] = []
        elif tag == "tr" and self.name:
            self.tables[self.name].append([])
        elif tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None:
            self.tables[self.name][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)


def tables_of(page: str) -> dict[str, list[list[str]]]:
    """The body of each table by its id, row by row, cell texts only."""
    reader = _Tables()
    reader.feed(page)
    return {name: rows[1:] for name, rows in reader.tables.items()}


def features_of(page: str) -> list[list[dict[str, Any]]]:
    """The features of each layer, in the order in which the script adds them."""
    return [json.loads(found)["features"] for found in ADDED.findall(page)]


def outside_assets(page: str) -> str:
    """The page without Leaflet, its licence and the styles: what depends on the round."""
    bare = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return re.sub(r"<script>/\*.*?</script>", "", bare, count=1, flags=re.DOTALL)


def derivations_of(page: str) -> dict[str, list[list[str]]]:
    """The steps and turns of each wijk, as a browser unpacks them."""
    found = re.search(r'id="afleidingen">([^<]*)<', page)
    assert found
    unpacked: dict[str, list[list[str]]] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return unpacked
