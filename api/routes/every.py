"""Every resource of the API, in the order in which its document tells of them."""

from __future__ import annotations

from api.routes import solve

_RESOURCES = (
    (solve.router, "Een ronde erin, een voorstel eruit. Er wordt niets bewaard."),
)
ROUTERS = tuple(router for router, _ in _RESOURCES)
TAGS = [{"name": str(router.tags[0]), "description": means} for router, means in _RESOURCES]
