"""The first and the last sheet for the coordinator: what the proposal amounts to, and where figures come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api.pages.book import Book
from api.pages.goals import UNITS, clashes, way_out
from api.reports.sheets import Column, Kind, Sheet, Table, Value, meanings, table
from api.texts.clash import WAY_OUT, WAY_OUT_NOTE
from optimizer.explain import GOAL_TEXTS, STATUS_TEXTS
from optimizer.metrics import BusiestArea, Figures, Share
from optimizer.proposal import GoalValue, Status

Known = tuple[str, Value]


@dataclass(frozen=True)
class FigureRow:
    """A key figure of the proposal, what it is part of, and the same of today's practice."""

    name: str
    ours: Value
    whole: Value
    theirs: Value
    note: str

    @property
    def share(self) -> Value:
        """As a part; nothing of nothing."""
        return (
            self.ours / self.whole
            if isinstance(self.ours, int) and isinstance(self.whole, int) and self.whole
            else None
        )

    @property
    def difference(self) -> Value:
        """Nothing where there is nothing to compare."""
        return self.ours - self.theirs if isinstance(self.ours, int) and isinstance(self.theirs, int) else None


@dataclass(frozen=True)
class GoalRow:
    """A goal at its place in the order, with what today's practice reaches on it."""

    place: int
    reached: GoalValue
    theirs: int | None

    @property
    def proof(self) -> str:
        """Whether it was proven that nothing better exists."""
        return "bewezen" if self.reached.proven else "niet bewezen"


def overview_sheet(book: Book) -> Sheet:
    """Answers first."""
    status = STATUS_TEXTS[book.proposal.status]
    first = table("Voorstel", FACT_COLUMNS, _about(book))
    tables = [first, table(f"Kerncijfers: {status.short.lower()}", FIGURE_COLUMNS, figure_rows(book))]
    if book.proposal.conflicts:
        tables[1:1] = [_conflicts(book), _way_out(book)]
    nothing = "Er zijn geen doelen berekend."
    tables.append(table("Doelen, het belangrijkste eerst", GOAL_COLUMNS, goal_rows(book), nothing=nothing))
    return Sheet(name="Samenvatting", title="Samenvatting van het voorstel", tables=tuple(tables))


def explanation_sheet(book: Book, sheets: tuple[Sheet, ...]) -> Sheet:
    """What the columns mean and where the figures come from."""
    sources = table("Waar de cijfers vandaan komen", FACT_COLUMNS, _sources(book))
    return Sheet(name="Uitleg", title="Uitleg bij dit werkboek", tables=(sources, meanings(sheets)))


def _about(book: Book) -> Iterator[Known]:
    round_, status = book.round, STATUS_TEXTS[book.proposal.status]
    yield "Ronde", round_.name
    yield "Begin van de periode", round_.start
    yield "Einde van de periode", round_.end
    yield "Gegevens", round_.origin_of_data or "geen aanduiding"
    yield "Beleid", round_.policy.name
    yield "Uitkomst", status.short
    yield "Wat dat betekent", status.sentence
    yield "Controle", "Akkoord. Een tweede, losse controle heeft alle regels en grenzen nagerekend."
    if book.shown.practice is None:
        yield "Huidige praktijk", "Kan niet worden vergeleken: die kan niet houden wat al vastligt."


def _sources(book: Book) -> Iterator[Known]:
    proposal = book.proposal
    yield "Alle cijfers", "Zijn berekend uit één vaste momentopname van de ronde en het voorstel daarop."
    yield "Huidige praktijk", STATUS_TEXTS[Status.BASELINE].sentence
    yield (
        "Voor wie",
        "Alleen voor de coördinator. Stuur dit werkboek niet door: elke corporatie heeft een eigen versie.",
    )
    yield "Ronde", proposal.round_id
    yield "Controlegetal van de ronde", proposal.round_digest
    yield "Versie van de regels", proposal.rules_version
    yield "Rekenprogramma", proposal.solver
    yield "Startgetal", proposal.settings.seed
    yield "Langste rekentijd in seconden", proposal.settings.time_limit or "geen grens"
    for amounts in book.round.policy.amounts:
        yield f"Huurbedragen {amounts.year}", amounts.source


def _conflicts(book: Book) -> Table:
    rows = [(", ".join(f"{person} in {home}" for person, _, home in clash.pairs), clash.why) for clash in clashes(book)]
    columns: tuple[Column[Known], ...] = (
        Column(title="Vaste plaatsingen", width=36, meaning="Wat niet samen kan.", value=lambda row: row[0]),
        Column(title="Waarom niet", width=60, meaning="Wat er niet samen mee kan.", value=lambda row: row[1]),
    )
    return table("Wat vastligt en niet samen kan", columns, rows)


def _way_out(book: Book) -> Table:
    columns: tuple[Column[Known], ...] = (
        Column(title="Verandering", width=36, meaning="Nummer van de verandering.", value=lambda row: row[0]),
        Column(title="Wat u dan doet", width=60, meaning=WAY_OUT_NOTE, value=lambda row: row[1]),
    )
    rows = [(str(number), sentence) for number, sentence in enumerate(way_out(book), 1)]
    return table(WAY_OUT.removesuffix(":"), columns, rows)


SHARES: tuple[tuple[str, Callable[[Figures], Share], str], ...] = (
    ("Geplaatst", lambda figures: figures.placed, "Van alle mensen zonder lopende plaatsing."),
    ("Te laat, nu geplaatst", lambda figures: figures.overdue, "Uiterste datum of langste wachttijd voorbij."),
    (
        "Terug naar herkomst",
        lambda figures: figures.returned,
        "Geplaatst, met een bekende herkomst of aangewezen gemeente.",
    ),
    ("Afspraken gehaald", lambda figures: figures.quotas_met, "Van de afspraken met een minimum."),
    ("Woningen gebruikt", lambda figures: figures.units_used, "Van de woningen zonder lopende plaatsing."),
)
COUNTS: tuple[tuple[str, Callable[[Figures], int], str], ...] = (
    ("Tekort op afspraken", lambda figures: figures.quota_shortfall, "Plaatsingen te weinig, alle afspraken samen."),
    ("Mensen zonder woning", lambda figures: figures.placed.whole - figures.placed.part, ""),
    ("Besluit nodig", lambda figures: figures.needs_decision, "Over wie iemand nu moet besluiten."),
)


def figure_rows(book: Book) -> Iterator[FigureRow]:
    """From the most important to the least, the busiest area last."""
    ours = book.figures
    theirs = None if book.proposal.status is Status.CONFLICT else book.practice_figures
    for name, share, note in SHARES:
        before = None if theirs is None else share(theirs).part
        yield FigureRow(name, share(ours).part, share(ours).whole, before, note)
    for name, count, note in COUNTS:
        yield FigureRow(name, count(ours), None, None if theirs is None else count(theirs), note)
    if ours.busiest:
        yield _busiest(ours.busiest, theirs.busiest if theirs else None, book)


def _busiest(ours: BusiestArea, theirs: BusiestArea | None, book: Book) -> FigureRow:
    note = f"Bezet deel van de grens: {book.names[ours.area]}."
    if theirs is None:
        return FigureRow("Drukste gebied, in procenten", ours.percent, None, None, note)
    note += f" Huidige praktijk: {book.names[theirs.area]}."
    return FigureRow("Drukste gebied, in procenten", ours.percent, None, theirs.percent, note)


def goal_rows(book: Book) -> list[GoalRow]:
    """In the policy's order."""
    practice = {goal.goal: goal.value for goal in book.shown.practice.goals} if book.shown.practice else {}
    return [GoalRow(place, goal, practice.get(goal.goal)) for place, goal in enumerate(book.proposal.goals, 1)]


FACT_COLUMNS: tuple[Column[Known], ...] = (
    Column(title="Onderwerp", width=36, meaning="Waar de regel over gaat.", value=lambda row: row[0]),
    Column(title="Gegeven", width=60, kind=Kind.DATE, meaning="Wat daarover bekend is.", value=lambda row: row[1]),
)
FIGURE_COLUMNS: tuple[Column[FigureRow], ...] = (
    Column(title="Kerncijfer", width=36, meaning="Wat is geteld.", value=lambda row: row.name),
    Column(title="Toelichting", width=60, meaning="Hoe is geteld.", value=lambda row: row.note),
    Column(title="Voorstel", width=14, kind=Kind.WHOLE, meaning="De uitkomst.", value=lambda row: row.ours),
    Column(
        title="Van", width=14, kind=Kind.WHOLE, meaning="Waar de uitkomst een deel van is.", value=lambda row: row.whole
    ),
    Column(title="Aandeel", width=14, kind=Kind.SHARE, meaning="De uitkomst als deel.", value=lambda row: row.share),
    Column(
        title="Huidige praktijk",
        width=14,
        kind=Kind.WHOLE,
        meaning="De uitkomst zoals het nu gaat. Leeg: niet te vergelijken.",
        value=lambda row: row.theirs,
    ),
    Column(
        title="Verschil",
        width=14,
        kind=Kind.SIGNED,
        meaning="Voorstel min huidige praktijk.",
        value=lambda row: row.difference,
    ),
)
GOAL_COLUMNS: tuple[Column[GoalRow], ...] = (
    Column(
        title="Doel",
        width=36,
        meaning="Een eerder doel gaat altijd voor een later doel.",
        value=lambda row: f"{row.place}. {GOAL_TEXTS[row.reached.goal].short}",
    ),
    Column(
        title="Betekenis",
        width=60,
        meaning="Wat er wordt geteld.",
        value=lambda row: GOAL_TEXTS[row.reached.goal].sentence,
    ),
    Column(title="Voorstel", width=14, kind=Kind.WHOLE, meaning="De uitkomst.", value=lambda row: row.reached.value),
    Column(
        title="Best haalbaar",
        width=14,
        kind=Kind.WHOLE,
        meaning="Wat hoogstens kan, gegeven de eerdere doelen. Leeg: niet bekend.",
        value=lambda row: row.reached.bound,
    ),
    Column(
        title="Bewijs",
        width=14,
        meaning="Of is bewezen dat het niet beter kan.",
        value=lambda row: row.proof,
    ),
    Column(
        title="Huidige praktijk",
        width=14,
        kind=Kind.WHOLE,
        meaning="De uitkomst zoals het nu gaat.",
        value=lambda row: row.theirs,
    ),
    Column(
        title="Verschil",
        width=14,
        kind=Kind.SIGNED,
        meaning="Voorstel min huidige praktijk.",
        value=lambda row: None if row.theirs is None else row.reached.value - row.theirs,
    ),
    Column(
        title="Beter is",
        width=14,
        meaning="Of meer of minder beter is.",
        value=lambda row: "meer" if row.reached.goal.maximise else "minder",
    ),
    Column(
        title="Eenheid",
        width=14,
        meaning="Wat er wordt geteld, in één woord.",
        value=lambda row: UNITS[row.reached.goal][1],
    ),
)
