"""`/v1/solve`: a round in, a proposal out, and nothing is kept."""

from __future__ import annotations

import json
from http import HTTPStatus
from importlib.resources import files
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.http.answers import gives
from api.http.bodies import JsonBody
from api.http.document import fails
from api.http.media import JSON
from api.http.solving import Solving, while_waited_for
from api.http.strict import Asking, strict_router
from api.usecases.solve_once import solve_once
from api.wire import ProposalFile, RoundFile, dumps_proposal, loads_round
from optimizer.proposal import Settings
from optimizer.round import Round

# What the settings allow may be less.
LONGEST_SECONDS = 600
LARGEST_SEED = 2**31 - 1

router = strict_router("Rekenen")
_EXAMPLES = {
    name: json.loads(files("api.routes").joinpath(f"examples/{name}.json").read_text("utf-8"))
    for name in ("round", "proposal")
}


@router.post(
    "/solve",
    summary="Bereken een ronde, zonder iets te bewaren",
    description=(
        "De ronde en het voorstel zijn bestanden van Zachte Landing, zoals `zachte-landing schema` ze beschrijft. Na "
        "`timeLimit` seconden komt het beste tot dan toe. Wie weggaat, stopt de berekening."
    ),
    responses={
        **gives(ProposalFile, _EXAMPLES["proposal"], means="Het voorstel."),
        **fails(HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS),
    },
)
async def solve_round(
    request: Request,
    desk: Annotated[Desk, Depends(Asking(Role.COORDINATOR))],
    round_: Annotated[Round, Depends(JsonBody(RoundFile, _EXAMPLES["round"], loads_round))],
    seconds: Annotated[int, Query(alias="timeLimit", ge=1, le=LONGEST_SECONDS, description="Seconden.")] = 10,
    seed: Annotated[int, Query(ge=0, le=LARGEST_SEED, description="Zaad van de loting tussen gelijken.")] = 1,
) -> Response:
    """The proposal for the round in the body."""
    solving: Solving = request.app.state.solving
    settings = Settings(seed=seed, time_limit=seconds)
    with solving.turn():
        proposal = await while_waited_for(
            request, lambda left: solve_once(desk, round_, settings, solving.bounds, left)
        )
    return Response(dumps_proposal(proposal), media_type=JSON)
