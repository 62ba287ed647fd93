"""The columns of the register by who they are for, each by name: a new column is nobody's until somebody puts it here."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.agreements import QuotaBasis

Names = tuple[str, ...]

LEVERING = QuotaBasis.LEVERING.value
_SOURCE = ("bron", "jaar")
_POINT = ("punt_x", "punt_y")
_CONSENT = ("toestemming_extra", "toestemming_door", "toestemming_op", "toestemming_motivering")

# What describes the region and its parties, without anybody in it.
OF_REGION: Mapping[str, Names] = {
    "gemeenten": ("code", "naam", "regio", "inwoners", "woningen", *_POINT, *_SOURCE),
    "wijken": ("code", "naam", "gemeente", "inwoners", "woningen", *_POINT, "buren", *_SOURCE),
    "buurten": ("code", "naam", "wijk", *_SOURCE),
    "gebieden": ("code", "naam", "niveau", "gemeente", "omvat", *_SOURCE),
    "gebiedsdelen": ("gebied", "deel", "aandeel", *_SOURCE),
    "indicatoren": ("gebied", "indicator", "waarde", "status", *_SOURCE),
    "corporaties": ("code", "naam", "werkgebied", *_SOURCE),
    "zorgaanbieders": ("code", "naam", *_SOURCE),
    "convenanten": ("code", "naam", "gemeenten", "corporaties", "doelgroepen", "begin", "eind", *_SOURCE),
    "afbouw": ("vanaf_maanden", "procent"),
    "afstandsbanden": ("band", "tot_meters"),
}
SUPPORT: Names = ("code", "zorgaanbieder", "gebied", "uren", "in_gebruik", "vanaf", *_SOURCE)
LIMIT: Names = (
    "code", "gebied", "soort", "grens", "gereserveerd_zwaar", "door", "op", "motivering", "geldig_tot", *_CONSENT, *_SOURCE,
)  # fmt: skip
QUOTA: Names = (
    "code", "naam", "basis", "gemeente", "corporatie", "woonvormen", "minimum", "bindend", "maximum", "al_geteld",
    *_CONSENT, *_SOURCE,
)  # fmt: skip
# What the provider of a person supplies, and what it only reads of it. Not for it: how a current home counts, and its point.
PERSON: Mapping[str, Names] = {
    "supplied": (
        "code", "zorgaanbieder", "grondslag", "doelgroep", "aangemeld_op", "klaar_op", "leeftijd_van", "leeftijd_tot",
        "inkomen_van", "inkomen_tot", "begeleiding", "begeleiding_door", "uren", "woonvormen", "contractvormen",
        "volwassenen", "kinderen", "kinderen_coouder", "verwacht", "uiterlijk_op", "uiterlijk_basis", "begeleide_personen",
        "kenmerken", "delen", "herkomst", "herkomst_basis", "terug", "verblijft_in",
    ),
    "settled": ("verantwoordelijk", "aangewezen", "aangewezen_reden", "urgentie", "geweigerd", "rondes_gemist"),
}  # fmt: skip
PERSON_OF_OTHERS: Mapping[str, Names] = {
    "gebiedswensen": ("uitstromer", "wens", "gebied", "reden"),
    "ankers": ("uitstromer", "soort", *_POINT),
}
DWELLING_PLACE: Names = ("wijk", "buurt", "complex", "portiek", "lokale_gebieden", *_POINT)
DWELLING: Names = (
    "huur", "kamers", "slaapkamers", "min_personen", "max_personen", "soort", "verdieping", "kenmerken", "woonvorm",
    "label", "label_leeftijd_van", "label_leeftijd_tot", "label_doelgroepen", "label_maanden", "overlastdossier", "gedeeld",
    "aantal", "vrij_vanaf", "contractvormen",
)  # fmt: skip
PLACEMENT: Names = ("code", "uitstromer", "woning", "status", "begin")
# A facility without its load, and without what would find it.
FACILITY: Names = (
    "code", "naam", "aanbieder", "plekken", "doelgroep", "verblijf_maanden", "woonvorm", "wijk", "buurt", "lokale_gebieden",
    "geldig_van", "geldig_tot", "algemeen_aanbod", *_SOURCE,
)  # fmt: skip
