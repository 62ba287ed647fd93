"""Draw the coordinator's map: exact loads of every wijk in two states side by side."""

from __future__ import annotations

from api.texts.comparison_rows import letters, reference
from api.usecases.compare import Compared
from api.usecases.draw import Shapes
from api.usecases.propose import Answer
from maps.loads import State, before
from maps.side_by_side import Ground, Valued, draw_loads, ground_in, ground_of
from optimizer.compare.comparison import Outcome
from optimizer.proposal import Status

WITHOUT = "Wilt u ook zien wat één plek meer oplevert? Dat wordt nagerekend met: zachte-landing waarom --alles."


def draw_for_coordinator(answer: Answer, shapes: Shapes) -> str:
    """Today's practice beside the proposal; where there is no practice to compare with, what was there before."""
    return _drawn(answer, _ground(shapes))


def drawn_again(answer: Answer, page: str) -> str | None:
    """An earlier page of this answer on the same shapes, with what is known now; None where that isn't such a page."""
    ground = ground_in(page)
    return None if ground is None else _drawn(answer, ground)


def draw_comparison(compared: Compared, shapes: Shapes) -> dict[str, str]:
    """The first scenario beside each other one that has a proposal, by the letter of the other.

    Loads are measured with the caps and care weights of the first.
    """
    found, ground = compared.comparison, _ground(shapes)
    first, *others = zip(letters(found)[reference(found) :], found.outcomes, strict=True)
    return {
        letter: draw_loads(
            found.first.round,
            (_state(*first), _state(letter, other)),
            ground,
            about="Twee voorstellen naast elkaar. Beide zijn gemeten met de grenzen en gewichten van A.",
        )
        for letter, other in others
        if found.first.proposal.status is not Status.CONFLICT is not other.proposal.status
    }


def _drawn(answer: Answer, ground: Ground) -> str:
    told = answer.explanations
    valued = None if told is None else Valued(worths=told.worths, placed=len(answer.proposal.placements))
    states, about = _states(answer)
    without = "" if answer.proposal.status is Status.CONFLICT else WITHOUT
    return draw_loads(answer.round, states, ground, about=about, valued=valued, without=without)


def _states(answer: Answer) -> tuple[tuple[State, State], str]:
    uses = answer.proposal.limits
    start = State(name="Voor dit voorstel", short="voor", uses=before(uses))
    if answer.proposal.status is Status.CONFLICT:
        after = State(name="Zonder nieuwe plaatsingen", short="zonder", uses=uses)
        return (start, after), "Er is nog geen voorstel: wat vastligt, kan niet samen."
    after = State(name="Dit voorstel", short="voorstel", uses=uses)
    if answer.practice is None:
        return (start, after), "Wat er al was, naast wat dit voorstel daarvan maakt."
    today = State(name="Zoals het nu gaat", short="nu", uses=answer.practice.limits)
    return (today, after), "Hoe het met de huidige praktijk zou gaan, naast dit voorstel."


def _state(letter: str, outcome: Outcome) -> State:
    return State(name=f"{letter}, {outcome.name}", short=letter, uses=outcome.loads)


def _ground(shapes: Shapes) -> Ground:
    return ground_of(shapes.frame, schematic=shapes.schematic, source=shapes.source)
