"""Settled rules 8, 13 and 16: what a corporation may not see is nowhere in its file, also not between the lines.

Two proofs: marks in every confidential field never come out, and other values in those fields, other people
elsewhere and other corporations' rows give the very same bytes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from api.reports.workbook import corporation_workbook, proposal_workbook
from api.usecases.demonstrate import demonstration
from api.usecases.propose import Answer, propose
from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    ContactExclusion,
    ContactLevel,
    Decision,
    Link,
    Pin,
    PinReason,
    PlacementStatus,
    Quota,
    QuotaBasis,
    RentException,
    SupportCapacity,
)
from optimizer.people import (
    Ages,
    AreaReasonCode,
    AreaWish,
    Child,
    Deadline,
    DeadlineBasis,
    Designation,
    Home,
    Household,
    IncomeBand,
    Support,
    Uitstromer,
)
from optimizer.policy import AreaLevel, Begeleiding, ContractForm
from optimizer.proposal import (
    Cause,
    GoalValue,
    LimitUse,
    Placement,
    Proposal,
    QuotaUse,
    Settings,
    Status,
    SupportUse,
    Unplaced,
)
from optimizer.round import Round
from optimizer.supply import Area, Doelgroep, Label, Municipality, Need, Organisation, Woonvorm
from tests.api.reports.reading import parts, records, texts
from tests.worlds import AREAS, MUNICIPALITIES, START, cap, dwelling, person, policy, world

OWN, OTHER = "corp-1", "corp-2"
MARK = "GEHEIM"
SECRET = Decision(by=f"{MARK}-door", on=date(2019, 7, 13), motivation=f"{MARK}-motivatie")
SECRET_NUMBERS = ("31337", "32768", "7717", "9091", "8081", "6067", "5059")
SECRET_WORDS = (
    *Doelgroep, *Begeleiding, *DeadlineBasis, *AreaReasonCode, *PinReason, "prikkelarm", "tussenvorm", "housing first",
    "omklap", "wijk b", "wijk c", "Beekstad", "2019", "contactuitsluiting", "terug", "herkomst",
)  # fmt: skip


def marked(name: str, **changes: object) -> Uitstromer:
    """Somebody in whom everything that a corporation may not know carries a mark."""
    values = {
        "provider": f"{MARK}-zorg",
        "legal_basis": f"{MARK}-grondslag",
        "doelgroep": Doelgroep.DETENTIE,
        "care": Begeleiding.ZWAAR,
        "registered_on": date(2019, 7, 13),
        "ready_on": date(2019, 8, 14),
        "ages": Ages(low=61, high=62),
        "income": IncomeBand(low=31_337, high=32_768),
        "support": Support(provider=f"{MARK}-zorg", hours=77),
        "deadline": Deadline(on=date(2019, 9, 15), basis=DeadlineBasis.ONTSLAG),
        "needs": frozenset({Need.PRIKKELARM, Need.LIFT}),
        "origin": f"{MARK}-gemeente",
        "origin_basis": f"{MARK}-basis",
        "responsible": f"{MARK}-gemeente",
        "designated": Designation(municipality=f"{MARK}-gemeente", reason=f"{MARK}-reden"),
        "excluded": (AreaWish(area=f"{MARK}-gebied", reason=AreaReasonCode.VEILIGHEID),),
        "preferred": (AreaWish(area=f"{MARK}-gebied", reason=AreaReasonCode.BEHANDELING),),
        "home": Home(areas=frozenset({f"{MARK}-gebied"})),
        "household": Household(adults=1, children=(Child(age=17),), expected=1),
    }
    return replace(person(name), **(values | changes))  # type: ignore[arg-type]  # a test may say less


def marked_round() -> Round:
    """`own` goes to the corporation, `elders` elsewhere, and `wacht` has no home; a fourth lives there already."""
    label = Label(name=f"{MARK}-label", age_min=60, age_max=70, doelgroepen=frozenset({Doelgroep.DETENTIE}))
    mine = {"offers": frozenset({Need.LIFT}), "bedrooms": 3, "rooms": 4, "max_persons": 4, "label": label}
    theirs = {"corporation": OTHER, "units": 3, "rent": 60_67_00}
    ids = {f"{MARK}-elders": f"{MARK}-huis", f"{MARK}-vier": f"{MARK}-huis"}
    return world(
        [marked("own"), *(marked(name) for name in (*ids, f"{MARK}-wacht", f"{MARK}-vijf"))],
        [
            dwelling("w1", "a", nuisance_file=True, woonvorm=Woonvorm.TUSSENVORM, units=2, **mine),
            dwelling(f"{MARK}-huis", "c", **theirs),
            dwelling(f"{MARK}-kamer", "b", corporation=None, provider=f"{MARK}-zorg"),
        ],
        municipalities=(*MUNICIPALITIES, Municipality(id=f"{MARK}-gemeente", name=f"{MARK}-gemeente")),
        areas=(*AREAS, Area(id=f"{MARK}-gebied", name=f"{MARK}-gebied", level=AreaLevel.DORP, municipality="GM-A")),
        corporations=(Organisation(id=OWN, name="Eigen"), Organisation(id=OTHER, name=f"{MARK}-corporatie")),
        providers=(Organisation(id=f"{MARK}-zorg", name=f"{MARK}-zorg"), Organisation(id="zorg-1", name="Zorg 1")),
        policy=policy(name=f"{MARK}-beleid"),
        limits=[
            cap("wijk-a", 9_091, 8_081, id=f"{MARK}-grens", decision=SECRET),
        ],
        capacities=[
            SupportCapacity(
                id=f"{MARK}-uren", provider=f"{MARK}-zorg", area="GM-A", hours=7_717, used=5_059, start=date(2019, 1, 1)
            )
        ],
        quotas=[
            Quota(id="eigen", name="Eigen levering", basis=QuotaBasis.LEVERING, corporation=OWN, minimum=2),
            Quota(id="q1", name=f"{MARK}-ander", basis=QuotaBasis.LEVERING, corporation=OTHER, minimum=5_059),
            Quota(id="q2", name=f"{MARK}-alle", basis=QuotaBasis.LEVERING, minimum=5_059),
            Quota(id="q3", name=f"{MARK}-herkomst", basis=QuotaBasis.OPGAVE, corporation=OWN, municipality="GM-A"),
            Quota(
                id="q4",
                name=f"{MARK}-doelgroep",
                basis=QuotaBasis.LEVERING,
                corporation=OWN,
                doelgroepen=frozenset({Doelgroep.DETENTIE}),
            ),
        ],
        claims=[
            Claim(person=f"{MARK}-vier", dwelling=f"{MARK}-huis", status=PlacementStatus.AANGEBODEN),
            Claim(person=f"{MARK}-vijf", dwelling="w1", status=PlacementStatus.AANGEBODEN),
        ],
        pins=[Pin(person="own", dwelling="w1", reason=PinReason.BESLUIT, motivation=f"{MARK}-vast")],
        bans=[Ban(person="own", scope=BanScope.WONING, target=f"{MARK}-huis", reason=f"{MARK}-verbod")],
        rent_exceptions=[RentException(person="own", dwelling="w1", decision=SECRET)],
        links=[Link(id=f"{MARK}-samen", people=frozenset({"own", f"{MARK}-elders"}))],
        contact_exclusions=[
            ContactExclusion(
                id=f"{MARK}-contact",
                people=frozenset({"own", f"{MARK}-wacht"}),
                level=ContactLevel.COMPLEX,
                metres=6_067,
            )
        ],
    )


def proposal_for(round_: Round, pairs: dict[str, str], number: int = 0) -> Proposal:
    """These people in these dwellings, everybody else waits; `number` is added to what others may not know."""
    claimed = {claim.person for claim in round_.claims}
    waiting = [each.id for each in round_.people if each.id not in claimed and each.id not in pairs]
    return Proposal(
        round_id=f"{MARK}-id",
        round_digest=f"{MARK}-{number}",
        status=Status.STOPPED if number else Status.PROVEN,
        placements=tuple(
            Placement(person=name, dwelling=home, start=START, contract=ContractForm.HUUR, rent_exception=True, pinned=True)
            for name, home in sorted(pairs.items())
        ),
        unplaced=tuple(
            Unplaced(
                person=name, cause=Cause.NO_DWELLING, rules=(), eligible=number, taken=0, blocked_by=(), open=0,
                needs_decision=True,
            )
            for name in waiting
        ),
        limits=tuple(
            LimitUse(limit=each.id, cap=each.gross_cap, used=each.used, claimed=number, planned=number)
            for each in round_.limits
        ),
        quotas=tuple(
            QuotaUse(
                quota=each.id, minimum=each.minimum, maximum=None, already=0, claimed=0,
                planned=1 if each.id == "eigen" else number, shortfall=1 if each.id == "eigen" else number,
            )
            for each in round_.quotas
        ),
        capacities=tuple(
            SupportUse(capacity=each.id, hours=each.hours, used=each.used, claimed=0, planned=number)
            for each in round_.capacities
        ),
        goals=tuple(GoalValue(goal=goal, value=number, bound=None) for goal in round_.policy.goals),
        conflicts=(),
        settings=Settings(seed=1 + number),
        rules_version=f"{MARK}-versie",
        solver=f"{MARK}-programma",
    )  # fmt: skip


def marked_answer() -> Answer:
    round_ = marked_round()
    proposal = proposal_for(round_, {"own": "w1", f"{MARK}-elders": f"{MARK}-huis"}, number=5_059)
    return Answer(round=round_, proposal=proposal, practice=proposal)


def test_no_mark_of_anything_confidential_is_in_any_part_of_the_file() -> None:
    answer = marked_answer()
    for name, text in parts(corporation_workbook(answer, OWN)).items():
        assert MARK not in text, name
        assert not [number for number in SECRET_NUMBERS if number in text], name
    told = parts(proposal_workbook(answer))["xl/sharedStrings.xml"]
    marks = ("elders", "huis", "zorg", "gemeente", "door", "motivatie", "beleid", "doelgroep")
    assert all(f"{MARK}-{mark}" in told for mark in marks)


def test_no_word_that_tells_of_stream_care_or_past_is_in_a_row() -> None:
    data = corporation_workbook(marked_answer(), OWN)
    rows = [row for sheet in ("Voorstel", "Woningen", "Afspraken") for row in records(data, sheet)]
    values = " | ".join(str(value) for row in rows for value in row.values())
    found = [word for word in SECRET_WORDS if re.search(rf"\b{re.escape(word)}\b", values, re.IGNORECASE)]
    assert found == []


def test_what_it_does_read_is_its_own_dwelling_and_the_need() -> None:
    data = corporation_workbook(marked_answer(), OWN)
    (row,) = records(data, "Voorstel")
    assert (row["Persoon"], row["Woning"], row["Personen"], row["Slaapkamers nodig"]) == ("own", "w1", 3, 3)
    assert row["Toegankelijkheid nodig"] == "lift of begane grond"
    (home,) = records(data, "Woningen")
    assert (home["Aantal"], home["Lopend"], home["Voorgesteld"]) == (2, 1, 1)
    assert home["Leeftijd volgens label"] == "60 tot en met 70 jaar"
    assert [row["Afspraak"] for row in records(data, "Afspraken")] == ["Eigen levering"]


def test_the_other_corporation_reads_nothing_of_this_one() -> None:
    round_ = replace(
        marked_round(), corporations=(Organisation(id=OWN, name="Eigennaam"), Organisation(id=OTHER, name="B"))
    )
    proposal = proposal_for(round_, {"own": "w1", f"{MARK}-elders": f"{MARK}-huis"})
    data = corporation_workbook(Answer(round=round_, proposal=proposal, practice=None), OTHER)
    assert not {"own", "w1", "wijk a", "Aadorp", "Eigen levering", "Eigennaam"} & set(texts(data))
    assert [row["Persoon"] for row in records(data, "Voorstel")] == [f"{MARK}-elders"]
    assert not any("Eigennaam" in text for text in parts(data).values())


def changed(each: Uitstromer, random: Random) -> Uitstromer:
    """The same needs in somebody with another life."""
    low, days = random.randint(18, 80), random.randint(0, 400)
    return replace(
        each,
        provider=random.choice(["zorg-1", "zorg-2"]),
        legal_basis=f"grondslag {random.random()}",
        doelgroep=random.choice(list(Doelgroep)),
        registered_on=START - timedelta(days=500),
        ready_on=START - timedelta(days=days),
        ages=Ages(low=low, high=low + 5),
        income=IncomeBand(low=random.randint(0, 30_000), high=60_000),
        care=random.choice(list(Begeleiding)),
        support=Support(provider=random.choice(["zorg-1", "zorg-2"]), hours=random.randint(1, 30)),
        needs=random.choice([frozenset[Need](), frozenset({Need.PRIKKELARM})]),
        deadline=random.choice([None, Deadline(on=START, basis=random.choice(list(DeadlineBasis)))]),
        origin=random.choice(["GM-A", "GM-B", None]),
        returns=random.random() < 0.5,
        excluded=random.choice([(), (AreaWish(area="wijk-c", reason=random.choice(list(AreaReasonCode))),)]),
        urgency=random.randint(0, 3),
        refused_offers=random.randint(0, 3),
        rounds_missed=random.randint(0, 3),
        supported_persons=1,
    )


def world_of(random: Random) -> Answer:
    """Two people for two dwellings of one corporation, the same each time; all the rest is a draw."""
    own = [changed(person(name), random) for name in ("ans", "bea")]
    others = [changed(person(f"x{number}"), random) for number in range(random.randint(1, 9))]
    homes = [dwelling("w1"), dwelling("w2", "b"), dwelling("w3", "b")]
    homes += [dwelling(f"y{at}", "c", corporation=OTHER, units=9) for at in range(random.randint(1, 5))]
    round_ = world(
        [*own, *others],
        homes,
        limits=[cap("wijk-a", random.randint(0, 40), random.randint(0, 40)), cap("wijk-c", random.randint(0, 9))],
        quotas=[
            Quota(id="eigen", name="Eigen", basis=QuotaBasis.LEVERING, corporation=OWN, minimum=2),
            Quota(id="ander", name="Ander", basis=QuotaBasis.LEVERING, corporation=OTHER, minimum=random.randint(0, 9)),
        ],
        links=[Link(id="samen", people=frozenset({"ans", "x0"}))] if random.random() < 0.5 else [],
        policy=policy(name=f"beleid {random.random()}", max_wait_days=random.randint(1, 300)),
    )
    elsewhere = {each.id: "y0" for each in others if random.random() < 0.5}
    proposal = proposal_for(round_, {"ans": "w1", "bea": "w2"} | elsewhere, number=random.randint(0, 99))
    return Answer(round=round_, proposal=proposal, practice=random.choice([None, proposal]))


@pytest.mark.parametrize("seed", range(12))
def test_other_secrets_and_other_corporations_give_the_same_bytes(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a draw, not a secret
    one, two = world_of(random), world_of(random)
    assert corporation_workbook(one, OWN) == corporation_workbook(two, OWN)
    assert proposal_workbook(one) != proposal_workbook(two)


def test_in_a_round_of_a_region_nobody_reads_of_another() -> None:
    answer = propose(demonstration(1).round, Settings())
    for corporation in answer.round.corporations:
        read = set(texts(corporation_workbook(answer, corporation.id)))
        own = {home.id for home in answer.round.dwellings if home.corporation == corporation.id}
        proposed = {each.person for each in answer.proposal.placements if each.dwelling in own}
        assert proposed
        assert {each.id for each in answer.round.people} & read == proposed
        assert {each.id for each in answer.round.dwellings} & read == own
        names = [each.name for each in (*answer.round.corporations, *answer.round.providers) if each != corporation]
        assert not [name for name in names if any(name in text for text in read)]
