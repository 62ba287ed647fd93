"""How far the review of a sent placement is, as the state machine knows it."""

from __future__ import annotations

from api.store.database import Reading
from api.store.reviews import KeptDecision, KeptReview, decisions_on
from geodata.refusals import refusals
from optimizer.policy import ContractForm
from optimizer.review import Actor, Standing


def standing_of_review(review: KeptReview, last: KeptDecision | None) -> Standing:
    """Where a placement stands after its last step."""
    return Standing(
        person=review.person,
        dwelling=review.dwelling,
        contract=ContractForm(review.contract),
        landlord=Actor.CORPORATIE if review.corporation else Actor.ZORGAANBIEDER,
        status=review.status,
        before=None if last is None else last.from_status,
        refusal=None if review.refusal is None else refusals()[review.refusal],
        motivation="" if last is None else last.motivation,
    )


def standings_of(connection: Reading, reviews: tuple[KeptReview, ...]) -> dict[str, Standing]:
    """The same of all of these, by code of the placement."""
    last = decisions_on(connection, (review.placement for review in reviews))
    return {review.placement: standing_of_review(review, last.get(review.placement)) for review in reviews}
