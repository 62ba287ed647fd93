"""What people decide: every cell of the table, no way without an end, a person and a unit once."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from geodata.refusals import refusals
from optimizer import review
from optimizer.agreements import Claim, PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.events import Decliner, Refusal
from optimizer.policy import ContractForm
from optimizer.review import (
    REASONS_OF,
    TRANSITIONS,
    Actor,
    Hindrance,
    NotPossible,
    Standing,
    Step,
    actors_for,
    decide,
    shown,
    steps_for,
)

P = PlacementStatus
NO = Refusal(code="WBN", name="Woning bevalt niet", by=Decliner.CLIENT, counts=True)
NO_SUPPORT = Refusal(code="BEGELEIDING", name="Begeleiding past niet", by=Decliner.AANBIEDER)
COMPLEX = Refusal(code="COMPLEX", name="Past niet in het complex", by=Decliner.CORPORATIE)
PAPERS = Refusal(code="INH", name="Inkomen te hoog", by=Decliner.CORPORATIE, documented=True)
REASON = {Actor.COORDINATOR: NO, Actor.ZORGAANBIEDER: NO_SUPPORT, Actor.CORPORATIE: PAPERS}
STATUSES = (None, *PlacementStatus)
FINAL = {P.GEWEIGERD, P.AFGEROND, P.BEEINDIGD, P.TERUGVAL}
K, Z, C = Actor.COORDINATOR, Actor.ZORGAANBIEDER, Actor.CORPORATIE

# Written apart from the code: where, what, who (k coördinator, z zorgaanbieder, c corporatie), and where it leads.
TABLE = """
niet verstuurd    | versturen        | k   | voorgesteld
niet verstuurd    | weigeren         | kz  | geweigerd
voorgesteld       | akkoord geven    | c   | akkoord corporatie
voorgesteld       | weigeren         | kzc | geweigerd
voorgesteld       | terugnemen       | k   | beëindigd
voorgesteld       | terugval melden  | kz  | terugval
akkoord corporatie| aanbieden        | kzc | aangeboden
akkoord corporatie| weigeren         | kzc | geweigerd
akkoord corporatie| terugnemen       | k   | beëindigd
akkoord corporatie| terugval melden  | kz  | terugval
aangeboden        | accepteren       | kz  | geaccepteerd
aangeboden        | weigeren         | kzc | geweigerd
aangeboden        | terugnemen       | k   | beëindigd
aangeboden        | terugval melden  | kz  | terugval
geaccepteerd      | verhuren         | kzc | verhuurd
geaccepteerd      | weigeren         | kzc | geweigerd
geaccepteerd      | terugnemen       | k   | beëindigd
geaccepteerd      | terugval melden  | kz  | terugval
verhuurd          | omklappen        | kzc | omgeklapt
verhuurd          | afronden         | kz  | afgerond
verhuurd          | beëindigen       | kzc | beëindigd
verhuurd          | terugval melden  | kz  | terugval
omgeklapt         | afronden         | kz  | afgerond
omgeklapt         | beëindigen       | kzc | beëindigd
omgeklapt         | terugval melden  | kz  | terugval
"""


def allowed() -> dict[tuple[PlacementStatus | None, Step], tuple[set[Actor], PlacementStatus]]:
    letters = {"k": K, "z": Z, "c": C}
    cells = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    return {
        (None if at == "niet verstuurd" else P(at), Step(step)): ({letters[each] for each in who}, P(to))
        for at, step, who, to in cells
    }


ALLOWED = allowed()


def at(status: PlacementStatus | None, **changes: object) -> Standing:
    """Ans in w with a plain lease of a corporation, at a status."""
    values = {
        "person": "ans",
        "dwelling": "w",
        "contract": ContractForm.HUUR,
        "status": status,
        "refusal": NO if status is P.GEWEIGERD else None,
    }
    return Standing(**{**values, **changes})  # type: ignore[arg-type]


def taken(standing: Standing, step: Step, actor: Actor) -> Standing | NotPossible:
    """The step with all that it could need."""
    refusal = REASON[actor] if step is Step.DECLINE else None
    return decide(standing, step, actor, refusal=refusal, motivation="omdat")


def told(answer: Standing | NotPossible) -> NotPossible:
    assert isinstance(answer, NotPossible)
    return answer


def done(answer: Standing | NotPossible) -> Standing:
    assert isinstance(answer, Standing)
    return answer


@pytest.mark.parametrize("contract", ContractForm)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("status", STATUSES)
def test_every_cell_of_the_table(status: PlacementStatus | None, step: Step, contract: ContractForm) -> None:
    who, to = ALLOWED.get((status, step), (set(), None))
    omklap = contract is ContractForm.OMKLAP
    fits = not (step is Step.FLIP and not omklap) and not (status is P.VERHUURD and step is Step.COMPLETE and omklap)
    for actor in Actor:
        standing = at(status, contract=contract)
        answer = taken(standing, step, actor)
        if actor in who and fits:
            assert done(answer).status is to
            assert done(answer).before is status
        else:
            assert told(answer).status is shown(status, actor)
            expected = Hindrance.ACTOR if who and actor not in who else Hindrance.STATUS
            assert told(answer).hindrance is expected
        assert (step in steps_for(standing, actor)) == isinstance(answer, Standing)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("status", STATUSES)
def test_in_a_place_that_a_provider_runs_it_acts_as_a_corporatie_does(
    status: PlacementStatus | None, step: Step
) -> None:
    who = ALLOWED.get((status, step), (set(), None))[0]
    mine = (who - {C}) | {K, Z} if C in who else who
    standing = at(status, landlord=Z, contract=ContractForm.OMKLAP if step is Step.FLIP else ContractForm.HUUR)
    assert {actor for actor in Actor if isinstance(taken(standing, step, actor), Standing)} == mine


def test_the_coordinator_can_do_whatever_a_provider_can() -> None:
    for transition, landlord in product(TRANSITIONS.values(), (C, Z)):
        actors = actors_for(at(None, landlord=landlord), transition)
        assert Z not in actors or K in actors


def test_the_table_is_all_there_is() -> None:
    assert set(TRANSITIONS) == set(ALLOWED)
    with pytest.raises(TypeError):
        TRANSITIONS[P.AFGEROND, Step.END] = TRANSITIONS[P.VERHUURD, Step.END]  # type: ignore[index]


def test_what_is_not_live_is_final_and_the_other_way_round() -> None:
    assert {status for status in PlacementStatus if not status.live} == FINAL
    assert FINAL.isdisjoint({status for status, _ in TRANSITIONS})
    assert {status for status in PlacementStatus if at(status).claim is None} == FINAL
    assert at(None).claim is None


@pytest.mark.parametrize("landlord", [C, Z])
@pytest.mark.parametrize("contract", ContractForm)
@pytest.mark.parametrize("status", [status for status in PlacementStatus if status.live])
def test_nothing_is_ever_locked(status: PlacementStatus, contract: ContractForm, landlord: Actor) -> None:
    """Alone, and without anybody's consent, the coordinator reaches an end that says why."""
    standing = at(status, contract=contract, landlord=landlord)
    step = Step.END if status in {P.VERHUURD, P.OMGEKLAPT} else Step.WITHDRAW
    ended = done(decide(standing, step, K, motivation=" de woning is verkocht "))
    assert (ended.status, ended.motivation) == (P.BEEINDIGD, "de woning is verkocht")
    assert ended.claim is None


def test_every_status_is_reached_from_the_start() -> None:
    reached: set[PlacementStatus | None] = {None}
    for _ in STATUSES:
        reached |= {transition.to for (status, _), transition in TRANSITIONS.items() if status in reached}
    assert reached == set(STATUSES)


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("code", refusals())
def test_who_declines_gives_a_reason_of_those_she_speaks_for(code: str, actor: Actor) -> None:
    refusal = refusals()[code]
    own = {K: {Decliner.CLIENT, Decliner.AANBIEDER}, Z: {Decliner.CLIENT, Decliner.AANBIEDER}, C: {Decliner.CORPORATIE}}
    answer = decide(at(P.VOORGESTELD), Step.DECLINE, actor, refusal=refusal)
    if refusal.by in own[actor]:
        assert done(answer).refusal == refusal
    else:
        assert told(answer).hindrance is Hindrance.INPUT
        assert told(answer).message.startswith(f"'{refusal.name}' is een reden van de {refusal.by}. Kies een reden van")


@pytest.mark.parametrize("status", [P.AKKOORD, P.AANGEBODEN, P.GEACCEPTEERD])
def test_a_corporatie_that_agreed_declines_by_papers_only(status: PlacementStatus) -> None:
    assert done(decide(at(status), Step.DECLINE, C, refusal=PAPERS)).refusal == PAPERS
    assert told(decide(at(status), Step.DECLINE, C, refusal=COMPLEX)).message == (
        "U was al akkoord. U kunt alleen nog weigeren om wat uit stukken blijkt, "
        "en dat is 'Past niet in het complex' niet."
    )
    for actor in (K, Z):
        assert done(decide(at(status), Step.DECLINE, actor, refusal=NO_SUPPORT)).status is P.GEWEIGERD


HELD = Claim(person="ans", dwelling="x", status=P.AANGEBODEN)
OTHER = Claim(person="bea", dwelling="w", status=P.AKKOORD)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            taken(at(P.AKKOORD), Step.AGREE, C),
            "Akkoord geven kan nu niet. Deze plaatsing staat op 'akkoord corporatie'. U kunt nu wel: aanbieden of weigeren.",
        ),
        (
            taken(at(P.VOORGESTELD), Step.LEASE, K),
            "Verhuren kan nu niet. Deze plaatsing staat op 'voorgesteld'. U kunt nu wel: weigeren, terugnemen of terugval melden.",
        ),
        (
            taken(at(None), Step.AGREE, C),
            "Akkoord geven kan nu niet. Deze plaatsing is nog niet verstuurd. Een ander is nu aan zet.",
        ),
        (
            taken(at(P.GEWEIGERD), Step.AGREE, C),
            "Akkoord geven kan niet meer. Deze plaatsing staat op 'geweigerd'. Daar verandert niets meer aan.",
        ),
        (
            taken(at(P.TERUGVAL), Step.END, C),
            "Beëindigen kan niet meer. Deze plaatsing staat op 'beëindigd'. Daar verandert niets meer aan.",
        ),
        (
            taken(at(P.VOORGESTELD), Step.AGREE, K),
            "Akkoord geven kan nu alleen de corporatie. Deze plaatsing staat op 'voorgesteld'.",
        ),
        (
            taken(at(None), Step.DECLINE, C),
            "Weigeren kan nu alleen de coördinator of zorgaanbieder. Deze plaatsing is nog niet verstuurd.",
        ),
        (taken(at(P.VERHUURD), Step.FLIP, C), "Omklappen kan niet: dit is een huurcontract, geen omklapcontract."),
        (
            taken(at(P.VERHUURD, contract=ContractForm.OMKLAP), Step.COMPLETE, Z),
            "Afronden kan nog niet: dit is een omklapcontract. Klap het eerst om, of beëindig het.",
        ),
        (
            decide(at(P.AANGEBODEN), Step.DECLINE, Z, motivation="wil niet"),
            "Bij weigeren hoort een reden. Kies een reden van de cliënt of zorgaanbieder.",
        ),
        (
            decide(at(P.AANGEBODEN), Step.ACCEPT, Z, refusal=NO),
            "Bij accepteren hoort geen reden van weigering. Laat de reden weg.",
        ),
        (
            decide(at(P.VOORGESTELD), Step.WITHDRAW, K, motivation=" \n"),
            "Bij terugnemen hoort een motivering. Schrijf op waarom u dit doet.",
        ),
        (
            decide(at(P.VERHUURD), Step.END, C),
            "Bij beëindigen hoort een motivering. Schrijf op waarom u dit doet.",
        ),
        (
            decide(at(None), Step.SEND, K, claims=[HELD]),
            "ans heeft al een plaatsing die loopt: x ('aangeboden').",
        ),
        (
            decide(at(None), Step.SEND, K, claims=[OTHER, replace(OTHER, person="cas")], units=2),
            "In w is niets meer vrij. Er loopt al een plaatsing van bea ('akkoord corporatie'), cas ('akkoord corporatie').",
        ),
    ],
)  # fmt: skip
def test_what_can_not_be_is_told_in_plain_dutch(answer: Standing | NotPossible, message: str) -> None:
    assert told(answer).message == message


def test_of_two_who_decide_at_once_the_second_reads_what_the_first_did() -> None:
    declined = done(decide(at(P.VOORGESTELD), Step.DECLINE, Z, refusal=NO_SUPPORT))
    second = told(decide(declined, Step.AGREE, C))
    assert (second.status, second.hindrance) == (P.GEWEIGERD, Hindrance.STATUS)
    assert "'geweigerd'" in second.message
    assert NO_SUPPORT.name not in second.message


def test_a_corporatie_never_reads_of_a_relapse() -> None:
    assert shown(P.TERUGVAL, C) is P.BEEINDIGD
    assert {shown(P.TERUGVAL, actor) for actor in (K, Z)} == {P.TERUGVAL}
    for step in Step:
        answers = (told(taken(at(status), step, C)) for status in (P.TERUGVAL, P.BEEINDIGD))
        assert len({(answer.status, answer.hindrance, answer.message) for answer in answers}) == 1


def test_sending_takes_a_person_and_a_unit_that_are_free() -> None:
    past = [replace(HELD, status=status) for status in FINAL]
    assert done(decide(at(None), Step.SEND, K, claims=[*past, OTHER], units=2)).status is P.VOORGESTELD
    assert told(decide(at(None), Step.SEND, K, claims=[OTHER])).hindrance is Hindrance.TAKEN
    assert done(decide(at(P.VOORGESTELD), Step.AGREE, C, claims=[OTHER])).status is P.AKKOORD
    assert done(decide(at(None), Step.DECLINE, Z, refusal=NO, claims=[HELD])).status is P.GEWEIGERD


@pytest.mark.parametrize(("status", "refusal"), [(P.GEWEIGERD, None), (P.AKKOORD, NO), (None, NO)])
def test_a_reason_stands_with_a_decline_and_nowhere_else(
    status: PlacementStatus | None, refusal: Refusal | None
) -> None:
    with pytest.raises(InvalidInput, match="een reden bij een weigering"):
        at(status, refusal=refusal)


UNITS = {"w": 1, "hof": 2}
PEOPLE = ("ans", "bea", "cas")
MARKS = st.sampled_from([None, NO, NO_SUPPORT, COMPLEX, PAPERS])


class Reviewing(RuleBasedStateMachine):
    """Three people and three units in two dwellings; of two proposals each pair is a placement that may be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.standings = {
            (proposal, who, home): at(None, person=who, dwelling=home, contract=contract)
            for proposal, contract in enumerate((ContractForm.HUUR, ContractForm.OMKLAP))
            for who, home in product(PEOPLE, UNITS)
        }
        self.ends: dict[tuple[int, str, str], Standing] = {}

    def apply(self, key: tuple[int, str, str], step: Step, actor: Actor, refusal: Refusal | None, why: str) -> None:
        standing = self.standings[key]
        others = [each.claim for other, each in self.standings.items() if other != key]
        claims = [claim for claim in others if claim is not None]
        answer = decide(standing, step, actor, refusal, why, claims, UNITS[standing.dwelling])
        if isinstance(answer, Standing):
            assert answer.status is ALLOWED[standing.status, step][1]
            self.standings[key] = answer

    @rule(data=st.data(), step=st.sampled_from(Step), actor=st.sampled_from(Actor), refusal=MARKS)
    def somebody_tries(self, data: st.DataObject, step: Step, actor: Actor, refusal: Refusal | None) -> None:
        key = data.draw(st.sampled_from(sorted(self.standings)))
        self.apply(key, step, actor, refusal, data.draw(st.sampled_from(["", "omdat"])))

    @precondition(lambda self: any(each.claim for each in self.standings.values()))
    @rule(data=st.data(), actor=st.sampled_from(Actor))
    def somebody_goes_on(self, data: st.DataObject, actor: Actor) -> None:
        going = sorted(key for key, each in self.standings.items() if each.claim)
        key = data.draw(st.sampled_from(going))
        if able := steps_for(self.standings[key], actor):
            step = data.draw(st.sampled_from(able))
            self.apply(key, step, actor, REASON[actor] if step is Step.DECLINE else None, "omdat")

    @rule(data=st.data())
    def the_coordinator_sends(self, data: st.DataObject) -> None:
        self.apply(data.draw(st.sampled_from(sorted(self.standings))), Step.SEND, K, None, "")

    @invariant()
    def a_person_and_a_unit_once(self) -> None:
        claims = [each.claim for each in self.standings.values() if each.claim]
        assert max(Counter(claim.person for claim in claims).values(), default=0) <= 1
        assert all(number <= UNITS[home] for home, number in Counter(claim.dwelling for claim in claims).items())

    @invariant()
    def an_end_is_an_end(self) -> None:
        for key, standing in self.standings.items():
            if standing.status in FINAL:
                assert self.ends.setdefault(key, standing) == standing

    @invariant()
    def the_coordinator_can_always_end_it(self) -> None:
        for standing in self.standings.values():
            able = steps_for(standing, K)
            assert standing.claim is None or Step.WITHDRAW in able or Step.END in able


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_the_review_knows_values_only() -> None:
    """No solver, no calculation: what people decide is theirs."""
    tree = ast.parse(Path(review.__file__).read_text(encoding="utf-8"))
    known = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in known if name is not None and name.startswith("optimizer.")}
    values = {"agreements", "errors", "events", "policy", "proposal", "supply"}
    assert {name.removeprefix("optimizer.") for name in ours} == values
    assert set(REASONS_OF) == set(Actor)
