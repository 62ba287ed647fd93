"""Whatever several people do, in whatever order: a unit once, a person once, limits kept, the audit whole, nothing locked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, invariant, multiple, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from api.access.identity import Identity
from api.access.proposal_access import Share
from api.errors import Denial, NotThere
from api.store.audit import broken
from api.store.database import Store
from api.store.reviews import KeptReview, live_claims, reviews
from api.usecases.decisions import decide, read_placement
from api.usecases.proposals import list_proposals
from api.usecases.rounds import follow, read_round
from api.usecases.sending import send
from geodata.refusals import refusals
from optimizer.agreements import Claim, LimitKind
from optimizer.errors import InvalidInput
from optimizer.facts import load_of
from optimizer.policy import Begeleiding, ContractForm
from optimizer.review import Step
from optimizer.round import Round
from optimizer.solve import solve
from tests.api.region import (
    COORDINATOR,
    CORPORATION,
    OTHER_CORPORATION,
    OTHER_PROVIDER,
    PLANNER,
    PROVIDER,
    answered,
    changed,
    desk,
    frozen,
    home,
    person,
    solved,
    stored,
)
from tests.geodata.tiny import cap
from tests.stores import Databases, TickingClock

ACTORS = (COORDINATOR, CORPORATION, OTHER_CORPORATION, PROVIDER, OTHER_PROVIDER, PLANNER)
BOTH = (ContractForm.HUUR, ContractForm.OMKLAP)
CAP = 4
PEOPLE, HOMES = ("ans", "bea", "cas", "dirk", "eva"), ("h1", "h2", "h3")


def region(store: Store) -> None:
    """Five people of two providers, three units of two corporations, and a wijk that bears little."""
    stored(
        store,
        uitstromers=[
            person("ans", begeleiding=Begeleiding.ZWAAR, contractvormen=BOTH),
            person("bea", begeleiding=Begeleiding.MIDDEN, contractvormen=BOTH),
            person("cas", zorgaanbieder="zorg-2", contractvormen=BOTH),
            person("dirk", zorgaanbieder="zorg-2", begeleiding=Begeleiding.MIDDEN, contractvormen=BOTH),
            person("eva", contractvormen=(ContractForm.OMKLAP,)),
        ],
        woningen=[
            home("h1", contractvormen=BOTH, aantal=2),
            home("h2", corporatie="corp-2", contractvormen=BOTH),
            home("h3", "C", corporatie="corp-2"),
        ],
        grenswaarden=[cap("WK-A", grens=CAP)],
    )


class Actors(RuleBasedStateMachine):
    """Rounds are frozen, solved, sent and followed; placements are decided about; the register changes meanwhile."""

    new_store: Callable[[], Store]
    proposals: Bundle[str] = Bundle("proposals")

    def __init__(self) -> None:
        super().__init__()
        self.store = self.new_store()
        region(self.store)
        self.steps = 0
        self.caps = CAP
        self.claims: tuple[Claim, ...] = ()

    def teardown(self) -> None:
        """Whatever happened, the coordinator can end all of it."""
        for review in self._reviews():
            code = review.placement
            for _ in range(3):
                now = read_placement(desk(self.store), code)
                if not now.status.live:
                    break
                step = next(each for each in (Step.WITHDRAW, Step.END) if each in now.steps)
                decide(desk(self.store), code, now.version, step, motivation="einde van de toets")
        with self.store.reading() as connection:
            assert not live_claims(connection)
            assert not list(broken(connection))
        self.store.close()

    @rule(target=proposals)
    def freeze_and_solve(self) -> str:
        return solved(self.store, frozen(self.store)).id

    @rule(
        target=proposals,
        people=st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=2),
        homes=st.sets(st.sampled_from(HOMES), min_size=1, max_size=2),
    )
    def propose_for_some(self, people: set[str], homes: set[str]) -> str:
        """As if nobody else were there, so that what is sent one after the other does not fit together."""
        kept = frozen(self.store)
        round_ = read_round(desk(self.store), kept.id).round
        assert round_ is not None
        small = replace(
            round_,
            people=tuple(each for each in round_.people if each.id in people),
            dwellings=tuple(each for each in round_.dwellings if each.id in homes),
            claims=(),
            bans=(),
        )
        proposal = answered(self.store, kept, solve(small)).id
        self.send_one(proposal, COORDINATOR, 1)
        return proposal

    @rule(target=proposals, proposal=proposals)
    def follow_and_solve(self, proposal: str) -> str | MultipleResults[str]:
        try:
            kept = follow(desk(self.store), proposal)
        except Denial:
            return multiple()
        return solved(self.store, kept).id

    @rule(proposal=proposals, by=st.sampled_from(ACTORS), version=st.sampled_from((1, 1, 1, 2)))
    def send_one(self, proposal: str, by: Identity, version: int) -> None:
        before = self._entries()
        try:
            send(desk(self.store, by), proposal, version)
        except Denial:
            assert self._entries() == before

    @precondition(lambda self: self._reviews())
    @rule(
        data=st.data(),
        by=st.sampled_from(ACTORS[:-1]),
        step=st.sampled_from(Step),
        code=st.sampled_from(("", *refusals())),
        late=st.booleans(),
    )
    def decide_one(self, data: st.DataObject, by: Identity, step: Step, code: str, *, late: bool) -> None:
        review = data.draw(st.sampled_from(self._reviews()))
        able = self._able(by, review)
        wanted = data.draw(st.sampled_from((*able, step)))
        refusal = code if wanted is Step.DECLINE else ""
        before = self._entries()
        try:
            decide(desk(self.store, by), review.placement, review.version - late, wanted, refusal, "omdat")
        except (Denial, InvalidInput):
            assert self._entries() == before
            return
        assert not late
        after = next(each for each in self._reviews() if each.placement == review.placement)
        assert after.version == review.version + 1
        self.steps += 1

    @rule(cap=st.sampled_from((CAP, CAP + 1)))
    def change_a_cap(self, cap: int) -> None:
        changed(self.store, "grenswaarden", {"code": "WK-A"}, grens=cap)
        self.caps = max(self.caps, cap)

    @rule(person=st.sampled_from(("ans", "bea", "cas")), hours=st.integers(1, 4))
    def change_a_person(self, person: str, hours: int) -> None:
        changed(self.store, "uitstromers", {"code": person}, uren=hours)

    @invariant()
    def a_person_and_a_unit_once(self) -> None:
        with self.store.reading() as connection:
            claims = live_claims(connection)
        assert len(claims) == len({claim.person for claim in claims})
        taken = Counter(claim.dwelling for claim in claims)
        assert all(number <= (2 if home == "h1" else 1) for home, number in taken.items())

    @invariant()
    def limits_are_kept(self) -> None:
        """As a new round counts: what weighs on the wijk already, and the live placements in it."""
        with self.store.reading() as connection:
            claims = live_claims(connection)
        if claims == self.claims:
            return
        self.claims, round_ = claims, self._fresh()
        [limit] = [limit for limit in round_.limits if limit.kind is LimitKind.STAND]
        people = {each.id: each for each in round_.people}
        inside = {each.id for each in round_.dwellings if limit.area in each.areas}
        load = sum(load_of(people[claim.person], round_.policy) for claim in round_.claims if claim.dwelling in inside)
        assert limit.used + load <= self.caps

    @invariant()
    def the_audit_is_complete(self) -> None:
        with self.store.reading() as connection:
            assert not list(broken(connection))
            steps = connection.exec_driver_sql("SELECT seq FROM decisions").scalars().all()
            noted = connection.exec_driver_sql("SELECT seq FROM audit WHERE kind = 'besluiten'").scalars().all()
            moved = connection.exec_driver_sql(
                "SELECT count(*) FROM audit WHERE kind = 'plaatsingen' AND action <> 'gelezen'"
            )
            assert sorted(steps) == sorted(noted)
            assert moved.scalar_one() == len(steps)

    @invariant()
    def nobody_sees_what_is_not_its_own(self) -> None:
        for by in ACTORS[1:]:
            seen = {summary.id for summary in list_proposals(desk(self.store, by))}
            assert seen <= {summary.id for summary in list_proposals(desk(self.store)) if summary.sent_at}

    def _fresh(self) -> Round:
        round_ = read_round(desk(self.store), frozen(self.store).id).round
        assert round_ is not None
        return round_

    def _reviews(self) -> tuple[KeptReview, ...]:
        with self.store.reading() as connection:
            return reviews(connection, Share())

    def _able(self, by: Identity, review: KeptReview) -> tuple[Step, ...]:
        try:
            return read_placement(desk(self.store, by), review.placement).steps
        except NotThere:
            return ()

    def _entries(self) -> int:
        with self.store.reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 12), ("postgresql", 3)])
def test_whatever_people_do(databases: Databases, kind: str, examples: int) -> None:
    class OnThis(Actors):
        def new_store(self) -> Store:
            return Store(databases.new(kind), TickingClock())

    run_machine(
        OnThis,
        settings=settings(
            max_examples=examples,
            stateful_step_count=16,
            phases=(Phase.generate,),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
