"""Every resource of the API, in the order in which its document tells of them."""

from __future__ import annotations

from api.routes import accounts, audit, imports, register, runs, sessions, solve

_RESOURCES = (
    (sessions.router, "Wie er is aangemeld."),
    (accounts.router, "Wie zich kan aanmelden, in welke rol. Alleen voor de beheerder."),
    (register.router, "De tabellen van het register. Ieder ziet de rijen en kolommen die bij zijn rol horen."),
    (imports.router, "Tabellen van een leverancier, in één keer."),
    (runs.router, "Berekeningen op een ronde. Ze gaan door als de dienst opnieuw begint."),
    (audit.router, "Wie wat heeft gedaan. Er kan niets in worden gewijzigd zonder dat het blijkt."),
    (solve.router, "Een ronde erin, een voorstel eruit. Er wordt niets bewaard."),
)
ROUTERS = tuple(router for router, _ in _RESOURCES)
TAGS = [{"name": str(router.tags[0]), "description": means} for router, means in _RESOURCES]
