"""The tables of the Register that a round is about: registrations, dwellings, placements and decisions."""

from __future__ import annotations

from enum import StrEnum

from geodata.columns import Column, Kind, Table
from geodata.tables_region import ADDRESS, AREAS, DEGREES
from optimizer.agreements import BanScope, ContactLevel, LinkScope, PinReason, PlacementStatus
from optimizer.people import AnchorKind, AreaReasonCode, DeadlineBasis
from optimizer.policy import Begeleiding, ContractForm
from optimizer.supply import Doelgroep, Need, Woonvorm

T, N, D = Kind.TEKST, Kind.GEHEEL, Kind.DATUM
K, J = Kind.KEUZE, Kind.JA_NEE


class Wens(StrEnum):
    """Whether somebody wants an area or must stay away from it."""

    VOORKEUR = "voorkeur"
    UITGESLOTEN = "uitgesloten"


def _point(what: str, prefix: str = "") -> tuple[Column, ...]:
    return (
        Column(f"{prefix}punt_x", N, "", f"{what}, RD in meters", low=0, high=300_000),
        Column(f"{prefix}punt_y", N, "", f"{what}, RD in meters", low=300_000, high=650_000),
    )


UITSTROMERS = Table(
    "uitstromers",
    "Aanmeldingen van uitstromers",
    (
        Column("code", T, "Uitstromer.id", "Pseudoniem; nooit een naam of BSN", required=True),
        Column("zorgaanbieder", T, "Uitstromer.provider", "Wie aanmeldt", required=True, refers=("zorgaanbieders",)),
        Column("grondslag", T, "Uitstromer.legal_basis", "Grondslag voor het delen van gegevens", required=True),
        Column("doelgroep", K, "Uitstromer.doelgroep", "Waaruit iemand uitstroomt", required=True, enum=Doelgroep),
        Column("aangemeld_op", D, "Uitstromer.registered_on", "Dag van aanmelding", required=True),
        Column("klaar_op", D, "Uitstromer.ready_on", "Vanaf wanneer iemand kan verhuizen", required=True),
        Column("leeftijd_van", N, "Uitstromer.ages.low", "Leeftijd, ondergrens", required=True, low=0, high=130),
        Column("leeftijd_tot", N, "Uitstromer.ages.high", "Leeftijd, bovengrens", required=True, low=0, high=130),
        Column("inkomen_van", N, "Uitstromer.income.low", "Jaarinkomen in euro, ondergrens", required=True, low=0),
        Column("inkomen_tot", N, "Uitstromer.income.high", "Jaarinkomen in euro, bovengrens", required=True, low=0),
        Column("begeleiding", K, "Uitstromer.care", "Begeleidingsintensiteit", required=True, enum=Begeleiding),
        Column("begeleiding_door", T, "Uitstromer.support.provider", "Wie begeleidt; leeg is niet gevraagd", refers=("zorgaanbieders",)),
        Column("uren", N, "Uitstromer.support.hours", "Uren begeleiding per week", required=True, low=0, high=168),
        Column("woonvormen", K, "Uitstromer.woonvormen", "Wat volgens de ZRM past", required=True, many=True, enum=Woonvorm),
        Column("contractvormen", K, "Uitstromer.contract_forms", "Wat iemand wil tekenen", required=True, many=True, enum=ContractForm),
        Column("volwassenen", N, "Uitstromer.household.adults", "Volwassenen; leeg is 1", low=1, high=20),
        Column("kinderen", N, "", "Leeftijden van de kinderen", many=True, low=0, high=40),
        Column("kinderen_coouder", N, "", "Leeftijden van kinderen in co-ouderschap", many=True, low=0, high=40),
        Column("verwacht", N, "Uitstromer.household.expected", "Verwachte kinderen", low=0, high=10),
        Column("uiterlijk_op", D, "Uitstromer.deadline.on", "Uiterste datum"),
        Column("uiterlijk_basis", K, "Uitstromer.deadline.basis", "Waar die datum op rust", enum=DeadlineBasis),
        Column("begeleide_personen", N, "Uitstromer.supported_persons", "Hoeveel mensen begeleiding krijgen; leeg is 1", low=1, high=20),
        Column("kenmerken", K, "Uitstromer.needs", "Waar iemand niet buiten kan", many=True, enum=Need),
        Column("delen", J, "Uitstromer.accepts_shared", "Of iemand een woning wil delen"),
        Column("herkomst", T, "Uitstromer.origin", "Gemeente van de laatste eigen woning", refers=("gemeenten",)),
        Column("herkomst_basis", T, "Uitstromer.origin_basis", "Waar de herkomst op rust"),
        Column("verantwoordelijk", T, "Uitstromer.responsible", "Gemeente volgens de 365-dagenregel", refers=("gemeenten",)),
        Column("aangewezen", T, "Uitstromer.designated.municipality", "Gemeente die de toegankelijkheidstoets aanwees", refers=("gemeenten",)),
        Column("aangewezen_reden", T, "Uitstromer.designated.reason", "Waarom die gemeente"),
        Column("terug", J, "Uitstromer.returns", "Nee na een vastgelegd 'bewust niet terug'; leeg is ja"),
        Column("verblijft_in", T, "Uitstromer.home.areas", "Gebieden waar iemand nu woont", many=True, refers=AREAS),
        Column("verblijf_telt", J, "Uitstromer.home.counted", "Of iemand daar al meetelt in de belasting"),
        *_point("Waar iemand nu woont; alleen nodig bij een contactuitsluiting op afstand", "verblijf_"),
        Column("urgentie", N, "Uitstromer.urgency", "Urgentie, 0 tot en met 9", low=0, high=9),
        Column("geweigerd", N, "Uitstromer.refused_offers", "Eerder geweigerde aanbiedingen", low=0),
        Column("rondes_gemist", N, "Uitstromer.rounds_missed", "Eerdere rondes zonder woning", low=0),
    ),
)  # fmt: skip

GEBIEDSWENSEN = Table(
    "gebiedswensen",
    "Gewenste en uitgesloten gebieden",
    (
        Column("uitstromer", T, "", "Pseudoniem", required=True, refers=("uitstromers",)),
        Column("wens", K, "", "Voorkeur of uitgesloten", required=True, enum=Wens),
        Column("gebied", T, "AreaWish.area", "Welk gebied", required=True, refers=AREAS),
        Column("reden", K, "AreaWish.reason", "Waarom", required=True, enum=AreaReasonCode),
    ),
    key=("uitstromer", "wens", "gebied"),
)

ANKERS = Table(
    "ankers",
    "Plekken waar iemand dichtbij moet wonen",
    (
        Column("uitstromer", T, "", "Pseudoniem", required=True, refers=("uitstromers",)),
        Column("soort", K, "Anchor.kind", "Wat iemand aan de plek bindt", required=True, enum=AnchorKind),
        *_point("De plek, afgerond op 100; mag leeg bij een postcode"),
        *ADDRESS,
    ),
    key=("uitstromer", "soort", "punt_x", "punt_y"),
)

WONINGEN = Table(
    "woningen",
    "Woningen",
    (
        Column("code", T, "Dwelling.id", "Kenmerk", required=True),
        Column("corporatie", T, "Dwelling.corporation", "Verhuurder, of leeg bij een zorgaanbieder", refers=("corporaties",)),
        Column("aanbieder", T, "Dwelling.provider", "Zorgaanbieder die de plek beheert", refers=("zorgaanbieders",)),
        Column("wijk", T, "Dwelling.wijk", "CBS-code van de wijk; mag leeg bij een buurt, postcode of punt", refers=("wijken",)),
        Column("buurt", T, "Dwelling.buurt", "CBS-code van de buurt; mag leeg bij een postcode of punt", refers=("buurten",)),
        Column("complex", T, "Dwelling.complex", "Kenmerk van het complex"),
        Column("portiek", T, "Dwelling.portiek", "Kenmerk van het portiek"),
        Column("lokale_gebieden", T, "Dwelling.local_areas", "Dorp of lokaal gebied", many=True, refers=("gebieden",)),
        *ADDRESS,
        *_point("Plek van de woning"),
        *DEGREES,
        Column("huur", Kind.BEDRAG, "Dwelling.rent", "Kale huur per maand", required=True, low=0, high=10_000),
        Column("kamers", N, "Dwelling.rooms", "Kamers, de woonkamer telt mee", required=True, low=1, high=50),
        Column("slaapkamers", N, "Dwelling.bedrooms", "Slaapkamers; een studio heeft er 0", required=True, low=0, high=50),
        Column("min_personen", N, "Dwelling.min_persons", "Minstens zoveel bewoners; leeg is 1", low=1, high=50),
        Column("max_personen", N, "Dwelling.max_persons", "Hoogstens zoveel bewoners", required=True, low=1, high=50),
        Column("soort", T, "Dwelling.kind", "Soort woning"),
        Column("verdieping", N, "Dwelling.floor", "0 is de begane grond", low=-5, high=200),
        Column("kenmerken", K, "Dwelling.offers", "Wat de woning biedt", many=True, enum=Need),
        Column("woonvorm", K, "Dwelling.woonvorm", "Woonvorm; leeg is zelfstandig", enum=Woonvorm),
        Column("label", T, "Dwelling.label.name", "Naam van het doelgroeplabel"),
        Column("label_leeftijd_van", N, "Dwelling.label.age_min", "Label: vanaf leeftijd", low=0, high=130),
        Column("label_leeftijd_tot", N, "Dwelling.label.age_max", "Label: tot en met leeftijd", low=0, high=130),
        Column("label_doelgroepen", K, "Dwelling.label.doelgroepen", "Label: doelgroepen; leeg is alle", many=True, enum=Doelgroep),
        Column("label_maanden", N, "Dwelling.label.max_stay_months", "Label: langste verblijf in maanden", low=1),
        Column("overlastdossier", J, "Dwelling.nuisance_file", "Of er een overlastdossier van de omgeving is"),
        Column("gedeeld", J, "Dwelling.shared", "Of het kamers in een gedeelde woning zijn"),
        Column("aantal", N, "Dwelling.units", "Aantal gelijke woningen; leeg is 1", low=1),
        Column("vrij_vanaf", D, "Dwelling.available_from", "Eerste dag dat de woning vrij is", required=True),
        Column("contractvormen", K, "Dwelling.contract_forms", "Wat de verhuurder wil tekenen", required=True, many=True, enum=ContractForm),
    ),
)  # fmt: skip

PLAATSINGEN = Table(
    "plaatsingen",
    "Plaatsingen",
    (
        Column("code", T, "", "Kenmerk", required=True),
        Column("uitstromer", T, "Claim.person", "Pseudoniem; hoeft niet meer in de aanmeldingen te staan"),
        Column("woning", T, "Claim.dwelling", "Woning; hoeft niet meer in de lijst te staan"),
        Column("status", K, "Claim.status", "Hoe ver de plaatsing is", required=True, enum=PlacementStatus),
        Column("begin", D, "", "Eerste dag van het contract"),
        Column("gebieden", T, "", "Gebieden waar de plaatsing meetelt", many=True, refers=AREAS),
        Column("begeleiding", K, "", "Begeleidingsintensiteit", enum=Begeleiding),
        Column("begeleide_personen", N, "", "Hoeveel mensen begeleiding krijgen; leeg is 1", low=1, high=20),
    ),
)

UITSLUITINGEN = Table(
    "uitsluitingen",
    "Contactuitsluitingen (alleen voor de coördinator)",
    (
        Column("code", T, "ContactExclusion.id", "Kenmerk", required=True),
        Column("uitstromers", T, "ContactExclusion.people", "Eén of twee pseudoniemen", required=True, many=True, refers=("uitstromers",)),
        Column("niveau", K, "ContactExclusion.level", "Wat zij niet mogen delen", required=True, enum=ContactLevel),
        Column("meters", N, "ContactExclusion.metres", "Kleinste afstand in meters", low=1),
        Column("beschermde_gebieden", T, "", "Gebieden waar zij niet mogen wonen", many=True, refers=AREAS),
        *_point("Beschermde plek", "beschermd_"),
    ),
)  # fmt: skip

KOPPELINGEN = Table(
    "koppelingen",
    "Aanmeldingen die samen verhuizen",
    (
        Column("code", T, "Link.id", "Kenmerk", required=True),
        Column("uitstromers", T, "Link.people", "Pseudoniemen", required=True, many=True, refers=("uitstromers",)),
        Column("bereik", K, "Link.scope", "Hoe dicht bij elkaar; leeg is in dezelfde ronde", enum=LinkScope),
    ),
)

WEIGERINGEN = Table(
    "weigeringen",
    "Wat iemand niet mag krijgen",
    (
        Column("uitstromer", T, "Ban.person", "Pseudoniem", required=True, refers=("uitstromers",)),
        Column("soort", K, "Ban.scope", "Woning, gebied of corporatie", required=True, enum=BanScope),
        Column("doel", T, "Ban.target", "Kenmerk daarvan", required=True, refers=(*AREAS, "woningen", "corporaties")),
        Column("reden", T, "Ban.reason", "Waarom", required=True),
        Column("tot", D, "Ban.until", "Eerste dag dat het weer mag; leeg is altijd"),
    ),
    key=("uitstromer", "soort", "doel"),
)


def _pair(root: str, *more: Column) -> tuple[Column, ...]:
    return (
        Column("uitstromer", T, f"{root}.person", "Pseudoniem", required=True, refers=("uitstromers",)),
        Column("woning", T, f"{root}.dwelling", "Kenmerk van de woning", required=True, refers=("woningen",)),
        *more,
    )


HUURAFWIJKINGEN = Table(
    "huurafwijkingen",
    "Gemotiveerde uitzonderingen op passend toewijzen",
    _pair(
        "RentException",
        Column("door", T, "RentException.decision.by", "Wie besloot", required=True),
        Column("op", D, "RentException.decision.on", "Wanneer", required=True),
        Column("motivering", T, "RentException.decision.motivation", "Waarom", required=True),
    ),
    key=("uitstromer", "woning"),
)

VASTGEZET = Table(
    "vastgezet",
    "Plaatsingen die vaststaan",
    _pair(
        "Pin",
        Column("reden", K, "Pin.reason", "Waarom", required=True, enum=PinReason),
        Column("motivering", T, "Pin.motivation", "Toelichting"),
    ),
    key=("uitstromer", "woning"),
)

VORIGE = Table("vorige", "Het vorige voorstel", _pair("Previous"), key=("uitstromer", "woning"))

ROUND_TABLES = (
    UITSTROMERS, GEBIEDSWENSEN, ANKERS, WONINGEN, PLAATSINGEN, UITSLUITINGEN, KOPPELINGEN, WEIGERINGEN,
    HUURAFWIJKINGEN, VASTGEZET, VORIGE,
)  # fmt: skip
