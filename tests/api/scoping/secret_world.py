"""Two of everything, made as people do it, in which whatever is somebody's has a value that is recognised anywhere.

`SECRETS` says by hand, and not by what the service holds, who may ever read each of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.access.identity import SYSTEM, Identity, Role
from api.store import accounts
from api.store.database import Store
from api.store.rounds import open_round
from api.store.runs import Ending, Mode, RunState, add_run, finish, take_run
from api.usecases.decisions import decide
from api.usecases.listing import Listing
from api.usecases.proposals import placements_of
from api.usecases.register import change_row, list_rows
from api.usecases.rounds import follow, make_scenario
from api.usecases.runs import stop
from api.usecases.sending import send
from geodata.plain import plain_row
from optimizer.agreements import ContactLevel
from optimizer.people import AreaReasonCode
from optimizer.plan import check_plan
from optimizer.proposal import Settings
from optimizer.review import Step
from optimizer.round import canonical
from tests.api.region import PARTIES, added, desk, frozen, home, person, solved, stored
from tests.geodata.tiny import apart, cap, facility
from tests.worlds import policy

KEEPER, CORP, CORP2, ZORG, ZORG2, REGION, TOWN, TOWN2, ADMIN = (
    "coördinator", "corp", "corp-2", "zorg", "zorg-2", "planner", "GM-A", "GM-B", "beheerder",
)  # fmt: skip
ROLES: dict[str, tuple[Role, str]] = {
    KEEPER: (Role.COORDINATOR, ""),
    CORP: (Role.CORPORATIE, CORP),
    CORP2: (Role.CORPORATIE, CORP2),
    ZORG: (Role.ZORGAANBIEDER, ZORG),
    ZORG2: (Role.ZORGAANBIEDER, ZORG2),
    REGION: (Role.PLANNER, ""),
    TOWN: (Role.PLANNER, TOWN),
    TOWN2: (Role.PLANNER, TOWN2),
    ADMIN: (Role.BEHEERDER, ""),
}
PLANNERS = frozenset({REGION, TOWN, TOWN2})

ANS, EVA, FOP, CAS = ("kanarie-ans", "kanarie-eva", "kanarie-fop", "kanarie-cas")
BEA, DIRK, GIJS = ("kanarie-bea", "kanarie-dirk", "kanarie-gijs")
PEOPLE: dict[str, str] = {
    **dict.fromkeys((ANS, EVA, FOP, CAS), ZORG),
    **dict.fromkeys((BEA, DIRK, GIJS), ZORG2),
}
# Of who is placed in a dwelling of a corporation that one reads the pseudonym.
LANDLORDS = {ANS: CORP, EVA: CORP, FOP: CORP, BEA: CORP2, GIJS: CORP2}
HOMES = {"kw-ans": CORP, "kw-eva": CORP, "kw-fop": CORP, "kw-bea": CORP2, "kw-gijs": CORP2}


@dataclass(frozen=True, slots=True)
class Secret:
    """Something to recognise, and who may read it besides the coordinator."""

    text: str
    readers: frozenset[str]

    def is_in(self, told: str) -> bool:
        """Whether it is told, as a whole word or number: a letter or digit before or after it makes another one."""
        return self.text in told and re.search(rf"(?<![0-9a-z]){re.escape(self.text)}(?![0-9a-z])", told) is not None


def _secret(text: str, *readers: str) -> Secret:
    return Secret(text, frozenset(readers))


INCOMES = {ANS: 15_011, EVA: 15_012, FOP: 15_013, CAS: 15_014, BEA: 15_021, DIRK: 15_022, GIJS: 15_023}
RENTS = {"kw-ans": 50_111, "kw-eva": 50_112, "kw-fop": 50_113, "kw-bea": 50_221, "kw-gijs": 50_222}
LOADS = {"WK-A": 2_711, "WK-C": 3_711}

SECRETS: dict[str, Secret] = {
    **{name: _secret(name, PEOPLE[name], *({LANDLORDS[name]} if name in LANDLORDS else ())) for name in PEOPLE},
    **{f"inkomen van {name}": _secret(str(income), PEOPLE[name]) for name, income in INCOMES.items()},
    **{f"toewijzing van {name}": _secret(f"aanwijzing-{name}", PEOPLE[name]) for name in PEOPLE},
    "woning van ans": _secret("kw-ans", CORP, ZORG),
    "woning van eva": _secret("kw-eva", CORP, ZORG),
    "woning van fop": _secret("kw-fop", CORP, ZORG),
    "woning van bea": _secret("kw-bea", CORP2, ZORG2),
    "woning van gijs": _secret("kw-gijs", CORP2, ZORG2),
    "plek van zorg-2": _secret("kw-plek", ZORG2),
    "huur van ans": _secret("50111", CORP),
    "huur van bea": _secret("50221", CORP2),
    "uren van zorg": _secret("1011", ZORG),
    "uren van zorg-2": _secret("1022", ZORG2),
    # Planners read in the figures what was agreed, and never how much of it is there already.
    "eigen levering": _secret("kanarie-levering", CORP, *PLANNERS),
    "levering van de ander": _secret("kanarie-levering2", CORP2, *PLANNERS),
    "afspraak over een doelgroep": _secret("kanarie-doelgroep", *PLANNERS),
    "belasting van Aadorp": _secret("2711", TOWN),
    "belasting van Aadorp met een punt": _secret("2.711", TOWN),
    "belasting van Beekstad": _secret("3711", TOWN2),
    "belasting van Beekstad met een punt": _secret("3.711", TOWN2),
    "geheime voorziening": _secret("kanarie-geheim"),
    "open voorziening": _secret("kanarie-open", *PLANNERS),
    "contactuitsluiting": _secret("kanarie-apart"),
    "koppeling": _secret("kanarie-samen"),
    "reden van een verbod": _secret("kanarie-verbod"),
    "huurafwijking": _secret("kanarie-huurafwijking"),
    "besluit over een grens": _secret("kanarie-grens", *PLANNERS),
    "wat de coördinator schreef": _secret("kanarie-schrijft-coordinator"),
    "wat de corporatie schreef": _secret("kanarie-schrijft-corp", CORP),
    "wat de andere corporatie schreef": _secret("kanarie-schrijft-corp2", CORP2),
    "wat de aanbieder schreef": _secret("kanarie-schrijft-zorg", ZORG),
    "wat de andere aanbieder schreef": _secret("kanarie-schrijft-zorg2", ZORG2),
    "ronde zonder verstuurd voorstel": _secret("kanarie-scenario"),
    "beleid van een scenario": _secret("kanarie-beleid"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What was made: ids of rounds, runs, proposals and accounts, and of placements by person."""

    store: Store
    by: dict[str, Identity]
    rounds: dict[str, str]
    runs: dict[str, str]
    proposals: dict[str, str]
    placements: dict[str, str]


def secret_world(store: Store) -> World:
    """Make it."""
    _region(store)
    by = _accounts(store)
    first_round = frozen(store, "Ronde een")
    first = send(desk(store, by[KEEPER]), solved(store, first_round).id, 1)
    placed = _placed(store, first.id)
    _decided(store, by, placed)
    added(store, "uitstromers", _somebody(GIJS, 5))
    added(store, "woningen", _home(GIJS, "C", 5))
    later = frozen(store, "Ronde twee")
    second = send(desk(store, by[KEEPER]), solved(store, later).id, 1)
    placed |= _placed(store, second.id)
    scenario = make_scenario(desk(store), first_round.id, policy(name="kanarie-beleid"), "kanarie-scenario")
    unsent = solved(store, scenario)
    next_round = follow(desk(store), first.id)
    chained = send(desk(store, by[KEEPER]), solved(store, next_round).id, 1)
    looked_at = _looked_at(store, by[KEEPER], next_round.id)
    return World(
        store=store,
        by=by,
        rounds={"first": first_round.id, "second": later.id, "scenario": scenario.id, "next": next_round.id},
        runs={"first": stop(desk(store, by[KEEPER]), first.run).id, "check": looked_at},
        proposals={"first": first.id, "second": second.id, "chained": chained.id, "unsent": unsent.id},
        placements=placed,
    )


def _looked_at(store: Store, by: Identity, round_id: str) -> str:
    """A run that has ended, with a result that names people."""
    with store.writing(by) as writing:
        run = add_run(writing, round_id=round_id, mode=Mode.PLAN, settings=Settings(), plan=((ANS, "kw-ans"),))
        taken = take_run(writing, run.id, 1, "w")
        round_ = open_round(writing.connection, round_id)
        assert taken is not None
        assert round_ is not None
        found = canonical(check_plan(round_, ((ANS, "kw-bea"), (CAS, "kw-ans"))))
        finish(writing, taken, Ending(state=RunState.KLAAR, result=found))
        return run.id


def _somebody(code: str, adults: int, **changes: Any) -> dict[str, Any]:
    income = INCOMES[code]
    return person(
        code,
        zorgaanbieder=PEOPLE[code],
        volwassenen=adults,
        inkomen_van=income,
        inkomen_tot=income + 100,
        aangewezen="GM-A",
        aangewezen_reden=f"aanwijzing-{code}",
        **changes,
    )


def _home(of: str, letter: str, size: int, **changes: Any) -> dict[str, Any]:
    """A dwelling in which only one household fits."""
    code = f"kw-{of.removeprefix('kanarie-')}"
    sizes = {"min_personen": size, "max_personen": size, "slaapkamers": size, "kamers": size + 1}
    return home(code, letter, corporatie=HOMES[code], huur=RENTS[code], **sizes, **changes)


def _region(store: Store) -> None:
    hours = [{**row, "uren": 1_011 if row["zorgaanbieder"] == ZORG else 1_022} for row in PARTIES["begeleiding"]]
    stored(
        store,
        begeleiding=hours,
        uitstromers=[
            _somebody(ANS, 1),
            _somebody(EVA, 2),
            _somebody(FOP, 3),
            _somebody(BEA, 4),
            _somebody(CAS, 9),
            _somebody(DIRK, 9),
        ],
        gebiedswensen=[
            {"uitstromer": name, "wens": "voorkeur", "gebied": "WK-B", "reden": AreaReasonCode.NETWERK.value} for name in (ANS, BEA)
        ],
        ankers=[{"uitstromer": name, "soort": "netwerk", "punt_x": 230_000, "punt_y": 550_000} for name in (ANS, BEA)],
        woningen=[
            _home(ANS, "A", 1),
            _home(EVA, "A", 2),
            _home(FOP, "A", 3),
            _home(BEA, "C", 4),
            home("kw-plek", "C", corporatie=None, aanbieder=ZORG2, min_personen=20, max_personen=20, slaapkamers=20, kamers=21),
        ],
        grenswaarden=[
            cap("WK-A", grens=9_000, motivering="kanarie-grens"), cap("WK-C", grens=9_000, motivering="kanarie-grens")
        ],
        voorzieningen=[
            facility("kanarie-open", LOADS["WK-A"]) | {"algemeen_aanbod": False},
            facility("kanarie-geheim", LOADS["WK-C"], wijk="WK-C") | {"geheim_adres": True, "algemeen_aanbod": False},
        ],
        afspraken=[
            {"code": "kanarie-levering", "naam": "x", "basis": "levering", "corporatie": CORP, "minimum": 0},
            {"code": "kanarie-levering2", "naam": "x", "basis": "levering", "corporatie": CORP2, "minimum": 0},
            {
                "code": "kanarie-doelgroep", "naam": "x", "basis": "levering", "corporatie": CORP, "minimum": 0,
                "doelgroepen": ("BW",),
            },
        ],
        uitsluitingen=[apart(ContactLevel.BUURT, ANS, DIRK, code="kanarie-apart")],
        koppelingen=[{"code": "kanarie-samen", "uitstromers": (CAS, DIRK), "bereik": None}],
        weigeringen=[{"uitstromer": CAS, "soort": "corporatie", "doel": CORP2, "reden": "kanarie-verbod"}],
        huurafwijkingen=[
            {
                "uitstromer": CAS, "woning": "kw-bea", "door": "wethouder", "op": date(2026, 9, 1),
                "motivering": "kanarie-huurafwijking",
            }
        ],
    )  # fmt: skip


def _accounts(store: Store) -> dict[str, Identity]:
    with store.writing(SYSTEM) as writing:
        return {
            name: accounts.add_account(writing, f"{name}@voorbeeld.nl".replace("ö", "o"), role, of).identity
            for name, (role, of) in ROLES.items()
        }


def _placed(store: Store, proposal: str) -> dict[str, str]:
    rows = placements_of(desk(store, SYSTEM), proposal, Listing()).items
    return {str(row.values["person"]): str(row.placement) for row in rows}


def _decided(store: Store, by: dict[str, Identity], placed: dict[str, str]) -> None:
    """Ans is agreed on, eva declined, fop went back to care after the lease; each with what people wrote."""
    agree, offer, accept, lease = Step.AGREE, Step.OFFER, Step.ACCEPT, Step.LEASE
    decide(desk(store, by[CORP]), placed[ANS], 1, agree, motivation="kanarie-schrijft-corp")
    decide(desk(store, by[ZORG]), placed[EVA], 1, Step.DECLINE, "BEGELEIDING", "kanarie-schrijft-zorg")
    decide(desk(store, by[CORP2]), placed[BEA], 1, agree, motivation="kanarie-schrijft-corp2")
    for version, (who, step) in enumerate(((CORP, agree), (CORP, offer), (ZORG, accept), (CORP, lease)), 1):
        decide(desk(store, by[who]), placed[FOP], version, step)
    decide(desk(store, by[ZORG]), placed[FOP], 5, Step.RELAPSE)
    _changed_by(store, by[KEEPER], "uitstromers", ANS, "kanarie-schrijft-coordinator", urgentie=3)
    _changed_by(store, by[ZORG2], "uitstromers", BEA, "kanarie-schrijft-zorg2", herkomst_basis="basis")


def _changed_by(store: Store, by: Identity, table: str, code: str, why: str, **to: Any) -> None:
    row = next(row for row in list_rows(desk(store, by), table, Listing()).items if row.values["code"] == code)
    change_row(desk(store, by), table, row.id, row.version, {**plain_row(row.values), **to}, why)
