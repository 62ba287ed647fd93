"""Every kind of change, outcome and tie has its sentence with an example; nothing is given away to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from optimizer.agreements import LimitKind, Quota, QuotaBasis
from optimizer.explain import CAUSE_TEXTS, GOAL_TEXTS, JOINT_TEXTS, RULE_TEXTS, STATUS_TEXTS, Audience, Text
from optimizer.explanations import Alternative, Easing, Effect, Giving, Hope, How, Move, Outcome, Tie, TieKind
from optimizer.policy import Goal
from optimizer.proposal import Cause, JointRule, Rule, Status
from optimizer.round import Round
from optimizer.why.easing import SCALE
from optimizer.why.sentences import (
    GIVING_TEXTS,
    HOW_TEXTS,
    LINKED,
    NO_HELP,
    OUTCOME_TEXTS,
    TIE_TEXTS,
    differences,
    easing_sentence,
    effect_words,
    effects_sentence,
    hope_sentence,
    moves_sentences,
    others_sentence,
    tie_sentences,
)
from tests.worlds import cap, dwelling, person, world

JARGON = re.compile(r"\b(solver|constraint|run|optimali\w+|slack|dual)\b", re.IGNORECASE)
EXAMPLES = {
    Giving.ASK: (Easing(kind=Giving.ASK, id="zorg-2", person="ans"), "Vraag Zorg 2 om de begeleiding."),
    Giving.HOURS: (
        Easing(kind=Giving.HOURS, id="uren GM-A", by=3),
        "Zorg 1, Aadorp: 3 uur begeleiding per week erbij.",
    ),
    Giving.HOLD: (
        Easing(kind=Giving.HOLD, by=1),
        "Een woning mag 1 dag langer leeg staan tot iemand klaar is. Dat geldt dan voor iedereen.",
    ),
    Giving.RENT: (
        Easing(kind=Giving.RENT, dwelling="w", person="ans", by=12),
        "Een uitzondering op de huur van woning w: € 12 boven de grens.",
    ),
    Giving.AREA: (Easing(kind=Giving.AREA, id="grens wijk-a", by=2), "wijk a: 2 meer ruimte onder de grens."),
    Giving.QUOTA: (Easing(kind=Giving.QUOTA, id="q", by=1), "Afspraak Aadorp: 1 plaatsing meer toestaan."),
    Giving.LESS: (Easing(kind=Giving.LESS, id="q", by=1), "Afspraak Aadorp: 1 plaatsing minder vragen."),
    Giving.CONTRACT: (
        Easing(kind=Giving.CONTRACT, id="zorg-1", dwelling="w", by=2),
        "Een contract voor begeleiding van Zorg 1 in Aadorp.",
    ),
    Giving.EXCLUDED: (
        Easing(kind=Giving.EXCLUDED, id="wijk-b", person="ans"),
        "Met de persoon bespreken of wijk b toch kan.",
    ),
    Giving.BAN: (Easing(kind=Giving.BAN, id="w", person="ans"), "De weigering van w opnieuw bespreken."),
    Giving.UNIT: (Easing(kind=Giving.UNIT, dwelling="w", by=1), "Een woning erbij zoals w, in wijk a."),
}


def told_of() -> Round:
    return world(
        [person("ans")],
        [dwelling("w")],
        limits=[cap("wijk-a", 1), cap("wijk-b", 1, kind=LimitKind.INSTROOM)],
        quotas=[Quota(id="q", name="Aadorp", basis=QuotaBasis.LEVERING, maximum=1)],
    )


@pytest.mark.parametrize("kind", Giving)
def test_every_change_has_its_sentence(kind: Giving) -> None:
    easing, sentence = EXAMPLES[kind]
    assert easing_sentence(easing, told_of()) == sentence
    assert kind in {each for each, _ in SCALE}


@pytest.mark.parametrize("kind", Giving)
def test_others_read_no_amount_of_room_and_no_provider(kind: Giving) -> None:
    sentence = easing_sentence(EXAMPLES[kind][0], told_of(), Audience.OTHERS)
    assert "Zorg" not in sentence
    if kind in (Giving.AREA, Giving.HOURS):
        assert not re.search(r"\d", sentence)


def test_two_limits_of_an_area_are_told_apart() -> None:
    easing = Easing(kind=Giving.AREA, id="grens wijk-b", by=1)
    assert easing_sentence(easing, told_of()) == "wijk b (nieuw in deze periode): 1 meer ruimte onder de grens."


def test_every_reason_code_has_a_short_text_and_a_sentence() -> None:
    every: list[tuple[Iterable[Any], Mapping[Any, Text]]] = [
        (Rule, RULE_TEXTS),
        (JointRule, JOINT_TEXTS),
        (Cause, CAUSE_TEXTS),
        (Goal, GOAL_TEXTS),
        (Status, STATUS_TEXTS),
        (Giving, GIVING_TEXTS),
        (Outcome, OUTCOME_TEXTS),
        (TieKind, TIE_TEXTS),
        (How, HOW_TEXTS),
    ]
    for codes, texts in every:
        assert set(codes) == set(texts)
        for text in texts.values():
            assert text.short
            assert text.sentence.endswith(".")
            assert not JARGON.search(text.sentence)
            assert max(len(sentence.split()) for sentence in text.sentence.split(".")) <= 20


def test_effects_say_whether_they_are_better() -> None:
    found = [Effect(goal=Goal.ORIGIN, by=-1), Effect(goal=Goal.SPREAD, by=-40), Effect(goal=Goal.FIT, by=0)]
    assert effect_words(found) == ("Terug naar herkomst: −1 (slechter)", "Spreiding over wijken: −40 (beter)")
    assert effects_sentence(found[2:]) == "Aan de doelen verandert niets."


def test_only_the_coordinator_reads_who_else_is_concerned() -> None:
    swap = Alternative(how=How.SWAP, dwelling="w", other="bea", moves=(), effects=())
    assert others_sentence(swap) == "bea krijgt dan de woning die vrijkomt."
    assert others_sentence(swap, Audience.OTHERS) == "Iemand anders krijgt dan de woning die vrijkomt."
    tie = Tie(kind=TieKind.INTERCHANGEABLE, moves=(Move(person="bea", dwelling="w"), Move(person="ans", dwelling="")))
    before = {"ans": "w"}
    assert tie_sentences(tie, before)[1:] == ("bea krijgt dan w.", "ans heeft dan geen woning.")
    assert "bea" not in " ".join(tie_sentences(tie, before, Audience.OTHERS))


def test_who_gains_is_told_before_who_loses_and_who_moves() -> None:
    before = {"ans": "w1", "bea": "w2"}
    moves = differences([("ans", "w2"), ("cas", "w1")], before)
    assert moves_sentences(moves, before) == (
        "cas krijgt dan w1.",
        "bea heeft dan geen woning.",
        "ans krijgt dan w2 in plaats van w1.",
    )


def test_where_nothing_helps_that_is_said() -> None:
    nothing = Hope(person="ans", openings=(), alternatives=(), found=0)
    assert hope_sentence(nothing) == NO_HELP
    assert hope_sentence(Hope(person="ans", openings=(), alternatives=(), found=0, linked=True)) == LINKED
