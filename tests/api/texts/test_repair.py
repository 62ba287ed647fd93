"""Every code of a repair has its Dutch sentence, each with an example."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from api.texts.repair import CONSENT, MOST_NAMED, REASONS, event_sentence, event_sentences, move_sentence, repair_lines
from geodata.refusals import refusals
from optimizer.agreements import Pin, PinReason
from optimizer.events import Declined, DwellingLost, Event, Fixed, Move, Released, Stay, Variant, Withdrawn
from optimizer.mend.moves import MoveReason, why_moved
from optimizer.mend.repair import repair
from optimizer.policy import Goal
from optimizer.proposal import GoalValue
from optimizer.solve import solve
from tests.optimizer.recheck.test_repairs import EVENTS, PROPOSAL, REPAIR, ROUND
from tests.worlds import dwelling, person, policy, world

JARGON = ("solver", "constraint", "run", "model", "optim", "algoritme", "variant")


def told(placed: int, kept: int, short: int, *, proven: bool = True) -> tuple[GoalValue, ...]:
    values = {Goal.PLACEMENTS: placed, Goal.STABILITY: kept, Goal.QUOTA: short}
    return tuple(GoalValue(goal=goal, value=value, bound=value if proven else None) for goal, value in values.items())


VARIANT = Variant(round=ROUND, proposal=replace(PROPOSAL, goals=told(8, 2, 1)))


@pytest.mark.parametrize(
    ("reason", "stayed", "to", "sentence"),
    [
        (MoveReason.WORSE, told(4, 3, 1), "v",
         "ans: van w naar v. Blijft ans in w, dan is 'Plaatsingen naar urgentie' hoogstens 4 in plaats van 8."),
        (MoveReason.WORSE, told(8, 2, 3), None,
         ("ans: verliest w en krijgt geen andere woning. "
          "Blijft ans in w, dan is 'Tekort op afspraken' minstens 3 in plaats van 1.")),
        (MoveReason.MORE_MOVES, told(8, 1, 1), "v",
         "ans: van w naar v. Blijft ans in w, dan verliezen 2 mensen hun plaats in plaats van 1."),
        (MoveReason.INTERCHANGEABLE, told(8, 2, 1), "v",
         "ans: van w naar v. ans kan ook in w blijven. Dan verhuist iemand anders, met dezelfde uitkomst."),
        (MoveReason.CLASH, (), "v",
         "ans: van w naar v. Blijft ans in w, dan kan niet alles wat vastligt samen."),
        (MoveReason.UNPROVEN, told(4, 3, 1, proven=False), "v",
         "ans: van w naar v. Wat er verloren gaat als ans in w blijft, is niet bewezen."),
    ],
)  # fmt: skip
def test_every_reason_to_move_in_a_sentence(
    reason: MoveReason, stayed: tuple[GoalValue, ...], to: str | None, sentence: str
) -> None:
    move = Move(person="ans", origin="w", to=to, stay=Stay(goals=stayed, placements=()))
    assert why_moved(move, VARIANT).reason is reason
    assert move_sentence(move, replace(VARIANT, moves=(move,))) == sentence


def test_every_reason_has_a_text_in_plain_words() -> None:
    assert set(REASONS) == set(MoveReason)
    for text in (*REASONS.values(), *CONSENT):
        assert text.endswith((".", "?"))
        assert not any(word in text.lower().split() for word in JARGON)
        assert max(len(sentence.split()) for sentence in re.split(r"[.?:] ", text)) <= 17


@pytest.mark.parametrize("code", refusals())
def test_every_refusal_in_a_sentence(code: str) -> None:
    why = refusals()[code]
    counts = "telt als" if why.counts else "telt niet als"
    said = event_sentence(Declined(person="ans", refusal=why), {"ans": "w"})
    assert said == f"ans krijgt w niet: {why.name} ({why.by}). Dit {counts} geweigerd aanbod."


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        *((Fixed(person="ans", reason=reason), f"ans in w staat vast: {reason}.") for reason in PinReason),
        (Released(person="ans"), "ans in w is teruggenomen: ans wacht weer."),
        (DwellingLost(dwelling="w"), "Woning w vervalt."),
        (Withdrawn(person="bea"), "bea is geen kandidaat meer."),
    ],
)
def test_every_other_event_in_a_sentence(event: Event, sentence: str) -> None:
    assert event_sentence(event, {"ans": "w"}) == sentence


def test_many_placements_that_are_fixed_are_counted() -> None:
    many = [Fixed(person=str(number), reason=PinReason.VERSTUURD) for number in range(MOST_NAMED + 1)]
    said = list(event_sentences([*many, Fixed(person="ans", reason=PinReason.AKKOORD)], {"ans": "w"}))
    assert said == ["ans in w staat vast: al akkoord.", "6 plaatsingen staan vast: al verstuurd."]


def test_two_answers_side_by_side_and_what_the_second_asks() -> None:
    lines = list(repair_lines(PROPOSAL, EVENTS, REPAIR))
    assert lines[0] == "Ronde, herstel 1"
    row = next(line for line in lines if line.startswith("2. Plaatsingen naar urgentie"))
    assert row.split()[-4:] == ["70", "56", "64", "+8"]
    assert next(line for line in lines if line.startswith("Houdt zijn plaats (van 2)")).split()[-4:] == [
        "2",
        "2",
        "1",
        "−1",
    ]
    assert "  Verliest een plaats: niemand." in lines
    assert "  Verliest een plaats: 1 mens." in lines
    assert any(line.startswith("    ans: van laag naar ") for line in lines)
    assert lines[-3:] == list(CONSENT)
    assert not any("dirk in d" in line for line in lines)


def test_with_a_budget_that_is_said_and_a_clash_is_told() -> None:
    budget = replace(ROUND, policy=policy(disruption_budget=1))
    found = repair(budget, PROPOSAL, EVENTS)
    assert list(repair_lines(PROPOSAL, EVENTS, found))[-1].startswith("Het beleid laat hoogstens 1 mens hun plaats")
    round_ = world([person("ans"), person("bea")], [dwelling("w"), dwelling("v")])
    proposal = solve(round_)
    twice = [Pin(person=name, dwelling="w", reason=PinReason.AKKOORD) for name in ("ans", "bea")]
    clashing = repair(replace(round_, pins=tuple(twice)), proposal, [])
    lines = list(repair_lines(proposal, [], clashing))
    assert "Minste verhuizingen: wat vastligt, botst." in lines
    assert next(line for line in lines if line.startswith("Geplaatst")).split() == [
        "Geplaatst",
        "2",
        "kan",
        "niet",
        "kan",
        "niet",
    ]
