"""Every code has its Dutch sentence, and what is said about a person follows from the figures."""

from __future__ import annotations

import pytest

from optimizer.agreements import ContactExclusion, ContactLevel
from optimizer.explain import (
    CAUSE_TEXTS,
    GOAL_TEXTS,
    JOINT_TEXTS,
    OTHER_CONDITION,
    RULE_TEXTS,
    STATUS_TEXTS,
    Audience,
    Text,
    rule_text,
    why_unplaced,
)
from optimizer.people import Household
from optimizer.policy import Goal
from optimizer.proposal import Cause, JointRule, Rule, Status
from optimizer.round import Round
from optimizer.solve import solve
from tests.worlds import cap, dwelling, person, policy, world

TEXTS = [*RULE_TEXTS.items(), *JOINT_TEXTS.items(), *CAUSE_TEXTS.items(), *GOAL_TEXTS.items(), *STATUS_TEXTS.items()]
# Words of ours that no reader needs.
JARGON = ("solver", "constraint", "run", "model", "optim", "infeasible", "algoritme")


def why(round_: Round, who: str, audience: Audience = Audience.COORDINATOR) -> tuple[str, ...]:
    return why_unplaced(next(out for out in solve(round_).unplaced if out.person == who), round_, audience)


def test_every_code_has_a_text() -> None:
    assert set(RULE_TEXTS) == set(Rule)
    assert set(JOINT_TEXTS) == set(JointRule)
    assert set(CAUSE_TEXTS) == set(Cause)
    assert set(GOAL_TEXTS) == set(Goal)
    assert set(STATUS_TEXTS) == set(Status)


@pytest.mark.parametrize(("code", "text"), TEXTS, ids=lambda value: "" if isinstance(value, Text) else str(value))
def test_texts_are_short_plain_sentences(code: str, text: Text) -> None:
    assert text.sentence.endswith("."), code
    assert text.sentence[0].isupper()
    assert len(text.short) <= 36
    assert max(len(sentence.split()) for sentence in text.sentence.split(". ")) <= 17
    assert not any(word in text.sentence.lower().split() for word in JARGON)


def test_one_rule_that_closes_everything_is_named_alone() -> None:
    assert why(world([person("ans")], [dwelling("w", rent=99_000)]), "ans") == ("Bij de enige woning: huur te hoog.",)


def test_several_rules_are_listed_with_the_most_frequent_first() -> None:
    homes = [
        dwelling("duur", rent=99_000),
        dwelling("klein", max_persons=1, min_persons=1),
        dwelling("duurder", rent=99_900),
    ]
    couple = person("ans", household=Household(adults=2))
    assert why(world([couple], homes), "ans") == (
        "Geen van de 3 woningen past.",
        "Redenen, met het aantal woningen: huur te hoog (2), past niet bij aantal personen (1).",
    )


def test_a_full_area_and_a_taken_home_are_both_named() -> None:
    round_ = world(
        [person("ans"), person("bea", urgency=3)], [dwelling("w"), dwelling("ernaast")], limits=[cap("wijk-a", 1)]
    )
    assert why(round_, "ans") == (
        "Er passen 2 woningen, maar geen is beschikbaar.",
        "Aan iemand anders toegewezen: 1 woning.",
        "Grens bereikt (wijk a): 1 woning.",
    )


def test_where_something_is_open_an_earlier_goal_went_first() -> None:
    order = policy(goals=(Goal.SPREAD, Goal.PLACEMENTS))
    sentences = why(world([person("ans")], [dwelling("w")], limits=[cap("wijk-a", 3)], policy=order), "ans")
    assert sentences[-1] == "Nog vrij en passend: 1 woning."


def test_a_round_without_homes() -> None:
    assert why(world([person("ans")]), "ans") == ("Er zijn in deze ronde geen woningen.",)


def test_only_the_coordinator_reads_about_a_contactuitsluiting() -> None:
    apart = ContactExclusion(id="geheim", people=frozenset({"ans", "bea"}), level=ContactLevel.BUURT)
    round_ = world([person("ans"), person("bea", urgency=3)], [dwelling("w", units=2)], contact_exclusions=[apart])
    assert "Contactuitsluiting: 1 woning." in why(round_, "ans")
    others = " ".join(why(round_, "ans", Audience.OTHERS))
    assert "contact" not in others.lower()
    assert "geheim" not in others
    assert "Andere voorwaarde: 1 woning." in others
    for rule in (Rule.CONTACT_EXCLUSION, JointRule.CONTACT_APART):
        assert rule_text(rule, Audience.OTHERS) == OTHER_CONDITION
