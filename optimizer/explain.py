"""Why, in plain Dutch (B1): one text per rule, joint rule, cause and goal, and the sentences made of them.

Texts for others than the coordinator never tell that a contactuitsluiting plays a part: they read "andere
voorwaarde" (settled rule 8). `Audience` says who reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from optimizer.policy import Goal
from optimizer.proposal import Cause, JointRule, Rule, Status, Unplaced
from optimizer.round import Round


class Audience(StrEnum):
    """Who reads an explanation."""

    COORDINATOR = "coördinator"
    OTHERS = "anderen"


@dataclass(frozen=True, slots=True)
class Text:
    """`short` fits in a table ("huur te hoog"), `sentence` stands alone."""

    short: str
    sentence: str


OTHER_CONDITION = Text("andere voorwaarde", "Er geldt een andere voorwaarde.")

RULE_TEXTS: Mapping[Rule, Text] = {
    Rule.UNIT_FREE: Text("al toegewezen", "De woning is al toegewezen in een plaatsing die nog loopt."),
    Rule.PERSON_FREE: Text("heeft al een plaatsing", "Deze persoon heeft al een plaatsing die nog loopt."),
    Rule.IN_TIME: Text(
        "niet op tijd", "De woning komt na deze ronde vrij, of staat te lang leeg tot de persoon klaar is."
    ),
    Rule.ROOMS_ENOUGH: Text("te weinig kamers", "De woning heeft te weinig kamers voor dit huishouden."),
    Rule.BEDROOMS_ENOUGH: Text("te weinig slaapkamers", "De woning heeft te weinig slaapkamers voor dit huishouden."),
    Rule.PERSONS_ALLOWED: Text("past niet bij aantal personen", "De woning is niet bedoeld voor dit aantal personen."),
    Rule.RENT_WITHIN_CEILING: Text(
        "huur te hoog", "De huur is hoger dan passend toewijzen voor dit huishouden toestaat."
    ),
    Rule.LEVEL_ACCESS: Text("niet gelijkvloers", "De persoon heeft een gelijkvloerse woning nodig. Dat is deze niet."),
    Rule.LIFT_OR_GROUND: Text("geen lift", "De persoon heeft een lift of begane grond nodig. Die is er niet."),
    Rule.WHEELCHAIR: Text("niet rolstoelgeschikt", "De woning is niet geschikt voor een rolstoel."),
    Rule.LOW_STIMULUS: Text("niet prikkelarm", "De persoon heeft een prikkelarme woning nodig. Dat is deze niet."),
    Rule.WOONVORM_FITS: Text("andere woonvorm nodig", "Deze woonvorm past niet bij de uitkomst van de ZRM."),
    Rule.CONTRACT_SHARED: Text("contractvorm past niet", "Er is geen contractvorm die beide kanten willen."),
    Rule.LABEL_FITS: Text("label past niet", "De woning is voor een andere leeftijd of doelgroep."),
    Rule.SHARED_ACCEPTED: Text("gedeelde woning", "Dit is een gedeelde woning. De persoon wil of kan die niet delen."),
    Rule.AREA_NOT_EXCLUDED: Text(
        "uitgesloten gebied", "De woning ligt in een gebied waar deze persoon niet kan wonen."
    ),
    Rule.CONTACT_EXCLUSION: Text("contactuitsluiting", "Door een contactuitsluiting kan deze persoon hier niet wonen."),
    Rule.SUPPORT_ASKED: Text("begeleiding niet gevraagd", "Er is nog geen aanbieder gevraagd voor de begeleiding."),
    Rule.SUPPORT_CONTRACTED: Text(
        "geen contract voor begeleiding", "De aanbieder heeft hier op de startdatum geen contract voor begeleiding."
    ),
    Rule.CONVENANT_COVERS: Text(
        "niet in het convenant", "Het convenant geldt niet voor deze doelgroep en deze woning."
    ),
    Rule.NUISANCE_FILE: Text(
        "overlastdossier", "In de omgeving loopt een overlastdossier. Dat past niet bij deze persoon."
    ),
    Rule.NOT_BANNED: Text("eerder uitgesloten", "Deze combinatie is eerder geweigerd of uitgesloten."),
}

JOINT_TEXTS: Mapping[JointRule, Text] = {
    JointRule.UNIT_ONCE: Text("woning bezet", "Een woning kan maar één keer worden toegewezen."),
    JointRule.PERSON_ONCE: Text("persoon dubbel", "Een persoon kan maar één woning krijgen."),
    JointRule.AREA_LIMIT: Text("grens bereikt", "De grens van het gebied is bereikt."),
    JointRule.SUPPORT_HOURS: Text("begeleiding vol", "De aanbieder heeft in dit gebied geen uren meer."),
    JointRule.QUOTA_MAXIMUM: Text("afspraak vol", "Het afgesproken maximum is bereikt."),
    JointRule.QUOTA_MINIMUM: Text("afspraak niet gehaald", "Het afgesproken minimum moet worden gehaald."),
    JointRule.CONTACT_APART: Text("contactuitsluiting", "Twee mensen mogen hier niet bij elkaar in de buurt wonen."),
    JointRule.LINKED_TOGETHER: Text("samen geplaatst", "Deze aanmeldingen worden samen geplaatst, of geen van beide."),
    JointRule.PIN_KEPT: Text("vaste plaatsing", "Deze plaatsing lag al vast."),
    JointRule.DISRUPTION_BUDGET: Text(
        "te veel verhuizingen", "Er mogen niet meer mensen hun plaats verliezen dan is afgesproken."
    ),
}

CAUSE_TEXTS: Mapping[Cause, Text] = {
    Cause.NO_DWELLING: Text("geen passende woning", "Geen enkele woning voldoet aan alle regels."),
    Cause.ALL_TAKEN: Text("bezet of begrensd", "Alle woningen die passen zijn bezet, of een grens is bereikt."),
    Cause.OTHER_GOAL: Text(
        "ander doel ging voor",
        "Er is een woning die past. Een eerder doel of een gekoppelde aanmelding ging voor, of de berekening is gestopt.",
    ),
}

GOAL_TEXTS: Mapping[Goal, Text] = {
    Goal.OVERDUE: Text(
        "Wie te lang wacht", "Mensen geplaatst van wie de uiterste datum of de langste wachttijd voorbij is."
    ),
    Goal.PLACEMENTS: Text(
        "Plaatsingen naar urgentie", "Punten voor plaatsingen. Meer urgentie en langer wachten tellen zwaarder."
    ),
    Goal.QUOTA: Text("Tekort op afspraken", "Hoeveel plaatsingen partijen minder krijgen dan is afgesproken."),
    Goal.ORIGIN: Text(
        "Terug naar herkomst", "Mensen geplaatst in de gemeente waar zij vandaan komen of die is aangewezen."
    ),
    Goal.SPREAD: Text("Spreiding over wijken", "Strafpunten voor drukte. Een plek in een drukke wijk telt zwaarder."),
    Goal.FIT: Text("Passendheid", "Punten voor nabijheid van netwerk, behandeling en dagbesteding, maat en voorkeur."),
    Goal.STABILITY: Text("Gelijk aan eerder voorstel", "Plaatsingen die hetzelfde zijn als in een eerder voorstel."),
}

STATUS_TEXTS: Mapping[Status, Text] = {
    Status.PROVEN: Text("Bewezen best haalbaar", "Een beter voorstel bestaat niet, in deze volgorde van doelen."),
    Status.STOPPED: Text(
        "Gestopt voor het einde", "De berekening is gestopt. Dit is het beste dat tot dan toe is gevonden."
    ),
    Status.CONFLICT: Text("Wat vastligt, botst", "Niet alles wat vastligt, kan samen. Eerst moet iemand kiezen."),
    Status.BASELINE: Text(
        "Zoals het nu gaat", "Op volgorde van urgentie en wachttijd, eigen gemeente eerst, eerste passende woning."
    ),
}


def rule_text(rule: Rule | JointRule, audience: Audience) -> Text:
    """The text of a rule for this reader."""
    if audience is Audience.OTHERS and rule in (Rule.CONTACT_EXCLUSION, JointRule.CONTACT_APART):
        return OTHER_CONDITION
    return RULE_TEXTS[rule] if isinstance(rule, Rule) else JOINT_TEXTS[rule]


def why_unplaced(unplaced: Unplaced, round_: Round, audience: Audience = Audience.COORDINATOR) -> tuple[str, ...]:
    """Why somebody has no home: the first sentence answers, the others support it."""
    match unplaced.cause:
        case Cause.NO_DWELLING:
            return _why_none_fits(unplaced, len(round_.dwellings), audience)
        case Cause.ALL_TAKEN:
            return _why_all_taken(unplaced, round_, audience)
        case Cause.OTHER_GOAL:
            return (CAUSE_TEXTS[Cause.OTHER_GOAL].sentence, f"Nog vrij en passend: {_homes(unplaced.open)}.")


def _why_none_fits(unplaced: Unplaced, dwellings: int, audience: Audience) -> tuple[str, ...]:
    if dwellings == 0:
        return ("Er zijn in deze ronde geen woningen.",)
    most = sorted(unplaced.rules, key=lambda count: -count.dwellings)
    for_all = [count for count in most if count.dwellings == dwellings]
    if for_all:
        homes = "Bij de enige woning" if dwellings == 1 else f"Bij alle {dwellings} woningen"
        return tuple(f"{homes}: {rule_text(count.rule, audience).short}." for count in for_all)
    reasons = ", ".join(f"{rule_text(count.rule, audience).short} ({count.dwellings})" for count in most)
    return (f"Geen van de {dwellings} woningen past.", f"Redenen, met het aantal woningen: {reasons}.")


def _why_all_taken(unplaced: Unplaced, round_: Round, audience: Audience) -> tuple[str, ...]:
    first = (
        f"Er {'past' if unplaced.eligible == 1 else 'passen'} {_homes(unplaced.eligible)}, maar geen is beschikbaar."
    )
    taken = (f"Aan iemand anders toegewezen: {_homes(unplaced.taken)}.",) if unplaced.taken else ()
    names = names_of_limits(round_)
    closed = (
        f"{rule_text(blocked.rule, audience).short.capitalize()}{_named(blocked.rule, names.get(blocked.id), audience)}: "
        f"{_homes(blocked.dwellings)}."
        for blocked in unplaced.blocked_by
    )
    return (first, *taken, *closed)


def _named(rule: JointRule, name: str | None, audience: Audience) -> str:
    hidden = rule is JointRule.CONTACT_APART or (audience is Audience.OTHERS and rule is JointRule.SUPPORT_HOURS)
    return "" if name is None or hidden else f" ({name})"


def _homes(number: int) -> str:
    return "1 woning" if number == 1 else f"{number} woningen"


def names_of_limits(round_: Round) -> dict[str, str]:
    """How people call each limit, capacity and quota."""
    municipalities = {municipality.id: municipality.name for municipality in round_.municipalities}
    areas = municipalities | {area.id: area.name for area in round_.areas}
    providers = {provider.id: provider.name for provider in round_.providers}
    return {
        **{limit.id: areas[limit.area] for limit in round_.limits},
        **{capacity.id: f"{providers[capacity.provider]}, {areas[capacity.area]}" for capacity in round_.capacities},
        **{quota.id: quota.name for quota in round_.quotas},
    }
