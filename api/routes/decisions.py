"""`/v1/decisions`: the steps that people take with sent placements; `/v1/placements`: how far one of them is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.http.answers import answer, gives, made
from api.http.bodies import STRICT, JsonBody
from api.http.document import fails
from api.http.keys import Once
from api.http.lists import Asked, listed, lists
from api.http.strict import Asking, strict_router
from api.http.versions import Version
from api.usecases import decisions
from api.usecases.decisions import ShownDecision, ShownPlacement
from optimizer.review import Step

router = strict_router("Besluiten")
Party = Annotated[Desk, Depends(Asking(Role.COORDINATOR, Role.ZORGAANBIEDER, Role.CORPORATIE))]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRequest:
    """A step with a placement. `refusal`: the code of a reason, to decline; `until`: when the dwelling may come again."""

    __pydantic_config__ = STRICT

    placement: str
    step: Step
    refusal: str = ""
    motivation: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionResponse:
    """A step that was taken; null is not for whoever asks."""

    placement: str
    step: str | None
    before: str | None
    status: str
    refusal: str | None
    motivation: str | None
    role: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementResponse:
    """A sent placement, the steps that whoever asks can take now, and what was decided, the newest first."""

    placement: str
    proposal: str
    person: str
    dwelling: str
    status: str
    version: int
    steps: tuple[str, ...]
    history: tuple[DecisionResponse, ...]


_DECISION = {
    "placement": "p-3b8w7k2m9p4x",
    "step": "akkoord geven",
    "before": "voorgesteld",
    "status": "akkoord corporatie",
    "refusal": None,
    "motivation": "",
    "role": "corporatie",
    "at": "2026-11-26T15:41:09.203311Z",
}
_COLUMNS = tuple(_DECISION)
_CELLS = ",".join(_COLUMNS) + "\r\n" + ",".join(str(_DECISION[name] or "") for name in _COLUMNS) + "\r\n"
_PLACEMENT = {
    "placement": "p-3b8w7k2m9p4x",
    "proposal": "v-7k2m9p4x3b8w",
    "person": "U-0012",
    "dwelling": "W-0031",
    "status": "akkoord corporatie",
    "version": 2,
    "steps": ["aanbieden", "weigeren"],
    "history": [_DECISION],
}
_BODY = JsonBody(DecisionRequest, {"placement": "p-3b8w7k2m9p4x", "step": "weigeren", "refusal": "COMPLEX"})


@router.get("/decisions", summary="Bekijk wat er is besloten", responses=lists(DecisionResponse, _DECISION, _CELLS))
def read_decisions(request: Request, desk: Party, asked: Asked) -> Response:
    """A page of steps, the newest first."""
    return listed(request, decisions.list_decisions(desk, asked), asked, _step, _COLUMNS)


@router.post(
    "/decisions",
    status_code=HTTPStatus.CREATED,
    summary="Besluit over een plaatsing",
    description="If-Match is de versie van de plaatsing. Met 412 was iemand anders eerder, en staat er wie en wat.",
    responses={
        **gives(PlacementResponse, _PLACEMENT, HTTPStatus.CREATED, means="Besloten.", headers=("Location", "ETag")),
        **fails(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def decide(desk: Party, asked: Annotated[DecisionRequest, Depends(_BODY)], version: Version, key: Once) -> Response:
    """Take a step."""

    def take() -> Response:
        moved = decisions.decide(
            desk, asked.placement, version, asked.step, asked.refusal, asked.motivation, asked.until
        )
        return made(_told(moved), f"/placements/{moved.placement}", moved.version)

    return key.once(desk, take)


@router.get(
    "/placements/{placement}",
    summary="Bekijk hoe het met een plaatsing staat",
    responses=gives(PlacementResponse, _PLACEMENT, headers=("ETag",)),
)
def read_placement(desk: Party, placement: str) -> Response:
    """One placement."""
    found = decisions.read_placement(desk, placement)
    return answer(_told(found), found.version)


def _told(found: ShownPlacement) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in _PLACEMENT if name != "history"}
    return {**plain, "history": [_step(each) for each in found.history]}


def _step(decision: ShownDecision) -> dict[str, Any]:
    refusal = decision.refusal.code if decision.refusal else None
    return {name: refusal if name == "refusal" else getattr(decision, name) for name in _COLUMNS}
