"""What `check` tells a coordinator about a round before it is solved."""

from __future__ import annotations

from collections.abc import Iterator

from api.texts.clash import clash_lines
from optimizer.explain import Audience, names_of_limits, rule_text
from optimizer.outlook import NoMatch, Outlook
from optimizer.round import Round
from optimizer.words import period

MOST_RULES = 3


def foresight(round_: Round, known: Outlook) -> str:
    """Everything worth knowing beforehand, in lines."""
    head = f"{round_.name} · {period(round_.start, round_.end)}"
    counts = f"{len(round_.people)} mensen, {sum(home.units for home in round_.dwellings)} woningen, {len(round_.limits)} grenzen, {len(round_.quotas)} afspraken"
    parts = [
        list(part)
        for part in (
            _clash(round_, known),
            _people(known),
            _dwellings(known),
            _full(round_, known),
            _quotas(round_, known),
            _oddities(known),
        )
    ]
    found = [line for part in parts if part for line in ("", *part)]
    return "\n".join([head, counts, *(found or ["", "Geen bijzonderheden. De ronde kan worden berekend."])])


def _clash(round_: Round, known: Outlook) -> Iterator[str]:
    if known.clash.conflicts:
        yield "Wat vastligt en niet samen kan:"
        yield from clash_lines(known.clash.conflicts, known.clash.way_out, round_)


def _people(known: Outlook) -> Iterator[str]:
    if known.people:
        yield f"Mensen voor wie geen enkele woning past: {len(known.people)}"
        yield from (f"  {_because(nobody, 'woningen')}" for nobody in known.people)


def _dwellings(known: Outlook) -> Iterator[str]:
    if known.dwellings:
        yield f"Woningen die bij niemand passen: {len(known.dwellings)}"
        yield from (f"  {_because(nobody, 'mensen')}" for nobody in known.dwellings)


def _because(nobody: NoMatch, of_what: str) -> str:
    """The rules that close everything, or else the most frequent ones with their number."""
    closing = [rule_text(rule, Audience.COORDINATOR).short for rule, times in nobody.broken if times == nobody.of]
    if nobody.of == 0:
        return f"{nobody.id}: er zijn geen {of_what} in deze ronde"
    if closing:
        return f"{nobody.id}: bij alle {nobody.of} {of_what}: {', '.join(closing)}"
    most = (f"{rule_text(rule, Audience.COORDINATOR).short} ({times})" for rule, times in nobody.broken[:MOST_RULES])
    return f"{nobody.id}: vooral {', '.join(most)}, van {nobody.of} {of_what}"


def _full(round_: Round, known: Outlook) -> Iterator[str]:
    if known.full:
        names = names_of_limits(round_)
        yield "Grenzen en afspraken waar nu al niemand meer bij kan:"
        for full in known.full:
            yield f"  {names.get(full.id, full.id)}: sluit {full.dwellings} {'woning' if full.dwellings == 1 else 'woningen'}"


def _quotas(round_: Round, known: Outlook) -> Iterator[str]:
    if known.quotas:
        names = names_of_limits(round_)
        yield "Afspraken die niet te halen zijn, ook niet als al het andere wijkt:"
        for quota in known.quotas:
            yield f"  {names[quota.quota]}: minstens {quota.minimum} afgesproken, hoogstens {quota.reachable} haalbaar"


def _oddities(known: Outlook) -> Iterator[str]:
    if known.oddities:
        yield "Dit mag, maar kijk het na:"
        yield from (f"  {oddity.id}: {oddity.sentence}" for oddity in known.oddities)
