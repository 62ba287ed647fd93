"""What would help, what else was possible and what is tied, in plain Dutch (B1).

For others than the coordinator nobody else is named, and how much room an area lacks is not told (settled rules 8
and 16). A contactuitsluiting is in none of these texts: what it closes is never offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from optimizer.agreements import LimitKind
from optimizer.explain import GOAL_TEXTS, Audience, Text, names_of_limits
from optimizer.explanations import Alternative, Easing, Effect, Giving, Hope, How, Move, Outcome, Tie, TieKind
from optimizer.round import Round

GIVING_TEXTS: Mapping[Giving, Text] = {
    Giving.ASK: Text("begeleiding vragen", "Een aanbieder wordt gevraagd voor de begeleiding."),
    Giving.HOURS: Text("meer uren begeleiding", "De aanbieder geeft hier meer uren begeleiding."),
    Giving.HOLD: Text("langer vasthouden", "Een woning mag langer leeg staan tot iemand klaar is."),
    Giving.RENT: Text("uitzondering op de huur", "De huur mag voor deze persoon boven de grens liggen."),
    Giving.AREA: Text("ruimte in een gebied", "De grens van een gebied wordt ruimer."),
    Giving.QUOTA: Text("ruimte in een afspraak", "Een afgesproken maximum wordt hoger."),
    Giving.LESS: Text("een lagere afspraak", "Een afgesproken minimum wordt lager."),
    Giving.CONTRACT: Text("contract voor begeleiding", "Een aanbieder krijgt in deze gemeente een contract."),
    Giving.EXCLUDED: Text("uitgesloten gebied", "De persoon bespreekt of een uitgesloten gebied toch kan."),
    Giving.BAN: Text("eerdere weigering", "Een eerdere weigering wordt opnieuw besproken."),
    Giving.UNIT: Text("een woning erbij", "Er komt een woning bij die past."),
}
OUTCOME_TEXTS: Mapping[Outcome, Text] = {
    Outcome.PLACED: Text("krijgt een woning", "Hiermee krijgt deze persoon een woning. Dat is nagerekend."),
    Outcome.OTHERS: Text(
        "iets anders gaat voor",
        "Hiermee kan deze persoon een woning krijgen. Maar de berekening geeft die niet: iemand anders of een eerder "
        "doel gaat voor. Dat is nagerekend.",
    ),
    Outcome.UNKNOWN: Text(
        "kan een woning krijgen",
        "Hiermee kan deze persoon een woning krijgen, en niemand verliest er een. Of de berekening dat ook doet, is "
        "nog niet nagerekend.",
    ),
}
TIE_TEXTS: Mapping[TieKind, Text] = {
    TieKind.FIXED: Text("ligt vast", "Deze plaatsing lag al vast."),
    TieKind.FORCED: Text(
        "in elk beste voorstel", "In elk voorstel dat even goed is, krijgt deze persoon deze woning. Dat is bewezen."
    ),
    TieKind.INTERCHANGEABLE: Text(
        "verwisselbaar",
        "Een ander voorstel is voor alle doelen precies even goed. De berekening kiest er een. Tussen mensen die in "
        "alles gelijk tellen, beslist de loting.",
    ),
    TieKind.UNKNOWN: Text("nog niet nagerekend", "Of een ander voorstel even goed is, is nog niet nagerekend."),
}
HOW_TEXTS: Mapping[How, Text] = {
    How.FREE: Text("vrij", "Deze woning blijft nu over."),
    How.SWAP: Text("ruilen", "De twee ruilen van woning."),
    How.INSTEAD: Text("in plaats van", "De ander verliest de woning."),
}
IF_NOBODY_MOVES = "Dit geldt als verder niemand verhuist."
NO_HELP = "Wij vinden geen kleine verandering waarmee deze persoon een woning kan krijgen."
LINKED = "Deze aanmelding hoort bij een andere. Wat voor hen samen zou helpen, is niet berekend."


def easing_sentence(easing: Easing, round_: Round, audience: Audience = Audience.COORDINATOR) -> str:
    """One change of the round, complete with names and amounts."""
    names, limits, more = _names(round_), names_of_limits(round_), easing.by
    exact = audience is Audience.COORDINATOR
    match easing.kind:
        case Giving.ASK:
            return f"Vraag {names[easing.id]} om de begeleiding." if exact else GIVING_TEXTS[Giving.ASK].sentence
        case Giving.HOURS:
            return f"{limits[easing.id]}: {_hours(more)} erbij." if exact else GIVING_TEXTS[Giving.HOURS].sentence
        case Giving.HOLD:
            return f"Een woning mag {_days(more)} langer leeg staan tot iemand klaar is. Dat geldt dan voor iedereen."
        case Giving.AREA:
            where = f"{limits[easing.id]}{_of_what(easing, round_)}"
            return f"{where}: {more} meer ruimte onder de grens." if exact else f"{where}: meer ruimte."
        case Giving.QUOTA | Giving.LESS:
            change = "meer toestaan" if easing.kind is Giving.QUOTA else "minder vragen"
            return f"Afspraak {limits[easing.id]}: {_households(more)} {change}."
        case _:
            return _at_home(easing, round_, exact=exact)


def _at_home(easing: Easing, round_: Round, *, exact: bool) -> str:
    names = _names(round_)
    places = {home.id: home for home in round_.dwellings}
    match easing.kind:
        case Giving.RENT:
            return f"Een uitzondering op de huur van woning {easing.dwelling}: € {easing.by} boven de grens."
        case Giving.CONTRACT:
            where = names[places[easing.dwelling].municipality]
            who = f" van {names[easing.id]}" if exact else ""
            return f"Een contract voor begeleiding{who} in {where}."
        case Giving.UNIT:
            home = places[easing.dwelling]
            return f"Een woning erbij zoals {home.id}, in {names[home.wijk]}."
        case Giving.EXCLUDED:
            return f"Met de persoon bespreken of {names[easing.id]} toch kan."
        case _:
            return f"De weigering van {names.get(easing.id, easing.id)} opnieuw bespreken."


def effect_words(effects: Iterable[Effect]) -> tuple[str, ...]:
    """Every goal that changes, with its sign and whether that is better."""
    return tuple(f"{GOAL_TEXTS[each.goal].short}: {effect_amount(each)}" for each in effects if each.by)


def effect_amount(effect: Effect) -> str:
    """How much, and whether that is better; of an effect that is not 0."""
    return f"{_signed(effect.by)} ({'beter' if (effect.by > 0) is effect.goal.maximise else 'slechter'})"


def effects_sentence(effects: Sequence[Effect]) -> str:
    """The same in one line."""
    changed = effect_words(effects)
    return f"{'; '.join(changed)}." if changed else "Aan de doelen verandert niets."


def others_sentence(alternative: Alternative, audience: Audience = Audience.COORDINATOR) -> str:
    """What becomes of somebody else."""
    who = alternative.other if audience is Audience.COORDINATOR else "Iemand anders"
    match alternative.how:
        case How.FREE:
            return "Niemand anders verhuist."
        case How.SWAP:
            return f"{who} krijgt dan de woning die vrijkomt."
        case How.INSTEAD:
            return f"{who} heeft dan geen woning."


def moves_sentences(moves: Iterable[Move], before: Mapping[str, str]) -> tuple[str, ...]:
    """Person by person what changes; for the coordinator only. `before`: the dwelling of each placed person."""
    said = []
    for move in moves:
        if not move.dwelling:
            said.append(f"{move.person} heeft dan geen woning.")
        elif move.person in before:
            said.append(f"{move.person} krijgt dan {move.dwelling} in plaats van {before[move.person]}.")
        else:
            said.append(f"{move.person} krijgt dan {move.dwelling}.")
    return tuple(said)


def differences(after: Iterable[tuple[str, str]], before: Mapping[str, str]) -> tuple[Move, ...]:
    """Who goes where instead: those who gain a home first, then who lose it, then who move."""
    then = dict(after)
    names = sorted(name for name in {*then, *before} if then.get(name) != before.get(name))
    moves = [Move(person=name, dwelling=then.get(name, "")) for name in names]
    return tuple(sorted(moves, key=lambda move: (move.person in before, bool(move.dwelling))))


def tie_sentences(tie: Tie, before: Mapping[str, str], audience: Audience = Audience.COORDINATOR) -> tuple[str, ...]:
    """What is known of other proposals that are as good."""
    first = TIE_TEXTS[tie.kind].sentence
    return (first, *moves_sentences(tie.moves, before)) if audience is Audience.COORDINATOR else (first,)


def hope_sentence(hope: Hope) -> str:
    """What the list of openings comes to."""
    if hope.linked:
        return LINKED
    if not hope.openings:
        return NO_HELP
    if any(opening.outcome is Outcome.PLACED for opening in hope.openings):
        return "Met de eerste verandering geeft de berekening deze persoon een woning. Dat is nagerekend."
    return "Met een van deze veranderingen kan deze persoon een woning krijgen, zonder dat iemand er een verliest:"


def _names(round_: Round) -> dict[str, str]:
    held = (round_.municipalities, round_.areas, round_.corporations, round_.providers)
    return {each.id: each.name for group in held for each in group}


def _of_what(easing: Easing, round_: Round) -> str:
    """An area may have two limits."""
    kind = next(limit.kind for limit in round_.limits if limit.id == easing.id)
    return " (nieuw in deze periode)" if kind is LimitKind.INSTROOM else ""


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else f"\N{MINUS SIGN}{-value}"


def _hours(value: int) -> str:
    return f"{value} uur begeleiding per week"


def _days(value: int) -> str:
    return f"{value} {'dag' if value == 1 else 'dagen'}"


def _households(value: int) -> str:
    return f"{value} {'plaatsing' if value == 1 else 'plaatsingen'}"
