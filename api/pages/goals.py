"""How the calculation ended, and what was reached on each goal beside what is possible and what people do now."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.addresses import page_of
from api.pages.book import Book
from api.pages.tables import Cell, Column, Row, Table, Tag
from api.pages.words import count, number, signed
from api.texts.clash import change_sentence, pins_of, why_clash
from optimizer.explain import GOAL_TEXTS, STATUS_TEXTS
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Status

UNITS = {
    Goal.OVERDUE: ("mens", "mensen"),
    Goal.PLACEMENTS: ("punt", "punten"),
    Goal.QUOTA: ("te weinig", "te weinig"),
    Goal.ORIGIN: ("mens", "mensen"),
    Goal.SPREAD: ("strafpunt", "strafpunten"),
    Goal.FIT: ("punt", "punten"),
    Goal.STABILITY: ("plaatsing", "plaatsingen"),
}
COLUMNS = (
    Column(id="doel", title="Doel, op volgorde"),
    Column(id="voorstel", title="Voorstel", number=True),
    Column(id="best", title="Best haalbaar", number=True),
    Column(id="praktijk", title="Huidige praktijk", number=True),
    Column(id="verschil", title="Verschil met huidige praktijk"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The status in words; `checked`: what the independent check says; `objections`: what it objects to."""

    title: str
    sentence: str
    tone: str
    sign: str
    checked: str
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What can't all be kept: fixed placements (who, that person's page, in what), if any; and why."""

    pairs: tuple[tuple[str, str, str], ...]
    why: str


def ending(book: Book) -> Ending:
    """How the calculation ended."""
    status = book.proposal.status
    text = STATUS_TEXTS[status]
    tones = {Status.PROVEN: ("good", "✓"), Status.CONFLICT: ("attention", "!"), Status.STOPPED: ("attention", "…")}
    tone, sign = tones.get(status, ("plain", "•"))
    objections = tuple(violation.message for violation in book.violations)
    checked = f"Controle: {count(len(objections), 'bezwaar', 'bezwaren')}" if objections else "Controle akkoord"
    return Ending(
        title=text.short, sentence=text.sentence, tone=tone, sign=sign, checked=checked, objections=objections
    )


def clashes(book: Book) -> tuple[Clash, ...]:
    """Why what lies fixed can't all be kept."""
    return tuple(
        Clash(
            pairs=tuple((person, page_of(person, book), dwelling) for person, dwelling in pins_of(conflict)),
            why=why_clash(conflict, book.round),
        )
        for conflict in book.proposal.conflicts
    )


def way_out(book: Book) -> tuple[str, ...]:
    """What would have to change for a proposal; nothing where nothing clashes."""
    found = book.proposal.way_out
    return () if found is None else tuple(change_sentence(change, book.round) for change in found.changes)


def goals(book: Book) -> Table:
    """In the policy's order, which decides: a goal is never given up for a later one."""
    reached = book.proposal.goals
    practice = {goal.goal: goal for goal in book.shown.practice.goals} if book.shown.practice else {}
    return Table(
        caption="Doelen in de volgorde van het beleid",
        columns=COLUMNS if practice else COLUMNS[:3],
        rows=tuple(_row(at, reached, practice) for at in range(len(reached))),
    )


def _row(at: int, reached: tuple[GoalValue, ...], practice: dict[Goal, GoalValue]) -> Row:
    goal = reached[at]
    text = GOAL_TEXTS[goal.goal]
    best = "" if goal.goal.maximise else " Lager is beter."
    cells = (
        Cell(text=f"{at + 1}. {text.short}", notes=(text.sentence + best,)),
        Cell(text=number(goal.value), notes=(_unit(goal),)),
        _bound(goal),
    )
    if not practice:
        return Row(cells=cells)
    before = practice[goal.goal]
    return Row(
        cells=(*cells, Cell(text=number(before.value), notes=(_unit(before),)), _difference(at, reached, practice))
    )


def _unit(goal: GoalValue) -> str:
    one, more = UNITS[goal.goal]
    return one if goal.value == 1 else more


def _bound(goal: GoalValue) -> Cell:
    if goal.bound is None:
        return Cell(text="onbekend", tags=(Tag("niet bewezen", "attention"),))
    proof = Tag("✓ bewezen", "good") if goal.proven else Tag("niet bewezen", "attention")
    return Cell(text=number(goal.bound), tags=(proof,))


def _difference(at: int, reached: tuple[GoalValue, ...], practice: dict[Goal, GoalValue]) -> Cell:
    gain = _gain(reached[at], practice)
    more = reached[at].value - practice[reached[at].goal].value
    if gain == 0:
        return Cell(text="0", tags=(Tag("gelijk"),))
    if gain > 0:
        return Cell(text=signed(more), tags=(Tag("voorstel beter", "good"),))
    first = next((index for index in range(at) if _gain(reached[index], practice) > 0), None)
    notes = () if first is None else (f"Doel {first + 1} ging voor: daar is het voorstel beter.",)
    return Cell(text=signed(more), tags=(Tag("huidige praktijk beter", "attention"),), notes=notes)


def _gain(goal: GoalValue, practice: dict[Goal, GoalValue]) -> int:
    more = goal.value - practice[goal.goal].value
    return more if goal.goal.maximise else -more
