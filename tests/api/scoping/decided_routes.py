"""What each role may do on each route of the service, decided by hand: a route that is not here fails the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.api.scoping.secret_world import (
    ADMIN,
    ANS,
    BEA,
    CORP,
    CORP2,
    EVA,
    FOP,
    GIJS,
    KEEPER,
    LANDLORDS,
    PEOPLE,
    PLANNERS,
    REGION,
    ROLES,
    TOWN,
    TOWN2,
    ZORG,
    ZORG2,
)

Values = Mapping[str, str]
NOBODY = "niemand"
EVERYBODY = frozenset(ROLES)
KEEPERS = frozenset({KEEPER})
CORPORATIONS, PROVIDERS = frozenset({CORP, CORP2}), frozenset({ZORG, ZORG2})
PARTIES = KEEPERS | CORPORATIONS | PROVIDERS
READERS = PARTIES | PLANNERS
COUNTERS = KEEPERS | PLANNERS

OF_EVERYBODY = (
    "gemeenten", "wijken", "buurten", "gebieden", "gebiedsdelen", "indicatoren", "corporaties", "zorgaanbieders",
    "convenanten", "afbouw", "afstandsbanden",
)  # fmt: skip
OF_KEEPER = ("uitsluitingen", "koppelingen", "weigeringen", "huurafwijkingen", "vastgezet", "vorige")
OF_PROVIDER = ("uitstromers", "gebiedswensen", "ankers", "begeleiding", "woningen", "plaatsingen")
# Besides those of everybody, who sees a table, and who writes in it.
TABLES_OF: Mapping[str, tuple[str, ...]] = {
    KEEPER: (*OF_PROVIDER, *OF_KEEPER, "grenswaarden", "afspraken", "voorzieningen"),
    **dict.fromkeys(CORPORATIONS, ("woningen", "afspraken")),
    **dict.fromkeys(PROVIDERS, OF_PROVIDER),
    **dict.fromkeys(PLANNERS, ("grenswaarden", "voorzieningen")),
}
WRITTEN_BY: Mapping[str, tuple[str, ...]] = {
    KEEPER: (*OF_EVERYBODY, *TABLES_OF[KEEPER]),
    **dict.fromkeys(CORPORATIONS, ("woningen",)),
    **dict.fromkeys(PROVIDERS, ("uitstromers", "gebiedswensen", "ankers")),
    **dict.fromkeys((TOWN, TOWN2), ("grenswaarden",)),
    REGION: (),
}
# In whose proposals somebody has a part, once they are sent; of a chain a planner reads the first.
PROPOSALS_OF: Mapping[str, tuple[str, ...]] = {
    KEEPER: ("first", "second", "chained", "unsent"),
    CORP: ("first", "chained"),
    CORP2: ("first", "second", "chained"),
    ZORG: ("first", "chained"),
    ZORG2: ("first", "second", "chained"),
    **dict.fromkeys(PLANNERS, ("first", "second")),
    ADMIN: (),
}
ROUNDS_OF: Mapping[str, tuple[str, ...]] = {
    KEEPER: ("first", "second", "scenario", "next"),
    **dict.fromkeys(PLANNERS, ("first", "second")),
}
PLACED = {"first": (ANS, EVA, FOP, BEA), "second": (GIJS,), "chained": (ANS, BEA), "unsent": (ANS, EVA, FOP, BEA)}


def sees_row(who: str, table: str, values: Mapping[str, Any]) -> bool:
    """Whether a row is theirs to see, told anew and not asked from the service."""
    if who == KEEPER or table in OF_EVERYBODY:
        return True
    theirs: Mapping[str, Callable[[], bool]] = {
        "grenswaarden": lambda: True,
        "voorzieningen": lambda: not values["geheim_adres"],
        "afspraken": lambda: values["corporatie"] == who and not values["doelgroepen"],
        "woningen": lambda: who in (values["corporatie"], values["aanbieder"]),
        "uitstromers": lambda: values["zorgaanbieder"] == who,
        "begeleiding": lambda: values["zorgaanbieder"] == who,
    }
    return table in TABLES_OF[who] and theirs.get(table, lambda: PEOPLE[values["uitstromer"]] == who)()


def placements_of(who: str) -> set[str]:
    """Of whose placements somebody reads."""
    if who == KEEPER:
        return {ANS, EVA, FOP, BEA, GIJS}
    return {name for name in LANDLORDS if who in (LANDLORDS[name], PEOPLE[name])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who gets what on a route.

    `who`: whom it is for; the others get `denied`, and who is not signed in gets `outside`. `own` is the status for what is
    theirs, `other` for everything else; `status` replaces both where it depends on more. `sent` goes along with the request.
    """

    who: frozenset[str] = EVERYBODY
    own: int = 200
    other: int = 404
    denied: int = 403
    outside: int = 401
    status: Callable[[str, Values, bool], int] | None = None
    sent: Callable[[Values], dict[str, Any]] = field(default=lambda _values: {})
    csv: bool = False
    # Takes a session away, so it gets one of its own.
    ends: bool = False


LATE = {"If-Match": '"999"'}


def _json(body: Any, **headers: str) -> Callable[[Values], dict[str, Any]]:
    return lambda _values: {"json": body, "headers": headers}


def _late(body: Any = None) -> Callable[[Values], dict[str, Any]]:
    return lambda _values: {"headers": LATE} if body is None else {"json": body, "headers": LATE}


def _form(**fields: str) -> Callable[[Values], dict[str, Any]]:
    return lambda _values: {"data": fields}


def _in_table(reading: int | None, writing: int) -> Callable[[str, Values, bool], int]:
    """The status in a table of the register; `reading` for who sees it and writes nothing in it, None: as who does."""

    def status(who: str, values: Values, own: bool) -> int:
        table = values["table"]
        if table not in (*OF_EVERYBODY, *TABLES_OF[who]) or "malformed" in values:
            return 404
        if reading is not None and table not in WRITTEN_BY[who]:
            return reading
        if not own:
            return 404
        may_all = who == KEEPER or table != "grenswaarden" or reading is None or _in_town(who, values)
        return writing if may_all else 403

    return status


def _in_town(who: str, values: Values) -> bool:
    """A town reads all limits and writes its own; limits have the code of their area."""
    return "row" not in values or values["limit"] == {TOWN: "WK-A", TOWN2: "WK-C"}[who]


def _layer(who: str, values: Values, own: bool) -> int:
    """Numbers of the whole region are those of the first of a chain; exact loads are for who decides the limit."""
    layer, first = values["layer"], values.get("proposal_name") in ("first", "second")
    seen = {
        "grenzen": True,
        "ruimte": first or who == KEEPER,
        "herkomst": first or who == KEEPER,
        "belasting": who in (KEEPER, TOWN, TOWN2),
    }
    return 200 if own and seen.get(layer, False) else 404


def _to_judge(who: str, _values: Values, own: bool) -> int:
    return 404 if not own else 403 if who in PLANNERS else 200


def _to_judge_one(who: str, values: Values, own: bool) -> int:
    if who in PLANNERS:
        return 403 if values.get("proposal_name") in PROPOSALS_OF[who] else 404
    return 412 if own else 404


def _with_figures(who: str, _values: Values, own: bool) -> int:
    return 404 if not own else 200 if who in COUNTERS else 403


def _only_keeper(who: str, _values: Values, own: bool) -> int:
    return 200 if own and who == KEEPER else 404


def _follows(_who: str, values: Values, own: bool) -> int:
    """A round follows on what was sent only."""
    return 404 if not own else 409 if values["proposal_name"] == "unsent" else 303


_PAGE = {"outside": 303}
_KEPT = Rule(who=KEEPERS, denied=404, **_PAGE)  # type: ignore[arg-type] # a status
_ACCOUNTS = frozenset({ADMIN})
_AT = "/voorstellen/{proposal}"

RULES: Mapping[tuple[str, str], Rule] = {
    ("GET", "/api"): Rule(outside=200),
    ("GET", "/v1/openapi.json"): Rule(outside=200),
    ("*", "/static"): Rule(own=307, outside=307),
    ("GET", "/health"): Rule(outside=200),
    ("GET", "/handleiding"): Rule(outside=200),
    ("GET", "/handleiding/draagkracht"): Rule(outside=200),
    # Signing in.
    ("POST", "/v1/sessions"): Rule(own=401, sent=_json({"login": "x", "password": "een woord dat niet klopt"})),
    ("GET", "/v1/sessions/current"): Rule(),
    ("DELETE", "/v1/sessions/current"): Rule(own=204, ends=True),
    ("GET", "/aanmelden"): Rule(own=303, outside=200),
    ("POST", "/aanmelden"): Rule(own=401, outside=401, sent=_form(login="x")),
    ("GET", "/aanmelden/{token}"): Rule(outside=404),
    ("POST", "/aanmelden/{token}"): Rule(outside=404),
    ("POST", "/afmelden"): Rule(own=303, ends=True, **_PAGE),  # type: ignore[arg-type] # a status
    ("GET", "/wachtwoord"): Rule(outside=303),
    ("POST", "/wachtwoord"): Rule(own=400, outside=303, sent=_form(old="", new="a", again="b")),
    ("GET", "/"): Rule(outside=303, status=lambda who, _values, _own: 303 if who == ADMIN else 200),
    # Accounts.
    ("GET", "/v1/accounts"): Rule(who=_ACCOUNTS),
    ("POST", "/v1/accounts"): Rule(who=_ACCOUNTS, own=400, sent=_json({"login": "", "role": "onbekend"})),
    ("GET", "/v1/accounts/{account}"): Rule(who=_ACCOUNTS),
    ("PATCH", "/v1/accounts/{account}"): Rule(who=_ACCOUNTS, own=412, sent=_late({"blocked": True})),
    ("POST", "/v1/accounts/{account}/links"): Rule(who=_ACCOUNTS, own=201),
    ("GET", "/accounts"): Rule(who=_ACCOUNTS, outside=303),
    ("POST", "/accounts"): Rule(who=_ACCOUNTS, own=400, outside=303),
    ("POST", "/accounts/{account}/link"): Rule(who=_ACCOUNTS, outside=303),
    ("POST", "/accounts/{account}/blokkeren"): Rule(who=_ACCOUNTS, own=412, outside=303, sent=_form(version="999")),
    ("POST", "/accounts/{account}/vrijgeven"): Rule(who=_ACCOUNTS, own=412, outside=303, sent=_form(version="999")),
    # The register.
    ("GET", "/v1/register"): Rule(who=READERS),
    ("GET", "/v1/register/{table}"): Rule(who=READERS, status=_in_table(None, 200), csv=True),
    ("POST", "/v1/register/{table}"): Rule(who=READERS, status=_in_table(403, 400), sent=_json({"values": {}})),
    ("GET", "/v1/register/{table}/{row}"): Rule(who=READERS, status=_in_table(None, 200)),
    ("PUT", "/v1/register/{table}/{row}"): Rule(who=READERS, status=_in_table(403, 412), sent=_late({"values": {}})),
    ("DELETE", "/v1/register/{table}/{row}"): Rule(who=READERS, status=_in_table(403, 412), sent=_late()),
    ("GET", "/v1/register/{table}/{row}/history"): Rule(who=READERS, status=_in_table(None, 200)),
    ("POST", "/v1/imports"): Rule(who=READERS, own=400, sent=lambda _values: {"files": {"x": ("x.csv", b"code\n1\n")}}),
    # Rounds and calculations.
    ("GET", "/v1/rounds"): Rule(who=COUNTERS, csv=True),
    ("POST", "/v1/rounds"): Rule(who=KEEPERS, own=400, sent=_json({})),
    ("GET", "/v1/rounds/{round}"): Rule(who=COUNTERS),
    ("GET", "/v1/runs"): Rule(who=KEEPERS, csv=True),
    ("POST", "/v1/runs"): Rule(who=KEEPERS, own=404, sent=_json({"round": "r-onbekend"})),
    ("GET", "/v1/runs/{run}"): Rule(who=KEEPERS),
    ("GET", "/v1/runs/{run}/events"): Rule(who=KEEPERS),
    ("POST", "/v1/runs/{run}/stop"): Rule(who=KEEPERS),
    ("POST", "/v1/solve"): Rule(who=KEEPERS, own=400, sent=_json({})),
    # Proposals and decisions.
    ("GET", "/v1/proposals"): Rule(who=READERS, csv=True),
    ("GET", "/v1/proposals/{proposal}"): Rule(who=READERS),
    ("POST", "/v1/proposals/{proposal}/send"): Rule(who=KEEPERS, own=412, sent=_late()),
    ("GET", "/v1/proposals/{proposal}/placements"): Rule(who=PARTIES, csv=True),
    ("GET", "/v1/proposals/{proposal}/unplaced"): Rule(who=PARTIES, csv=True),
    ("GET", "/v1/proposals/{proposal}/explanations/{person}"): Rule(who=KEEPERS),
    ("GET", "/v1/proposals/{proposal}/figures"): Rule(who=COUNTERS),
    ("GET", "/v1/proposals/{proposal}/layers/{layer}"): Rule(who=READERS, status=_layer),
    ("GET", "/v1/decisions"): Rule(who=PARTIES, csv=True),
    ("POST", "/v1/decisions"): Rule(
        who=PARTIES,
        own=412,
        sent=lambda values: {"json": {"placement": values["placement"], "step": "akkoord geven"}, "headers": LATE},
    ),
    ("GET", "/v1/placements/{placement}"): Rule(who=PARTIES),
    # The audit.
    ("GET", "/v1/audit"): Rule(who=KEEPERS, csv=True),
    ("GET", "/v1/audit/chain"): Rule(who=KEEPERS | _ACCOUNTS),
    # The coordinator's pages: for others there are none.
    ("GET", f"{_AT}/voorstel.json"): _KEPT,
    ("GET", f"{_AT}/voorstel.xlsx"): _KEPT,
    ("GET", f"{_AT}/corporaties/{{name}}"): _KEPT,
    ("GET", f"{_AT}/plaatsingen"): _KEPT,
    ("GET", f"{_AT}/plaatsingen/{{person}}"): _KEPT,
    ("GET", f"{_AT}/niet-geplaatst"): _KEPT,
    ("GET", f"{_AT}/niet-geplaatst/{{waiting}}"): _KEPT,
    ("GET", f"{_AT}/woningen"): _KEPT,
    ("GET", f"{_AT}/woningen/{{dwelling}}"): _KEPT,
    ("GET", f"{_AT}/wijken"): _KEPT,
    ("GET", f"{_AT}/wijken/{{area}}"): _KEPT,
    ("GET", f"{_AT}/wijken/kaart"): _KEPT,
    ("GET", f"{_AT}/wijken/kaart/coordinator"): _KEPT,
    ("GET", f"{_AT}/kaart/coordinator"): _KEPT,
    ("GET", f"{_AT}/afspraken"): _KEPT,
    ("GET", f"{_AT}/afspraken/begeleiding"): _KEPT,
    # Pages for others.
    ("GET", f"{_AT}/"): Rule(who=READERS, outside=303),
    ("GET", f"{_AT}/kaart"): Rule(who=COUNTERS, outside=303),
    ("GET", f"{_AT}/besluiten"): Rule(who=READERS, outside=303, status=_to_judge),
    ("POST", f"{_AT}/besluiten/{{placement}}"): Rule(
        who=READERS, outside=303, sent=_form(version="999", step="akkoord geven"), status=_to_judge_one
    ),
    ("GET", f"{_AT}/werkboek.xlsx"): Rule(who=CORPORATIONS, outside=303),
    ("GET", f"{_AT}/kaart-en-cijfers"): Rule(who=READERS, outside=303, status=_with_figures),
    ("GET", f"{_AT}/cijfers/{{figures}}.csv"): Rule(who=COUNTERS, outside=303),
    # Sending, and what follows on it.
    ("GET", f"{_AT}/versturen"): Rule(who=READERS, outside=303, status=_only_keeper),
    ("POST", f"{_AT}/versturen"): Rule(who=KEEPERS, own=412, outside=303, sent=_form(version="999")),
    ("POST", f"{_AT}/vervolg"): Rule(who=KEEPERS, outside=303, status=_follows),
    # Rounds and calculations as pages.
    ("POST", "/rondes"): Rule(who=KEEPERS, own=400, outside=303),
    ("POST", "/rondes/{round}/berekenen"): Rule(who=KEEPERS, own=303, outside=303),
    ("GET", "/berekeningen/{run}"): Rule(who=KEEPERS, outside=303),
    ("POST", "/berekeningen/{run}/stop"): Rule(who=KEEPERS, own=303, outside=303),
}
