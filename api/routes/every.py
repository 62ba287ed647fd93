"""Every resource of the API, in the order in which its document tells of them."""

from __future__ import annotations

from api.routes import accounts, sessions, solve

_RESOURCES = (
    (sessions.router, "Wie er is aangemeld."),
    (accounts.router, "Wie zich kan aanmelden, in welke rol. Alleen voor de beheerder."),
    (solve.router, "Een ronde erin, een voorstel eruit. Er wordt niets bewaard."),
)
ROUTERS = tuple(router for router, _ in _RESOURCES)
TAGS = [{"name": str(router.tags[0]), "description": means} for router, means in _RESOURCES]
