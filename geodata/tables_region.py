"""The tables of the Register that describe a region: places, organisations, agreements and facilities."""

from __future__ import annotations

from enum import StrEnum

from geodata.columns import Column, Kind, Table
from optimizer.agreements import LimitKind, QuotaBasis
from optimizer.policy import AreaLevel
from optimizer.supply import Doelgroep, Woonvorm

AREAS = ("gemeenten", "wijken", "buurten", "gebieden")
T, N, F, D = Kind.TEKST, Kind.GEHEEL, Kind.GETAL, Kind.DATUM

SOURCE = (
    Column("bron", T, "", "Waar de gegevens vandaan komen; 'voorbeeld' als ze bedacht zijn", required=True),
    Column("jaar", N, "", "Jaar van de bron", low=1900, high=2100),
)
POINT = (
    Column("punt_x", N, "", "Punt in RD (EPSG:28992), meters, afgerond op 100", low=0, high=300_000),
    Column("punt_y", N, "", "Punt in RD (EPSG:28992), meters, afgerond op 100", low=300_000, high=650_000),
)
# What tells where something lies besides a code. Only used to find the buurt and the point: see `locating.tables`.
ADDRESS = (
    Column("postcode", T, "", "Postcode, om de buurt te vinden; wordt daarna niet bewaard"),
    Column("huisnummer", T, "", "Huisnummer, bij de postcode; wordt niet bewaard"),
    Column("huisletter", T, "", "Huisletter; maakt voor de buurt niet uit en wordt niet bewaard"),
    Column("toevoeging", T, "", "Toevoeging; maakt voor de buurt niet uit en wordt niet bewaard"),
)
DEGREES = (
    Column("lon", F, "", "Lengtegraad (WGS84), zoals 6,5634; om de buurt te vinden"),
    Column("lat", F, "", "Breedtegraad (WGS84), zoals 52,9928; om de buurt te vinden"),
)


class IndicatorStatus(StrEnum):
    """Whether a figure is known; the three ways of not being so mean different things."""

    BEKEND = "bekend"
    GEHEIM = "geheim"
    NOG_NIET = "nog niet gepubliceerd"
    ONTBREEKT = "ontbreekt"


def consent_of(root: str) -> tuple[Column, ...]:
    """The four columns of a recorded consent to go beyond a maximum."""
    return (
        Column("toestemming_extra", N, f"{root}.consent.extra", "Hoeveel meer is toegestaan", low=0),
        Column("toestemming_door", T, f"{root}.consent.decision.by", "Wie de toestemming gaf"),
        Column("toestemming_op", D, f"{root}.consent.decision.on", "Wanneer"),
        Column("toestemming_motivering", T, f"{root}.consent.decision.motivation", "Waarom"),
    )


GEMEENTEN = Table(
    "gemeenten",
    "Gemeenten",
    (
        Column("code", T, "Municipality.id", "CBS-code, zoals GM0106", required=True),
        Column("naam", T, "Municipality.name", "Naam", required=True),
        Column("regio", T, "Municipality.region", "Regio waarin de gemeente samenwerkt"),
        Column("inwoners", N, "", "Inwoners", low=0),
        Column("woningen", N, "", "Woningvoorraad", low=0),
        *POINT,
        *SOURCE,
    ),
)

WIJKEN = Table(
    "wijken",
    "Wijken",
    (
        Column("code", T, "Area.id", "CBS-code, zoals WK010600", required=True),
        Column("naam", T, "Area.name", "Naam, zonder 'Wijk 07' ervoor", required=True),
        Column("gemeente", T, "Area.municipality", "CBS-code van de gemeente", required=True, refers=("gemeenten",)),
        Column("inwoners", N, "", "Inwoners", low=0),
        Column("woningen", N, "", "Woningvoorraad", low=0),
        *POINT,
        Column("buren", T, "", "Codes van de wijken die eraan grenzen", many=True, refers=("wijken",)),
        *SOURCE,
    ),
)

BUURTEN = Table(
    "buurten",
    "Buurten",
    (
        Column("code", T, "Area.id", "CBS-code, zoals BU01060000", required=True),
        Column("naam", T, "Area.name", "Naam", required=True),
        Column("wijk", T, "", "CBS-code van de wijk", required=True, refers=("wijken",)),
        *SOURCE,
    ),
)

GEBIEDEN = Table(
    "gebieden",
    "Andere gebieden",
    (
        Column("code", T, "Area.id", "Kenmerk van het gebied", required=True),
        Column("naam", T, "Area.name", "Naam", required=True),
        Column("niveau", Kind.KEUZE, "Area.level", "Soort gebied", required=True, enum=AreaLevel),
        Column("gemeente", T, "Area.municipality", "CBS-code van de gemeente", required=True, refers=("gemeenten",)),
        Column("omvat", T, "", "Wijken en buurten die er helemaal in liggen", many=True, refers=("wijken", "buurten")),
        *SOURCE,
    ),
)

GEBIEDSDELEN = Table(
    "gebiedsdelen",
    "Wijken en buurten die voor een deel in een ander gebied liggen",
    (
        Column("gebied", T, "", "Dorp of lokaal gebied", required=True, refers=("gebieden",)),
        Column("deel", T, "", "CBS-code van de wijk of buurt", required=True, refers=("wijken", "buurten")),
        Column("aandeel", N, "", "Zoveel procent van de woningen ligt erin", required=True, low=1, high=99),
        *SOURCE,
    ),
    key=("gebied", "deel"),
)

INDICATOREN = Table(
    "indicatoren",
    "Cijfers per gemeente, wijk en buurt",
    (
        Column("gebied", T, "", "CBS-code", required=True, refers=("gemeenten", "wijken", "buurten")),
        Column("indicator", T, "", "Wat er gemeten is, zoals pct_laag_inkomen", required=True),
        Column("waarde", F, "", "De waarde; leeg als die niet bekend is"),
        Column("status", Kind.KEUZE, "", "Waarom er geen waarde is; leeg is bekend", enum=IndicatorStatus),
        *SOURCE[:-1],
        Column("jaar", N, "", "Jaar waarover het cijfer gaat", required=True, low=1900, high=2100),
    ),
    key=("gebied", "indicator", "jaar"),
)

CORPORATIES = Table(
    "corporaties",
    "Woningcorporaties",
    (
        Column("code", T, "Organisation.id", "Kenmerk", required=True),
        Column("naam", T, "Organisation.name", "Naam", required=True),
        Column("werkgebied", T, "", "Gemeenten waar de corporatie werkt", many=True, refers=("gemeenten",)),
        *SOURCE,
    ),
)

ZORGAANBIEDERS = Table(
    "zorgaanbieders",
    "Zorgaanbieders",
    (
        Column("code", T, "Organisation.id", "Kenmerk", required=True),
        Column("naam", T, "Organisation.name", "Naam", required=True),
        *SOURCE,
    ),
)

BEGELEIDING = Table(
    "begeleiding",
    "Begeleidingsuren per zorgaanbieder en gebied",
    (
        Column("code", T, "SupportCapacity.id", "Kenmerk", required=True),
        Column("zorgaanbieder", T, "SupportCapacity.provider", "Wie", required=True, refers=("zorgaanbieders",)),
        Column("gebied", T, "SupportCapacity.area", "Waar", required=True, refers=AREAS),
        Column("uren", N, "SupportCapacity.hours", "Uren per week", required=True, low=0),
        Column("in_gebruik", N, "SupportCapacity.used", "Uren per week die al bezet zijn", required=True, low=0),
        Column("vanaf", D, "SupportCapacity.start", "Eerste dag van het contract", required=True),
        *SOURCE,
    ),
)

GRENSWAARDEN = Table(
    "grenswaarden",
    "Grenswaarden per gebied",
    (
        Column("code", T, "Limit.id", "Kenmerk", required=True),
        Column("gebied", T, "Limit.area", "Waar de grens geldt", required=True, refers=AREAS),
        Column("soort", Kind.KEUZE, "Limit.kind", "Wat er telt", required=True, enum=LimitKind),
        Column("grens", N, "Limit.gross_cap", "De grens, in begeleidingsgewicht", required=True, low=0),
        Column("gereserveerd_zwaar", N, "Limit.reserved_for_zwaar", "Deel dat voor zware begeleiding is", low=0),
        Column("door", T, "Limit.decision.by", "Wie besloot", required=True),
        Column("op", D, "Limit.decision.on", "Wanneer", required=True),
        Column("motivering", T, "Limit.decision.motivation", "Waarom", required=True),
        Column("geldig_tot", D, "Limit.decision.until", "Laatste dag; leeg is tot er een nieuw besluit is"),
        *consent_of("Limit"),
        *SOURCE,
    ),
)

CONVENANTEN = Table(
    "convenanten",
    "Convenanten",
    (
        Column("code", T, "Convenant.id", "Kenmerk", required=True),
        Column("naam", T, "Convenant.name", "Naam", required=True),
        Column("gemeenten", T, "Convenant.municipalities", "Gemeenten", many=True, refers=("gemeenten",)),
        Column("corporaties", T, "Convenant.corporations", "Corporaties", many=True, refers=("corporaties",)),
        Column("doelgroepen", Kind.KEUZE, "Convenant.doelgroepen", "Doelgroepen", many=True, enum=Doelgroep),
        Column("begin", D, "Convenant.start", "Eerste dag", required=True),
        Column("eind", D, "Convenant.end", "Laatste dag", required=True),
        *SOURCE,
    ),
)

AFSPRAKEN = Table(
    "afspraken",
    "Prestatieafspraken",
    (
        Column("code", T, "Quota.id", "Kenmerk", required=True),
        Column("naam", T, "Quota.name", "Naam", required=True),
        Column(
            "basis",
            Kind.KEUZE,
            "Quota.basis",
            "Telt waar de woning staat of waar iemand vandaan komt",
            required=True,
            enum=QuotaBasis,
        ),
        Column("gemeente", T, "Quota.municipality", "Gemeente; leeg is alle", refers=("gemeenten",)),
        Column("corporatie", T, "Quota.corporation", "Corporatie; leeg is alle", refers=("corporaties",)),
        Column("doelgroepen", Kind.KEUZE, "Quota.doelgroepen", "Doelgroepen; leeg is alle", many=True, enum=Doelgroep),
        Column(
            "woonvormen", Kind.KEUZE, "Quota.woonvormen", "Woonvormen; leeg is elke blijvende", many=True, enum=Woonvorm
        ),
        Column("minimum", N, "Quota.minimum", "Minstens zoveel huishoudens", low=0),
        Column("bindend", Kind.JA_NEE, "Quota.binding", "Het minimum moet worden gehaald; leeg is nee"),
        Column("maximum", N, "Quota.maximum", "Hoogstens zoveel huishoudens", low=0),
        Column("al_geteld", N, "Quota.already", "Huishoudens die al meetellen", low=0),
        *consent_of("Quota"),
        *SOURCE,
    ),
)

VOORZIENINGEN = Table(
    "voorzieningen",
    "Voorzieningen",
    (
        Column("code", T, "", "Kenmerk", required=True),
        Column("naam", T, "", "Naam", required=True),
        Column("aanbieder", T, "", "Wie de voorziening uitvoert, zoals de bron het noemt"),
        Column("plekken", N, "", "Aantal plekken", low=0),
        Column("doelgroep", T, "", "Voor wie, zoals de bron het noemt"),
        Column("verblijf_maanden", F, "", "Langste verblijf in maanden", low=0),
        Column("woonvorm", T, "", "Soort voorziening"),
        Column("wijk", T, "", "CBS-code van de wijk", refers=("wijken",)),
        Column("buurt", T, "", "CBS-code van de buurt", refers=("buurten",)),
        Column("lokale_gebieden", T, "", "Dorp of lokaal gebied", many=True, refers=("gebieden",)),
        *ADDRESS,
        Column("punt_x", N, "", "Plek, RD in meters; wordt niet bewaard", low=0, high=300_000),
        Column("punt_y", N, "", "Plek, RD in meters; wordt niet bewaard", low=300_000, high=650_000),
        *DEGREES,
        Column("geldig_van", D, "", "Open vanaf; leeg is onbekend, en telt als open"),
        Column("geldig_tot", D, "", "Open tot en met; leeg is onbekend, en telt als open"),
        Column("belasting", N, "", "Gewicht dat de voorziening op wijk en buurt legt", required=True, low=0),
        Column("geheim_adres", Kind.JA_NEE, "", "Staat nooit als punt op een kaart", required=True),
        Column("algemeen_aanbod", Kind.JA_NEE, "", "Of een ronde er plekken van kan aanbieden", required=True),
        Column("toelichting", T, "", "Aannames en bijzonderheden"),
        *SOURCE,
    ),
)

AFBOUW = Table(
    "afbouw",
    "Afbouw van de belasting na een plaatsing",
    (
        Column("vanaf_maanden", N, "", "Vanaf zoveel hele maanden na de start", required=True, low=0),
        Column("procent", N, "", "Telt zoveel procent van het gewicht mee", required=True, low=0, high=100),
    ),
    key=("vanaf_maanden",),
)

AFSTANDSBANDEN = Table(
    "afstandsbanden",
    "Afstandsbanden",
    (
        Column("band", N, "Band.band", "Nummer van de band; 0 is het dichtst bij", required=True, low=0),
        Column("tot_meters", N, "", "Tot zoveel meter hemelsbreed", required=True, low=1),
    ),
    key=("band",),
)

REGION_TABLES = (
    GEMEENTEN, WIJKEN, BUURTEN, GEBIEDEN, GEBIEDSDELEN, INDICATOREN, CORPORATIES, ZORGAANBIEDERS, BEGELEIDING, GRENSWAARDEN,
    CONVENANTEN, AFSPRAKEN, VOORZIENINGEN, AFBOUW, AFSTANDSBANDEN,
)  # fmt: skip
