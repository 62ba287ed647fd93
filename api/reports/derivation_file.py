"""The whole derivation as a file: every figure with its year and source, every step, and how sensitive it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from api.reports.derivation import in_order
from api.reports.sheets import Column, Document, Kind, Sheet, Table, Value, meanings, table
from api.usecases.derive_caps import DerivedCaps
from geodata.columns import rows_of
from geodata.draagkracht.derive import moved_by
from geodata.draagkracht.derived import Derived, Figure, Moved
from geodata.draagkracht.sentences import draagkracht_of, turn_of
from geodata.local_figures import COUNTED, facts_of_local_areas, indicators_of_local_areas

# Scores and the index count in tenths.
TENTHS = 10
AREA = "CBS-code van de wijk"


@dataclass(frozen=True, slots=True)
class WijkRow:
    """A wijk beside what was decided."""

    one: Derived
    town: str
    decided: int | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one wijk."""

    one: Derived
    figure: Figure

    @property
    def value(self) -> Value:
        """The figure as it counts."""
        value, decimals = self.figure.value, self.figure.indicator.decimals
        return value if value is None or not decimals else value / 10**decimals


@dataclass(frozen=True, slots=True)
class TextRow:
    """A step of a derivation, or what would give a wijk another class."""

    one: Derived
    kind: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """What a change does to one wijk."""

    cause: str
    area: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRow:
    """One figure of a dorp or local area, from the wijken and buurten in it."""

    code: str
    name: str
    what: str
    value: Value
    year: int | None
    known: Value
    estimated: bool


def as_document(caps: DerivedCaps) -> Document:
    """A workbook with a sheet for each kind of row; one of local areas where the region has any."""
    sheets: tuple[Sheet, ...] = (
        _sheet("Wijken", "Klasse en grens per wijk", table("Wijken", WIJK_COLUMNS, _wijken(caps))),
        _sheet("Cijfers", "Alle cijfers waar de index uit bestaat", table("Cijfers", FIGURE_COLUMNS, _figures(caps))),
        _sheet("Stappen", "Elke stap in woorden", table("Stappen", TEXT_COLUMNS, _texts(caps))),
        _sheet("Gevoeligheid", "Welke wijken van klasse wisselen", table("Gevoeligheid", MOVED_COLUMNS, _moved(caps))),
    )
    if local := tuple(_local(caps)):
        title = "Cijfers van dorpen en lokale gebieden, uit die van hun wijken en buurten"
        sheets = (*sheets, _sheet("Lokale gebieden", title, table("Lokale gebieden", LOCAL_COLUMNS, local)))
    return Document(
        title="Draagkracht: zo komen de grenzen tot stand",
        label=f"{caps.policy.name}{' (voorbeeld, niet vastgesteld)' if caps.policy.example else ''}",
        reader="Voor gemeente, corporaties en zorgaanbieders",
        created=caps.on,
        sheets=(*sheets, Sheet(name="Uitleg", title="Wat de kolommen betekenen", tables=(meanings(sheets),))),
    )


def as_csv(caps: DerivedCaps) -> bytes:
    """The same as one file: the columns of each sheet below each other, each with a heading row of its own."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for sheet in as_document(caps).sheets:
        for each in sheet.tables:
            writer.writerow([sheet.title])
            writer.writerow([head.title for head in each.heads])
            writer.writerows([_cell(value) for value in row] for row in each.rows)
            writer.writerow([])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    """As Dutch Excel writes it; a text never begins a formula."""
    if isinstance(value, float):
        return f"{value}".replace(".", ",")
    text = "" if value is None else f"{value}"
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@")) else text


def _sheet(name: str, title: str, only: Table) -> Sheet:
    return Sheet(name=name, title=title, tables=(only,), fixed_columns=2)


def _wijken(caps: DerivedCaps) -> Iterator[WijkRow]:
    return (WijkRow(one, caps.towns[one.municipality], caps.decided.get(one.area)) for one in in_order(caps))


def _figures(caps: DerivedCaps) -> Iterator[FigureRow]:
    return (FigureRow(one, figure) for one in in_order(caps) for figure in one.figures)


def _texts(caps: DerivedCaps) -> Iterator[TextRow]:
    for one in in_order(caps):
        steps = draagkracht_of(one, caps.heaviest).steps
        yield from (TextRow(one, "stap", number, step) for number, step in enumerate(steps, 1))
        yield from (
            TextRow(one, "wat de klasse verandert", number, turn_of(turn)) for number, turn in enumerate(one.turns, 1)
        )


def _moved(caps: DerivedCaps) -> Iterator[MovedRow]:
    changes: tuple[Moved, ...] = moved_by(caps.derived)
    return (MovedRow(change.cause, *wijk) for change in changes for wijk in change.wijken)


def _local(caps: DerivedCaps) -> Iterator[LocalRow]:
    names = dict(zip(caps.register.gebieden["code"], caps.register.gebieden["naam"], strict=True))
    for row in rows_of(facts_of_local_areas(caps.register)):
        for what in COUNTED:
            yield LocalRow(
                code=row["code"], name=names[row["code"]], what=what, value=row[what], year=None,
                known=None if row["onbekend"] else 1.0, estimated=row["geschat"],
            )  # fmt: skip
    for row in rows_of(indicators_of_local_areas(caps.register)):
        yield LocalRow(
            code=row["gebied"], name=names[row["gebied"]], what=row["indicator"], value=row["waarde"], year=row["jaar"],
            known=None if row["bekend"] is None else row["bekend"] / 100, estimated=row["geschat"],
        )  # fmt: skip


def _tenth(units: int | None) -> Value:
    return None if units is None else units / TENTHS


def _percentage(percentage: int | None) -> Value:
    return None if percentage is None else percentage / 100


WIJK_COLUMNS: tuple[Column[WijkRow], ...] = (
    Column(title="Wijk", width=11, meaning=AREA, value=lambda row: row.one.area),
    Column(title="Naam", width=26, meaning="Naam van de wijk", value=lambda row: row.one.name),
    Column(title="Gemeente", width=20, meaning="Gemeente", value=lambda row: row.town),
    Column(title="Klasse", width=14, meaning="Groen, oranje, rood of niet te bepalen", value=lambda row: row.one.colour),
    Column(title="Zekerheid", width=11, meaning="Deel van de herberekeningen waarin de klasse blijft", kind=Kind.SHARE, value=lambda row: _percentage(row.one.certainty)),
    Column(title="Index uit cijfers", width=12, meaning="Gewogen gemiddelde van de scores, 0 tot 100", kind=Kind.EXACT, value=lambda row: _tenth(row.one.index)),
    Column(title="Gemiddelde gemeente", width=12, meaning="Waar een kleine wijk naar opschuift", kind=Kind.EXACT, value=lambda row: _tenth(row.one.pull.mean) if row.one.pull else None),
    Column(title="Index", width=10, meaning="De index die telt", kind=Kind.EXACT, value=lambda row: _tenth(row.one.final)),
    Column(title="Oranje vanaf", width=10, meaning="Grens tussen rood en oranje", kind=Kind.EXACT, value=lambda row: _tenth(row.one.marks.oranje)),
    Column(title="Groen vanaf", width=10, meaning="Grens tussen oranje en groen", kind=Kind.EXACT, value=lambda row: _tenth(row.one.marks.groen)),
    Column(title="Woningen", width=11, meaning="Woningvoorraad", kind=Kind.WHOLE, value=lambda row: row.one.dwellings),
    Column(title="Voor de klasse", width=10, meaning="Deel van de grens dat bij de klasse hoort", kind=Kind.WHOLE, value=lambda row: row.one.caps.rule.base if row.one.caps else None),
    Column(title="Voor de grootte", width=10, meaning="Deel van de grens dat bij het aantal woningen hoort", kind=Kind.WHOLE, value=lambda row: row.one.caps.for_size if row.one.caps else None),
    Column(title="Minstens", width=10, meaning="Laagste grens voor zo'n wijk", kind=Kind.WHOLE, value=lambda row: row.one.caps.least if row.one.caps else None),
    Column(title="Hoogstens", width=10, meaning="Hoogste grens", kind=Kind.WHOLE, value=lambda row: row.one.caps.most if row.one.caps else None),
    Column(title="Voorstel", width=10, meaning="De grens die wordt voorgesteld", kind=Kind.WHOLE, value=lambda row: row.one.proposed),
    Column(title="Besluit", width=10, meaning="De grens die is vastgesteld; leeg is nog geen besluit", kind=Kind.WHOLE, value=lambda row: row.decided),
)  # fmt: skip

FIGURE_COLUMNS: tuple[Column[FigureRow], ...] = (
    Column(title="Wijk", width=11, meaning=AREA, value=lambda row: row.one.area),
    Column(title="Cijfer", width=26, meaning="Naam van het cijfer in de tabel indicatoren", value=lambda row: row.figure.indicator.name),
    Column(title="Wat het is", width=40, meaning="Het cijfer in woorden", value=lambda row: row.figure.indicator.title),
    Column(title="Waarde", width=12, meaning="Het cijfer zoals het telt; leeg is niet bekend", kind=Kind.EXACT, value=lambda row: row.value),
    Column(title="Eenheid", width=10, meaning="Waarin het is gemeten", value=lambda row: row.figure.indicator.unit),
    Column(title="Jaar", width=8, meaning="Jaar waarover het cijfer gaat", kind=Kind.EXACT, value=lambda row: row.figure.year),
    Column(title="Bron", width=40, meaning="Waar het cijfer vandaan komt", value=lambda row: row.figure.source),
    Column(title="Status", width=20, meaning="Bekend, geheim, nog niet gepubliceerd of ontbreekt", value=lambda row: row.figure.status),
    Column(title="Opmerking", width=40, meaning="Hoe het cijfer er kwam, als het niet van de wijk zelf is", value=lambda row: row.figure.note),
    Column(title="Richting", width=16, meaning="Of hoger of lager beter is", value=lambda row: row.figure.indicator.direction),
    Column(title="Methode", width=16, meaning="Hoe het cijfer een score wordt", value=lambda row: row.figure.scale.method),
    Column(title="Score", width=10, meaning="0 is het slechtst, 100 het best", kind=Kind.EXACT, value=lambda row: _tenth(row.figure.score)),
    Column(title="Gewicht", width=10, meaning="Hoe zwaar de score telt", kind=Kind.WHOLE, value=lambda row: row.figure.indicator.weight),
    Column(title="Gewicht × score", width=12, meaning="Bijdrage aan de index, voor het delen", kind=Kind.EXACT, value=lambda row: _tenth(row.figure.contribution)),
)  # fmt: skip

TEXT_COLUMNS: tuple[Column[TextRow], ...] = (
    Column(title="Wijk", width=11, meaning=AREA, value=lambda row: row.one.area),
    Column(title="Naam", width=26, meaning="Naam van de wijk", value=lambda row: row.one.name),
    Column(title="Soort", width=22, meaning="Een stap, of wat de klasse zou veranderen", value=lambda row: row.kind),
    Column(title="Nummer", width=10, meaning="De volgorde", kind=Kind.WHOLE, value=lambda row: row.number),
    Column(title="Tekst", width=120, meaning="De stap in woorden, met de berekening", value=lambda row: row.text),
)  # fmt: skip

MOVED_COLUMNS: tuple[Column[MovedRow], ...] = (
    Column(title="Verandering", width=70, meaning="Wat er anders wordt gekozen", value=lambda row: row.cause),
    Column(title="Wijk", width=11, meaning=AREA, value=lambda row: row.area),
    Column(title="Klasse nu", width=16, meaning="De klasse met dit beleid", value=lambda row: row.before),
    Column(title="Klasse dan", width=16, meaning="De klasse met de verandering", value=lambda row: row.after),
)  # fmt: skip

LOCAL_COLUMNS: tuple[Column[LocalRow], ...] = (
    Column(title="Gebied", width=14, meaning="Kenmerk van het dorp of lokale gebied", value=lambda row: row.code),
    Column(title="Naam", width=26, meaning="Naam van het gebied", value=lambda row: row.name),
    Column(title="Cijfer", width=26, meaning="Aantal, of naam van het cijfer in de tabel indicatoren", value=lambda row: row.what),
    Column(title="Waarde", width=12, meaning="Opgeteld, of gemiddeld met de woningen als gewicht; leeg is niet bekend", kind=Kind.EXACT, value=lambda row: row.value),
    Column(title="Jaar", width=8, meaning="Jaar waarover het cijfer gaat", kind=Kind.EXACT, value=lambda row: row.year),
    Column(title="Bekend", width=10, meaning="Voor welk deel van de woningen het cijfer er is", kind=Kind.SHARE, value=lambda row: row.known),
    Column(title="Geschat", width=10, meaning="Ja als een wijk of buurt maar voor een deel meetelt", value=lambda row: "ja" if row.estimated else "nee"),
)  # fmt: skip
