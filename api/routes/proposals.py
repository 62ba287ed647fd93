"""`/v1/proposals`: what was calculated, as far as it concerns whoever asks, and beneath each what there is to see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotThere
from api.http.answers import answer, gives
from api.http.document import fails
from api.http.geo import Shape, Viewed, maps, shapes
from api.http.keys import Once
from api.http.lists import Asked, listed, lists
from api.http.strict import Asking, strict_router
from api.http.versions import Version
from api.usecases import proposal_maps, proposals, sending
from api.usecases.proposal_maps import NO_LAYER, Layer
from api.usecases.proposals import PlacementRow, Summary
from optimizer.explanations import Grounds
from optimizer.planner_figures import OwnLimit
from optimizer.round import canonical

router = strict_router("Voorstellen")
Coordinator = Annotated[Desk, Depends(Asking(Role.COORDINATOR))]
Reader = Annotated[Desk, Depends(Asking(Role.COORDINATOR, Role.ZORGAANBIEDER, Role.CORPORATIE, Role.PLANNER))]
Party = Annotated[Desk, Depends(Asking(Role.COORDINATOR, Role.ZORGAANBIEDER, Role.CORPORATIE))]
Counter = Annotated[Desk, Depends(Asking(Role.COORDINATOR, Role.PLANNER))]
Named = Annotated[str, Path(description="Een kaartlaag.", json_schema_extra={"enum": list(Layer)})]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalResponse:
    """A proposal. `status`, `created_at` and `version` are for the coordinator; the version is needed to send it."""

    id: str
    round: str
    name: str
    start: date
    end: date
    sent_at: str | None
    status: str | None = None
    created_at: str | None = None
    version: int | None = None
    policy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRowResponse:
    """A placement: `values` by fact, those that whoever asks may see now; and once it is sent how far it is."""

    placement: str | None
    status: str | None
    version: int | None
    steps: tuple[str, ...]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedResponse:
    """Somebody without a home: `values` by fact."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationResponse:
    """Why somebody got this dwelling (`grounds`), or what would help who has none (`hope`), as in a file."""

    grounds: dict[str, Any] | None
    hope: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresResponse:
    """Numbers in which small counts are told together; `limits`: exact loads, for who decides them."""

    figures: dict[str, Any]
    limits: tuple[OwnLimit, ...]


_COLUMNS = ("id", "round", "name", "start", "end", "sent_at", "status", "created_at", "version")
_ONE: dict[str, Any] = {
    "id": "v-7k2m9p4x3b8w",
    "round": "r-4x3b8w7k2m9p",
    "name": "Ronde najaar 2026",
    "start": "2026-10-01",
    "end": "2026-12-31",
    "sent_at": "2026-11-26T14:20:08.123456Z",
    "status": "bewezen",
    "created_at": "2026-11-26T13:02:51.402113Z",
    "version": 2,
    "policy": "Beleid 2026",
}
_CELLS = ",".join(_COLUMNS) + "\r\n" + ",".join(str(_ONE[name]) for name in _COLUMNS) + "\r\n"
_ROW = {
    "placement": "p-3b8w7k2m9p4x",
    "status": "voorgesteld",
    "version": 1,
    "steps": ["akkoord geven", "weigeren"],
    "values": {"person": "U-0012", "dwelling": "W-0031", "start": "2026-11-01", "persons": 1},
}
_ROW_CELLS = "placement,status,version,person,dwelling\r\np-3b8w7k2m9p4x,voorgesteld,1,U-0012,W-0031\r\n"
_WAITING = {"values": {"person": "U-0044", "no_home_yet": "Er was geen woning die past."}}
_LIMIT = {
    "id": "G-1",
    "area": "WK010600",
    "kind": "stand",
    "gross_cap": 12,
    "cap": 12,
    "used": 4,
    "claimed": 2,
    "planned": 3,
    "provisional": False,
}
_FIGURES = {"figures": {"wijken": [{"code": "WK010600", "room": "ruim"}]}, "limits": [_LIMIT]}
_GROUNDS = {"grounds": {"person": "U-0012"}, "hope": None}
_SHAPE = {
    "naam": {"type": ["string", "null"]},
    "gemeente": {"type": ["string", "null"]},
}


@router.get("/proposals", summary="Bekijk de voorstellen", responses=lists(ProposalResponse, _ONE, _CELLS))
def read_proposals(request: Request, desk: Reader, asked: Asked) -> Response:
    """A page of proposals, the newest first."""
    return listed(request, proposals.page_of_proposals(desk, asked), asked, _told, _COLUMNS)


@router.get(
    "/proposals/{proposal}",
    summary="Bekijk een voorstel",
    responses=gives(ProposalResponse, _ONE, headers=("ETag",)),
)
def read_proposal(desk: Reader, proposal: str) -> Response:
    """One proposal."""
    shown = proposals.read_proposal(desk, proposal)
    told = {**_told(shown.summary), "policy": shown.policy.name if shown.policy else None}
    return answer(told, told["version"])


@router.post(
    "/proposals/{proposal}/send",
    summary="Verstuur een voorstel",
    description=(
        "Elke plaatsing erin wordt een lopende plaatsing, of geen enkele. Met 409 staat er alles wat dat tegenhoudt: "
        "wat al bezet is, en wat er is veranderd sinds de ronde is vastgelegd."
    ),
    responses={
        **gives(ProposalResponse, _ONE, means="Verstuurd.", headers=("ETag",)),
        **fails(HTTPStatus.CONFLICT),
    },
)
def send_proposal(desk: Coordinator, proposal: str, version: Version, key: Once) -> Response:
    """Send it."""

    def send() -> Response:
        sending.send(desk, proposal, version)
        return read_proposal(desk, proposal)

    return key.once(desk, send)


@router.get(
    "/proposals/{proposal}/placements",
    summary="Bekijk de plaatsingen van een voorstel",
    responses=lists(PlacementRowResponse, _ROW, _ROW_CELLS),
)
def read_placements(request: Request, desk: Party, proposal: str, asked: Asked) -> Response:
    """A page of placements."""
    page = proposals.placements_of(desk, proposal, asked)
    columns = ("placement", "status", "version", *proposals.placement_columns(desk))
    return listed(request, page, asked, _row, columns, _row_cells)


@router.get(
    "/proposals/{proposal}/unplaced",
    summary="Bekijk wie er geen woning heeft",
    responses=lists(UnplacedResponse, _WAITING, "person,no_home_yet\r\nU-0044,Er was geen woning die past.\r\n"),
)
def read_unplaced(request: Request, desk: Party, proposal: str, asked: Asked) -> Response:
    """A page of people without a home."""
    page = proposals.unplaced_of(desk, proposal, asked)
    columns = proposals.unplaced_columns(desk)
    return listed(request, page, asked, lambda values: {"values": values}, columns, lambda values: values)


@router.get(
    "/proposals/{proposal}/explanations/{person}",
    summary="Bekijk waarom",
    responses=gives(ExplanationResponse, _GROUNDS),
)
def read_explanation(desk: Coordinator, proposal: str, person: str) -> Response:
    """Why somebody got a dwelling, or what would help."""
    told = proposals.explanation_of(desk, proposal, person)
    placed = isinstance(told, Grounds)
    return answer({"grounds": canonical(told) if placed else None, "hope": None if placed else canonical(told)})


@router.get(
    "/proposals/{proposal}/figures",
    summary="Bekijk de cijfers van een voorstel",
    responses=gives(FiguresResponse, _FIGURES),
)
def read_figures(desk: Counter, proposal: str) -> Response:
    """The numbers of it."""
    found = proposals.figures_of(desk, proposal)
    return answer(FiguresResponse(figures=dict(found.figures), limits=found.limits))


@router.get(
    "/proposals/{proposal}/layers/{layer}",
    summary="Bekijk een kaartlaag van een voorstel",
    responses=maps(_SHAPE, {"naam": "Marsdijk", "gemeente": "Assen"}),
)
def read_layer(desk: Reader, proposal: str, layer: Named, view: Viewed) -> Response:
    """One layer of the map."""
    if layer not in tuple(Layer):
        raise NotThere(NO_LAYER)
    frame = proposal_maps.layer_of(desk, proposal, Layer(layer)).to_crs("EPSG:28992")
    told = frame.drop(columns=["code", "geometry"]).to_dict("records")
    found = (
        Shape(code, geometry, values)
        for code, geometry, values in zip(frame["code"], frame.geometry, told, strict=True)
    )
    return shapes(found, view)


def _told(summary: Summary) -> dict[str, Any]:
    kept = summary.kept
    return {
        "id": summary.id,
        "round": summary.round,
        "name": summary.name,
        "start": summary.start,
        "end": summary.end,
        "sent_at": summary.sent_at,
        "status": None if kept is None else kept.status,
        "created_at": None if kept is None else kept.created_at,
        "version": None if kept is None else kept.version,
        "policy": None,
    }


def _row(row: PlacementRow) -> Mapping[str, Any]:
    return {
        "placement": row.placement,
        "status": row.status,
        "version": row.version,
        "steps": row.steps,
        "values": row.values,
    }


def _row_cells(row: PlacementRow) -> Mapping[str, Any]:
    return {**row.values, "placement": row.placement, "status": row.status, "version": row.version}
