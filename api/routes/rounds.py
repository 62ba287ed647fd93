"""`/v1/rounds`: the register frozen, the same with another policy, and what follows on a proposal."""

from __future__ import annotations

from collections.abc import Iterator
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
from api.store.rounds import KeptRound
from api.usecases import rounds
from api.usecases.rounds import ShownRound
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy
from optimizer.round import canonical

router = strict_router("Rondes")
Coordinator = Annotated[Desk, Depends(Asking(Role.COORDINATOR))]
Reader = Annotated[Desk, Depends(Asking(Role.COORDINATOR, Role.PLANNER))]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRequest:
    """Which round to make: the register with a period, a `parent` with another policy, or what `follows` on a proposal."""

    __pydantic_config__ = STRICT

    name: str | None = None
    start: date | None = None
    end: date | None = None
    parent: str | None = None
    policy: Policy | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResponse:
    """A round. For a planner only its name and period, and its policy; `round`: everything in it, as in a file."""

    id: str
    name: str
    start: date
    end: date
    origin: str | None = None
    parent: str | None = None
    follows: str | None = None
    created_at: str | None = None
    policy: dict[str, Any] | None = None
    round: dict[str, Any] | None = None


_COLUMNS = ("id", "name", "start", "end", "origin", "parent", "follows", "created_at")
_LISTED = {
    "id": "r-4x3b8w7k2m9p",
    "name": "Ronde najaar 2026",
    "start": "2026-10-01",
    "end": "2026-12-31",
    "origin": "register",
    "parent": None,
    "follows": None,
    "created_at": "2026-11-26T14:20:08.123456Z",
}
_ONE = {**_LISTED, "policy": {"name": "Beleid 2026"}, "round": {"id": "ronde-7k2m9p4x3b8w"}}
_CELLS = ",".join(_COLUMNS) + "\r\n" + ",".join(str(_LISTED[name] or "") for name in _COLUMNS) + "\r\n"
_BODY = JsonBody(RoundRequest, {"name": "Ronde najaar 2026", "start": "2026-10-01", "end": "2026-12-31"})
# Which fields belong together.
_FORMS = (("name", "start", "end"), ("parent", "policy", "name"), ("follows",))


@router.get(
    "/rounds",
    summary="Bekijk de rondes",
    responses=lists(RoundResponse, {**_LISTED, "policy": None, "round": None}, _CELLS),
)
def read_rounds(request: Request, desk: Reader, asked: Asked) -> Response:
    """A page of rounds, the newest first."""
    return listed(request, rounds.page_of_rounds(desk, asked), asked, _told, _COLUMNS)


@router.post(
    "/rounds",
    status_code=HTTPStatus.CREATED,
    summary="Leg een ronde vast",
    description=(
        "Met name, start en end: het register van nu. Met parent, policy en name: dezelfde ronde met ander beleid. "
        "Met follows: de ronde na een verstuurd voorstel, met wat daarvan vastligt en wat is geweigerd."
    ),
    responses={
        **gives(RoundResponse, _ONE, HTTPStatus.CREATED, means="Vastgelegd.", headers=("Location",)),
        **fails(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def make_round(desk: Coordinator, asked: Annotated[RoundRequest, Depends(_BODY)], key: Once) -> Response:
    """Make a round."""

    def make() -> Response:
        kept = _made(desk, asked)
        return made(
            _told(
                rounds.ShownRound(id=kept.id, name=kept.name, start=kept.start, end=kept.end, policy=None, kept=kept)
            ),
            f"/rounds/{kept.id}",
        )

    return key.once(desk, make)


@router.get("/rounds/{round}", summary="Bekijk een ronde", responses=gives(RoundResponse, _ONE))
def read_round(desk: Reader, round: str) -> Response:  # noqa: A002 - the name in the address
    """One round."""
    return answer(_told(rounds.read_round(desk, round)))


def _made(desk: Desk, asked: RoundRequest) -> KeptRound:
    faults = tuple(_faults(asked))
    if faults:
        raise InvalidInput(faults)
    if asked.follows is not None:
        return rounds.follow(desk, asked.follows)
    if asked.parent is not None and asked.policy is not None:
        return rounds.make_scenario(desk, asked.parent, asked.policy, asked.name or "")
    return rounds.freeze_round(desk, asked.name or "", asked.start or date.min, asked.end or date.min)


def _faults(asked: RoundRequest) -> Iterator[Fault]:
    """All fields of one form, and no others."""
    given = {name for name in RoundRequest.__dataclass_fields__ if getattr(asked, name) is not None}
    form = next((each for each in reversed(_FORMS) if each[0] in given), _FORMS[0])
    yield from (Fault((name,), "niets", "een waarde, want dit veld is verplicht") for name in form if name not in given)
    yield from (
        Fault((name,), "een waarde", f"niets, want dit hoort niet bij {form[0]}")
        for name in sorted(given.difference(form))
    )


def _told(shown: ShownRound) -> dict[str, Any]:
    kept = shown.kept
    return {
        "id": shown.id,
        "name": shown.name,
        "start": shown.start,
        "end": shown.end,
        "origin": None if kept is None else kept.origin,
        "parent": None if kept is None else kept.parent,
        "follows": None if kept is None else kept.follows,
        "created_at": None if kept is None else kept.created_at,
        "policy": None if shown.policy is None else canonical(shown.policy),
        "round": None if shown.round is None else canonical(shown.round),
    }
