"""`/health`: whether the service works, for whoever watches over it. Nobody needs to sign in, and it tells nothing else."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.usecases.health import Health

PATH = "/health"


def health_router(health: Health) -> APIRouter:
    """The route of this health."""
    router = APIRouter()

    @router.get(PATH, include_in_schema=False)
    def look() -> JSONResponse:
        """Which parts work; 503 when one does not."""
        parts = health.look()
        well = all(parts.values())
        told = {"status": "goed" if well else "fout", "parts": dict(parts)}
        return JSONResponse(told, HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)

    return router
