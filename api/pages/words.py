"""Numbers, amounts and terms as people write them in Dutch; for dates see `optimizer.words`."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.agreements import LimitKind, PinReason, QuotaBasis
from optimizer.people import Household
from optimizer.supply import Dwelling, Label, Need

LIMIT_KINDS = {LimitKind.STAND: "aanwezig", LimitKind.INSTROOM: "nieuw in deze periode"}
QUOTA_BASES = {QuotaBasis.LEVERING: "levering", QuotaBasis.OPGAVE: "opgave"}
NEEDS = {
    Need.GELIJKVLOERS: "gelijkvloers",
    Need.LIFT: "lift of begane grond",
    Need.ROLSTOEL: "geschikt voor een rolstoel",
    Need.PRIKKELARM: "prikkelarm",
}
OFFERS = {**NEEDS, Need.LIFT: "lift"}
PIN_REASONS = {
    PinReason.VERSTUURD: "het voorstel is al verstuurd",
    PinReason.AKKOORD: "de corporatie is al akkoord",
    PinReason.AANGEBODEN: "de woning is al aangeboden",
    PinReason.EIGEN_KANDIDAAT: "dit is een eigen kandidaat van de corporatie",
    PinReason.BESLUIT: "dit is een besluit van de coördinator",
}


def number(value: int) -> str:
    """With a dot between thousands and a real minus."""
    return f"{value:,}".replace(",", ".").replace("-", "\N{MINUS SIGN}")


def signed(value: int) -> str:
    """With its sign; nothing is 0."""
    return f"+{number(value)}" if value > 0 else number(value)


def money(cents: int) -> str:
    """Euros with a comma and two decimals."""
    whole, part = divmod(cents, 100)
    return f"€\N{NO-BREAK SPACE}{number(whole)},{part:02}"


def count(value: int, one: str, more: str) -> str:
    """The number with its noun."""
    return f"{number(value)} {one if value == 1 else more}"


def listed(words: Iterable[str]) -> str:
    """a, b en c."""
    words = list(words)
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(text: str) -> str:
    """With a capital first letter, the others as they are."""
    return text[:1].upper() + text[1:]


def household(value: Household) -> str:
    """Who moves in."""
    parts = [count(value.adults, "volwassene", "volwassenen")]
    if value.children:
        ages = listed(f"{child.age}{' (deels elders)' if child.coparented else ''}" for child in value.children)
        parts.append(f"{count(len(value.children), 'kind', 'kinderen')} van {ages} jaar")
    if value.expected:
        parts.append(f"{count(value.expected, 'kind', 'kinderen')} verwacht")
    return listed(parts)


def persons_for(home: Dwelling) -> str:
    """For how many people a dwelling is meant."""
    least = "" if home.min_persons == home.max_persons else f"{home.min_persons} tot en met "
    return f"voor {least}{count(home.max_persons, 'persoon', 'personen')}"


def label_of(label: Label | None) -> str:
    """The label with its ages."""
    return "geen label" if label is None else f"{label.name}: {label.age_min} tot en met {label.age_max} jaar"


def equipped(home: Dwelling) -> str:
    """The floor, what the dwelling offers, and whether it is shared."""
    floor = "begane grond" if home.floor <= 0 else f"{home.floor}e verdieping"
    shared = ["gedeelde woning"] if home.shared else []
    return listed([floor, *sorted(OFFERS[offer] for offer in home.offers), *shared])
