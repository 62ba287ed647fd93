"""Every kind of warning in plain Dutch, each with an example; others never read of a contactuitsluiting."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from api.pages.balance import balance, how_sure, warnings
from api.pages.book import Book
from api.reports.balance import balance_sheet
from api.shown import Shown
from api.texts.fairness import (
    CLOSED,
    MORE_CLOSED,
    SHORT,
    TAKEN,
    WITHOUT,
    alarm_sentence,
    closer_text,
    few,
    lag_sentences,
    lag_title,
)
from api.texts.summary import summary
from api.usecases.propose import Answer
from optimizer.explain import Audience, rule_text
from optimizer.fair.fairness import NOTHING, Closer, Lag, Measure, fairness
from optimizer.fair.groups import Grouping
from optimizer.metrics import Share
from optimizer.proposal import JointRule, Rule
from optimizer.solve import practice, solve
from tests.api.small_round import small
from tests.optimizer.fair.test_fairness import held_back
from tests.worlds import cap, policy, world

ROUND = world(limits=[cap("wijk-a", 3)])
LAG = Lag(
    measure=Measure.PLACED,
    grouping=Grouping.DOELGROEP,
    name="MO",
    group=Share(2, 10),
    others=Share(30, 40),
    chance=Fraction(1, 5_000),
    without=Share(5, 8),
    closers=(
        Closer(rule=Rule.RENT_WITHIN_CEILING, id="", group=Share(60, 100), others=Share(1, 300)),
        Closer(rule=JointRule.AREA_LIMIT, id="grens wijk-a", group=Share(10, 100), others=Share(0, 300)),
        Closer(rule=JointRule.UNIT_ONCE, id="", group=Share(9, 100), others=Share(3, 300)),
    ),
)
JARGON = ("solver", "constraint", "run", "model", "optim", "algoritme", "significant", "hypothese")


def test_a_warning_answers_first_and_then_says_what_goes_with_it() -> None:
    assert lag_title(LAG) == "Doelgroep MO: minder mensen geplaatst"
    assert list(lag_sentences(LAG, ROUND)) == [
        "In deze groep: 2 van de 10 mensen (20%). Bij alle anderen: 30 van de 40 mensen (75%).",
        "Voor 5 mensen past geen enkele woning.",
        "Voor 3 mensen past er wel een woning. Die is bezet of begrensd, of iets anders ging voor.",
        MORE_CLOSED,
        "Huur te hoog: 60% van de woningen, bij anderen 0,3%.",
        "Grens bereikt (wijk a): 10% van de woningen, bij anderen 0%.",
        "Passende woning gaat naar iemand anders: 9% van de woningen, bij anderen 1%.",
    ]


def test_where_all_others_have_a_home_that_is_said() -> None:
    alone = replace(LAG.closers[0], others=NOTHING)
    said = list(lag_sentences(replace(LAG, closers=(alone,), without=Share(0, 8)), ROUND))
    assert said[1:] == [
        "Voor 8 mensen past er wel een woning. Die is bezet of begrensd, of iets anders ging voor.",
        CLOSED,
        "Huur te hoog: 60% van de woningen.",
    ]


def test_beside_todays_practice() -> None:
    said = list(lag_sentences(replace(LAG, practice=4), ROUND))
    assert said[1] == "In de huidige praktijk zijn het er in deze groep 4."


def test_who_does_not_come_back() -> None:
    back = replace(
        LAG, measure=Measure.RETURNED, grouping=Grouping.HERKOMST, name="Assen", without=Share(1, 3), closers=()
    )
    assert lag_title(back) == "Gemeente van herkomst Assen: minder mensen terug naar hun herkomst"
    assert list(lag_sentences(back, ROUND))[1:] == [
        "Voor 1 mens is er in die gemeente geen woning in deze ronde.",
        "Voor 2 mensen is er daar wel een woning. Die past niet, is bezet of begrensd, of iets anders ging voor.",
    ]


def test_the_homes_of_a_corporation() -> None:
    homes = replace(LAG, grouping=Grouping.CORPORATIE, name="Wonen", without=NOTHING, closers=())
    assert lag_title(homes) == "Corporatie Wonen: minder woningen gebruikt"
    assert list(lag_sentences(homes, ROUND)) == [
        "In deze groep: 2 van de 10 woningen (20%). Bij alle anderen: 30 van de 40 woningen (75%)."
    ]


@pytest.mark.parametrize(
    "rule", [*Rule, JointRule.AREA_LIMIT, JointRule.SUPPORT_HOURS, JointRule.QUOTA_MAXIMUM, JointRule.CONTACT_APART]
)
def test_every_rule_that_may_go_with_it_in_a_sentence(rule: Rule | JointRule) -> None:
    closer = Closer(rule=rule, id="", group=Share(1, 2), others=NOTHING)
    short = rule_text(rule, Audience.COORDINATOR).short
    assert closer_text(closer, ROUND, Audience.COORDINATOR) == f"{short[0].upper()}{short[1:]}: 50% van de woningen"


@pytest.mark.parametrize("rule", [Rule.CONTACT_EXCLUSION, JointRule.CONTACT_APART])
def test_others_never_read_of_a_contactuitsluiting(rule: Rule | JointRule) -> None:
    closer = Closer(rule=rule, id="", group=Share(1, 2), others=NOTHING)
    said = list(lag_sentences(replace(LAG, closers=(closer,)), ROUND, Audience.OTHERS))
    assert said[-1] == "Andere voorwaarde: 50% van de woningen."


def test_every_code_has_a_text_in_plain_words() -> None:
    assert {measure for measure, _ in SHORT} == set(WITHOUT) == set(Measure)
    assert all(few(grouping) for grouping in Grouping)
    found = fairness(ROUND, solve(ROUND), None)
    texts = (
        *SHORT.values(),
        *(text for pair in WITHOUT.values() for text in pair),
        MORE_CLOSED,
        CLOSED,
        TAKEN,
        alarm_sentence(found, policy()),
    )
    for text in texts:
        assert not any(word in text.lower().split() for word in JARGON)
        assert max(len(part.split()) for part in re.split(r"[.:] ", text)) <= 17


def test_the_page_the_workbook_and_the_summary_warn_where_a_group_is_held_back() -> None:
    round_ = held_back()
    answer = Answer(round=round_, proposal=solve(round_), practice=practice(round_))
    book = Book(Shown(round=round_, proposal=answer.proposal, practice=answer.practice, map_html=""))
    title = "Doelgroep MO: minder mensen geplaatst"
    assert title in [warned.title for warned in warnings(book)]
    assert "hoogstens 10 van de 1.000 rondes" in how_sure(book)
    warned, every = balance_sheet(book).tables
    assert title in [row[0] for row in warned.rows]
    assert every.title == "Evenwicht"
    said = summary(answer)
    assert f"! {title}" in said
    assert "Niet in het convenant: 93% van de woningen." in said


def test_without_a_warning_the_summary_says_nothing_and_small_groups_have_no_share() -> None:
    shown = small()
    book = Book(shown)
    assert warnings(book) == ()
    assert len(balance_sheet(book).tables) == 1
    assert "vergelijkingen" not in summary(Answer(round=shown.round, proposal=shown.proposal, practice=shown.practice))
    care = next(table for table in balance(book) if table.caption == "Evenwicht naar begeleiding")
    heavy = next(row for row in care.rows if row.cells[0].text == "Zwaar")
    assert heavy.cells[1].notes == ("te weinig mensen om iets te zeggen",)
    assert all(cell.percent is None for cell in heavy.cells)
