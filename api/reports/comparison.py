"""A comparison as a workbook for the coordinator: the answer first, then by group, by wijk, by person, and the front."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from api.reports.sheets import Column, Document, Kind, Sheet, Table, meanings, table
from api.texts.comparison_rows import (
    FigureLine,
    LoadLine,
    change_lines,
    extent_line,
    figure_lines,
    judged_lines,
    kept_lines,
    less_lines,
    letters,
    load_lines,
    names_of_areas,
    reference,
    status_line,
    step_line,
)
from api.usecases.compare import Compared
from optimizer.compare.comparison import Comparison, Outcome
from optimizer.compare.group_changes import GroupRow, PlaceRow, group_rows, places
from optimizer.fair.groups import ways_of
from optimizer.tradeoff import Front, Point

READER = "Alleen voor de coördinator"
MEASURED = "Gerekend met het beleid en de grenzen van A."
Told = tuple[str, ...]
Change = tuple[str, str, str]


def comparison_document(compared: Compared) -> Document:
    """The workbook."""
    found = compared.comparison
    sheets = [_summary(compared), _groups(found), _wijken(found), _people(found)]
    if compared.front is not None:
        sheets.append(_front(compared, compared.front))
    explanation = Sheet(name="Uitleg", title="Uitleg bij dit werkboek", tables=(meanings(sheets),))
    round_ = found.first.round
    return Document(
        title=f"Vergelijking {round_.name}",
        label=round_.origin_of_data,
        reader=READER,
        created=round_.start,
        sheets=(*sheets, explanation),
    )


def _lines(title: str, lines: Iterator[str] | list[str], nothing: str) -> Table:
    rows = [(line.strip(),) for line in lines]
    only: Column[Told] = Column(title=title, width=60, meaning="Een zin per uitkomst.", value=lambda row: row[0])
    return table(title, [only], rows, nothing=nothing)


def _summary(compared: Compared) -> Sheet:
    found = compared.comparison
    names, first = letters(found), reference(found)
    columns = [status_line(letter, outcome) for letter, outcome in zip(names, found.columns, strict=True)]
    figures = table("Cijfers naast elkaar", _figure_columns(names, first), figure_lines(found))
    tables = (
        _lines("Wat er naast elkaar staat", columns, ""),
        figures,
        _lines("Wie wint en wie verliest", change_lines(found), "Er is maar één scenario."),
        _lines("Eisen", judged_lines(found), "Er zijn geen eisen gesteld."),
    )
    return Sheet(name="Samenvatting", title="Beleid naast elkaar", tables=tables)


def _figure_columns(names: tuple[str, ...], first: int) -> Iterator[Column[FigureLine]]:
    yield Column(title="Cijfer", width=60, meaning=MEASURED, value=lambda row: row.name)
    for at, letter in enumerate(names):
        yield Column(
            title=letter,
            width=16,
            kind=Kind.WHOLE,
            meaning="De uitkomst. Leeg: er is geen voorstel.",
            value=partial(_value, at=at),
        )
        if at != first:
            yield Column(
                title=f"{letter} min {names[first]}",
                width=16,
                kind=Kind.SIGNED,
                meaning="Het verschil met het eerste scenario.",
                value=partial(_difference, at=at, first=first),
            )


def _value(row: FigureLine, *, at: int) -> int | None:
    return row.values[at]


def _difference(row: FigureLine, *, at: int, first: int) -> int | None:
    value, other = row.values[at], row.values[first]
    return None if value is None or other is None else value - other


def _share(row: LoadLine, *, at: int) -> float | None:
    percent = row.percents[at]
    return None if percent is None else percent / 100


def _groups(found: Comparison) -> Sheet:
    names = letters(found)
    tables = tuple(
        table(f"Per {way.grouping}", _group_columns(found, names), group_rows(found, way))
        for way in ways_of(found.first.round)
    )
    return Sheet(name="Per groep", title="Geplaatste mensen per groep", tables=tables)


def _group_columns(found: Comparison, names: tuple[str, ...]) -> Iterator[Column[GroupRow]]:
    yield Column(title="Groep", width=36, meaning="Waar deze mensen bij horen.", value=lambda row: row.name)
    yield Column(
        title="Mensen", width=12, kind=Kind.WHOLE, meaning="Zonder lopende plaatsing.", value=lambda row: row.people
    )
    for at, (letter, outcome) in enumerate(zip(names, found.columns, strict=True)):
        yield Column(
            title=f"{letter}: geplaatst",
            width=14,
            kind=Kind.WHOLE,
            meaning="Hoeveel van hen een woning krijgen.",
            value=partial(_in_group, field="placed", at=at),
        )
        if outcome.changes is not None:
            yield Column(
                title=f"{letter}: wint",
                width=12,
                kind=Kind.WHOLE,
                meaning="Krijgt hier een woning en in A niet.",
                value=partial(_in_group, field="gained", at=at),
            )
            yield Column(
                title=f"{letter}: verliest",
                width=12,
                kind=Kind.WHOLE,
                meaning="Krijgt in A een woning en hier niet.",
                value=partial(_in_group, field="lost", at=at),
            )


def _in_group(row: GroupRow, *, field: str, at: int) -> int:
    counts: tuple[int, ...] = getattr(row, field)
    return counts[at]


def _wijken(found: Comparison) -> Sheet:
    round_, names = found.first.round, letters(found)
    called = names_of_areas(round_)
    tables = (
        table(
            "Belasting per wijk", _load_columns(names), load_lines(found), nothing="Geen wijk met een grens verandert."
        ),
        *(
            table(f"Plaatsingen per {title}", _place_columns(names, called), places(found, level))
            for title, level in (("gemeente", "municipality"), ("wijk", "wijk"))
        ),
    )
    return Sheet(name="Per wijk", title="Wijken en gemeenten", tables=tables)


def _load_columns(names: tuple[str, ...]) -> Iterator[Column[LoadLine]]:
    yield Column(
        title="Wijk", width=36, meaning="De wijken die het meest verschillen staan eerst.", value=lambda row: row.name
    )
    yield Column(
        title="Grens in A", width=12, kind=Kind.WHOLE, meaning="Met toestemming erbij.", value=lambda row: row.cap
    )
    for at, letter in enumerate(names):
        yield Column(
            title=letter,
            width=12,
            kind=Kind.SHARE,
            meaning="Bezet deel van de grens van A, met dit voorstel erbij.",
            value=partial(_share, at=at),
        )


def _place_columns(names: tuple[str, ...], called: dict[str, str]) -> Iterator[Column[PlaceRow]]:
    yield Column(title="Gebied", width=36, meaning="Waar de woningen liggen.", value=lambda row: called[row.area])
    for at, letter in enumerate(names):
        yield Column(
            title=letter,
            width=12,
            kind=Kind.WHOLE,
            meaning="Hoeveel mensen hier een woning krijgen.",
            value=partial(_in_place, at=at),
        )


def _in_place(row: PlaceRow, *, at: int) -> int:
    return row.placed[at]


def _people(found: Comparison) -> Sheet:
    rows = [
        (letter, person, what)
        for letter, outcome in zip(letters(found), found.columns, strict=True)
        for person, what in _changed(outcome)
    ]
    columns: tuple[Column[Change], ...] = (
        Column(title="Scenario", width=12, meaning="Vergeleken met A.", value=lambda row: row[0]),
        Column(title="Persoon", width=24, meaning="Code van de aanmelding.", value=lambda row: row[1]),
        Column(title="Wat verandert", width=48, meaning="Wint of verliest een woning.", value=lambda row: row[2]),
    )
    nothing = "In elk scenario krijgen dezelfde mensen een woning."
    return Sheet(
        name="Wie wint en verliest",
        title="Wie een woning wint of verliest",
        tables=(table("Wie wint en wie verliest", columns, rows, nothing=nothing),),
    )


def _changed(outcome: Outcome) -> Iterator[tuple[str, str]]:
    if outcome.changes is not None:
        yield from ((person, "krijgt hier een woning en in A niet") for person in outcome.changes.gained)
        yield from ((person, "krijgt in A een woning en hier niet") for person in outcome.changes.lost)


def _front(compared: Compared, front: Front) -> Sheet:
    about = _lines("Wat dit is", [*less_lines(compared), extent_line(front), *kept_lines(front)], "")
    steps = _lines(
        "Wat kost het om meer te spreiden", [step_line(step, front) for step in compared.steps], "Niets af te wegen."
    )
    points = table("Combinaties, met beleid A", _point_columns(), front.points, nothing="Er zijn geen combinaties.")
    return Sheet(name="Front", title="Plaatsen, terugkeer en spreiding", tables=(about, steps, points))


def _point_columns() -> Iterator[Column[Point]]:
    for at, (title, width, meaning) in enumerate(
        (
            ("Geplaatst", 60, "Aantal mensen met een woning."),
            ("Terug naar herkomst", 16, "Van hen in de gemeente waar zij vandaan komen of die is aangewezen."),
            ("Spreiding", 16, "Strafpunten voor drukte; laag is goed."),
        )
    ):
        yield Column(title=title, width=width, kind=Kind.WHOLE, meaning=meaning, value=partial(_on_axis, at=at))
    yield Column(
        title="Bewijs",
        width=16,
        meaning="Of is bewezen dat geen combinatie nergens slechter en ergens beter is.",
        value=lambda row: "bewezen" if row.proven else "niet bewezen",
    )


def _on_axis(row: Point, *, at: int) -> int:
    return row.values[at]
