"""A proposal as a coordinator reads it in the terminal: what, compared with what, and why not everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from api.texts.clash import clash_lines
from api.texts.fairness import alarm_sentence, lag_sentences, lag_title
from api.usecases.propose import Answer
from optimizer.explain import (
    CAUSE_TEXTS,
    GOAL_TEXTS,
    STATUS_TEXTS,
    Audience,
    names_of_limits,
    rule_text,
)
from optimizer.fair.fairness import fairness
from optimizer.metrics import Figures, Share, figures_of
from optimizer.proposal import Cause, Proposal, Rule, Status, Unplaced
from optimizer.round import Round
from optimizer.words import period

MOST_REASONS = 6


def summary(answer: Answer) -> str:
    """The whole summary, lines of at most about 100 characters."""
    lines = [*_heading(answer.round), "", *_status(answer.proposal)]
    if answer.proposal.conflicts:
        lines += ["", *clash_lines(answer.proposal.conflicts, answer.proposal.way_out, answer.round)]
        return "\n".join(lines)
    lines += ["", *_figures(answer), "", *_goals(answer), "", *_unplaced(answer.round, answer.proposal)]
    lines += _unfair(answer)
    return "\n".join(lines)


def _heading(round_: Round) -> Iterator[str]:
    label = f" · {round_.origin_of_data}" if round_.origin_of_data else ""
    yield f"{round_.name} · {period(round_.start, round_.end)}{label}"


def _status(proposal: Proposal) -> Iterator[str]:
    text = STATUS_TEXTS[proposal.status]
    mark = "✓" if proposal.status is Status.PROVEN else "!"
    yield f"{mark} {text.short}. {text.sentence} Controle akkoord."


def _figures(answer: Answer) -> Iterator[str]:
    """One line per key figure, with today's practice beside it."""
    ours = _rows_of(answer.round, figures_of(answer.round, answer.proposal))
    theirs = _rows_of(answer.round, figures_of(answer.round, answer.practice)) if answer.practice else {}
    yield _line("", "voorstel", "zoals het nu gaat", "verschil")
    for name, (text, number) in ours.items():
        text_now, number_now = theirs.get(name, ("kan niet", None))
        difference = "" if number is None or number_now is None else f"{number - number_now:+}"
        yield _line(name, text, text_now, difference)


def _line(name: str, proposal: object, practice: object, last: object) -> str:
    return f"{name:42}{proposal:>18}{practice:>22}{last:>16}"


def _rows_of(round_: Round, figures: Figures) -> dict[str, tuple[str, int | None]]:
    """What to show and, where a difference makes sense, the number to compare."""
    names = {area.id: area.name for area in round_.areas}
    busiest = figures.busiest
    without, empty = (share.whole - share.part for share in (figures.placed, figures.units_used))
    return {
        "Geplaatst": _share(figures.placed),
        "  van wie te lang wachtten": _share(figures.overdue),
        "Terug naar herkomst": _share(figures.returned),
        "Afspraken gehaald": _share(figures.quotas_met),
        "Drukste wijk": (f"{busiest.percent}% {names[busiest.area]}", busiest.percent)
        if busiest
        else ("geen grens", None),
        "Mensen zonder woning": (str(without), without),
        "Woningen zonder bewoner": (str(empty), empty),
        "Besluit nodig over": (str(figures.needs_decision), figures.needs_decision),
    }


def _share(share: Share) -> tuple[str, int]:
    percent = "" if share.percent is None else f" ({share.percent}%)"
    return f"{share.part} van {share.whole}{percent}", share.part


def _goals(answer: Answer) -> Iterator[str]:
    yield _line("Doelen, het belangrijkste eerst", "voorstel", "zoals het nu gaat", "best haalbaar")
    practice = {goal.goal: goal.value for goal in answer.practice.goals} if answer.practice else {}
    for number, goal in enumerate(answer.proposal.goals, 1):
        bound = "onbekend" if goal.bound is None else goal.bound
        name = f"{number}. {GOAL_TEXTS[goal.goal].short}" + ("" if goal.goal.maximise else " (laag is goed)")
        yield _line(name, goal.value, practice.get(goal.goal, "kan niet"), bound)
    yield "Een eerder doel gaat altijd voor. Een later doel kan daardoor lager uitvallen dan nu."


def _unfair(answer: Answer) -> Iterator[str]:
    """Only where a group does clearly worse."""
    found = fairness(answer.round, answer.proposal, answer.practice)
    for lag in found.lags:
        yield from ("", f"! {lag_title(lag)}", *(f"  {sentence}" for sentence in lag_sentences(lag, answer.round)))
    if found.lags:
        yield alarm_sentence(found, answer.round.policy)


def _unplaced(round_: Round, proposal: Proposal) -> Iterator[str]:
    people = proposal.unplaced
    if not people:
        yield "Iedereen is geplaatst."
        return
    yield f"Waarom niet iedereen een woning heeft ({len(people)} {'persoon' if len(people) == 1 else 'mensen'}):"
    for cause in Cause:
        concerned = [unplaced for unplaced in people if unplaced.cause is cause]
        if concerned:
            yield f"{len(concerned):5} × {CAUSE_TEXTS[cause].sentence}"
            yield from _most_named(concerned, round_)


def _most_named(concerned: list[Unplaced], round_: Round) -> Iterator[str]:
    """What stands in the way of most of them."""
    named = Counter(reason for unplaced in concerned for reason in _obstacles(unplaced, round_))
    for reason, people in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:MOST_REASONS]:
        yield f"{'':8}{people} × {reason}"


def _obstacles(unplaced: Unplaced, round_: Round) -> set[str]:
    """Rules that most dwellings break, or the limits that close what fits; each once."""
    if unplaced.cause is Cause.NO_DWELLING:
        most = max((count.dwellings for count in unplaced.rules), default=0)
        return {_short(count.rule) for count in unplaced.rules if count.dwellings == most}
    names = names_of_limits(round_)
    closed = {
        f"{rule_text(item.rule, Audience.COORDINATOR).short} ({names.get(item.id, '')})" for item in unplaced.blocked_by
    }
    return closed | ({"passende woningen gaan naar iemand anders"} if unplaced.taken else set())


def _short(rule: Rule) -> str:
    return rule_text(rule, Audience.COORDINATOR).short
