"""Every resource of the API, in the order in which its document tells of them."""

from __future__ import annotations

from api.routes import accounts, audit, decisions, imports, proposals, register, rounds, runs, sessions, solve

_RESOURCES = (
    (sessions.router, "Wie er is aangemeld."),
    (accounts.router, "Wie zich kan aanmelden, in welke rol. Alleen voor de beheerder."),
    (register.router, "De tabellen van het register. Ieder ziet de rijen en kolommen die bij zijn rol horen."),
    (imports.router, "Tabellen van een leverancier, in één keer."),
    (rounds.router, "Het register, vastgelegd op één moment. Een scenario is een ronde met ander beleid."),
    (runs.router, "Berekeningen op een ronde. Ze gaan door als de dienst opnieuw begint."),
    (proposals.router, "Wat er is berekend. Ieder ziet wat verstuurd is en hem aangaat."),
    (decisions.router, "Wat mensen beslissen over plaatsingen die verstuurd zijn."),
    (audit.router, "Wie wat heeft gedaan. Er kan niets in worden gewijzigd zonder dat het blijkt."),
    (solve.router, "Een ronde erin, een voorstel eruit. Er wordt niets bewaard."),
)
ROUTERS = tuple(router for router, _ in _RESOURCES)
TAGS = [{"name": str(router.tags[0]), "description": means} for router, means in _RESOURCES]
