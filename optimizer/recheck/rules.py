"""The hard rules for one person and one dwelling, written a second time for the checker.

`verify` is worth something only as long as it shares no code with what it checks: every rule here is read
from the docstrings of the domain values, with plain loops and comparisons. A rule returns None where it
holds, and otherwise one Dutch sentence with what was found and what should have been.
"""

from __future__ import annotations

from collections.abc import Callable

from optimizer.agreements import BanScope, ContactExclusion, ContactLevel
from optimizer.proposal import Rule
from optimizer.recheck.world import Pair, ceiling_of, may_not_share, persons, too_dear
from optimizer.supply import Need


def broken(pair: Pair) -> dict[Rule, str]:
    """The rules that the pair breaks, in `Rule` order, each with its sentence."""
    sentences = ((rule, check(pair)) for rule, check in RULES.items())
    return {rule: sentence for rule, sentence in sentences if sentence is not None}


def unit_free(pair: Pair) -> str | None:
    """Claims of other rounds leave at least one unit."""
    taken, units = pair.world.claims_in[pair.dwelling.id], pair.dwelling.units
    if taken < units:
        return None
    return f"In woning {pair.dwelling.id} zijn {taken} van de {units} plekken al bezet; er moet minstens één vrij zijn."


def person_free(pair: Pair) -> str | None:
    """Someone with a live claim in another round is not available."""
    if pair.person.id not in pair.world.claim_of:
        return None
    claimed = pair.world.claim_of[pair.person.id]
    return f"{pair.person.id} heeft al een lopende plaatsing in woning {claimed} en mag er geen tweede krijgen."


def in_time(pair: Pair) -> str | None:
    """Days count from `available_from`, also where that is before the round."""
    free, end = pair.dwelling.available_from, pair.world.round.end
    if free > end:
        return f"Woning {pair.dwelling.id} komt vrij op {free}; dat moet uiterlijk {end} zijn."
    days = pair.world.policy.max_hold_days
    waits = (pair.person.ready_on - free).days
    if waits <= days:
        return None
    return f"Woning {pair.dwelling.id} moet {waits} dagen op {pair.person.id} wachten; dat mag hooguit {days} zijn."


def rooms_enough(pair: Pair) -> str | None:
    """Rooms needed are the bedrooms needed and one living room."""
    needed, found = pair.world.bedrooms[pair.person.id] + 1, pair.dwelling.rooms
    if found >= needed:
        return None
    return f"Woning {pair.dwelling.id} heeft {found} kamers; {pair.person.id} heeft er minstens {needed} nodig."


def bedrooms_enough(pair: Pair) -> str | None:
    """See `bedrooms_needed`."""
    needed, found = pair.world.bedrooms[pair.person.id], pair.dwelling.bedrooms
    if found >= needed:
        return None
    return f"Woning {pair.dwelling.id} heeft {found} slaapkamers; {pair.person.id} heeft er minstens {needed} nodig."


def persons_allowed(pair: Pair) -> str | None:
    """Both ends are allowed."""
    low, high, found = pair.dwelling.min_persons, pair.dwelling.max_persons, persons(pair.person)
    if low <= found <= high:
        return None
    return f"{pair.person.id} komt met {found} personen; woning {pair.dwelling.id} is voor {low} tot en met {high}."


def rent_within_ceiling(pair: Pair) -> str | None:
    """A recorded exception lets any rent pass."""
    if pair.ids in pair.world.rent_exceptions or not too_dear(pair):
        return None
    rent, ceiling = pair.dwelling.rent, ceiling_of(pair)
    return (
        f"De huur van woning {pair.dwelling.id} is {rent} cent; voor {pair.person.id} mag dat hooguit {ceiling} zijn."
    )


def level_access(pair: Pair) -> str | None:
    """Need GELIJKVLOERS."""
    return _missing(pair, Need.GELIJKVLOERS)


def lift_or_ground(pair: Pair) -> str | None:
    """Need LIFT; nobody needs one on the ground floor or below."""
    return None if pair.dwelling.floor <= 0 else _missing(pair, Need.LIFT)


def wheelchair(pair: Pair) -> str | None:
    """Need ROLSTOEL."""
    return _missing(pair, Need.ROLSTOEL)


def low_stimulus(pair: Pair) -> str | None:
    """Need PRIKKELARM."""
    return _missing(pair, Need.PRIKKELARM)


def _missing(pair: Pair, need: Need) -> str | None:
    if need not in pair.person.needs or need in pair.dwelling.offers:
        return None
    return f"Woning {pair.dwelling.id} biedt '{need}' niet; {pair.person.id} heeft dat nodig."


def woonvorm_fits(pair: Pair) -> str | None:
    """The ZRM outcome names the woonvormen that fit."""
    if pair.dwelling.woonvorm in pair.person.woonvormen:
        return None
    allowed = ", ".join(sorted(pair.person.woonvormen))
    return f"Woning {pair.dwelling.id} is '{pair.dwelling.woonvorm}'; bij {pair.person.id} past alleen: {allowed}."


def contract_shared(pair: Pair) -> str | None:
    """One form is enough."""
    if pair.dwelling.contract_forms & pair.person.contract_forms:
        return None
    return (
        f"Er is geen contractvorm die {pair.person.id} en woning {pair.dwelling.id} allebei accepteren; dat moet wel."
    )


def label_fits(pair: Pair) -> str | None:
    """Both ends of the age band lie within the label."""
    label, ages = pair.dwelling.label, pair.person.ages
    if label is None:
        return None
    right_age = label.age_min <= ages.low and ages.high <= label.age_max
    right_group = not label.doelgroepen or pair.person.doelgroep in label.doelgroepen
    if right_age and right_group:
        return None
    return f"{pair.person.id} valt buiten het label '{label.name}' van woning {pair.dwelling.id}; dat moet passen."


def shared_accepted(pair: Pair) -> str | None:
    """Alone is a household of one, expected and co-parented children included."""
    if not pair.dwelling.shared or (pair.person.accepts_shared and persons(pair.person) == 1):
        return None
    return f"Woning {pair.dwelling.id} is gedeeld; {pair.person.id} moet dat accepteren en alleen zijn."


def area_not_excluded(pair: Pair) -> str | None:
    """Any area of the dwelling counts, whatever the reason of the wish."""
    excluded = sorted({wish.area for wish in pair.person.excluded} & pair.areas)
    if not excluded:
        return None
    return f"Woning {pair.dwelling.id} ligt in {', '.join(excluded)}; {pair.person.id} mag daar niet komen wonen."


def contact_exclusion(pair: Pair) -> str | None:
    """Protected dwellings, and the home and the live claim of the other; the sentence never names the other."""
    for exclusion in pair.world.exclusions[pair.person.id]:
        others = sorted(exclusion.people - {pair.person.id})
        if pair.dwelling.id in exclusion.protected or any(_near_other(pair, exclusion, other) for other in others):
            return (
                f"Woning {pair.dwelling.id} mag niet voor {pair.person.id} vanwege contactuitsluiting {exclusion.id}."
            )
    return None


def _near_other(pair: Pair, exclusion: ContactExclusion, other_id: str) -> bool:
    """Whether the dwelling is where the other stays now or has a live claim.

    At AFSTAND `protected` already holds the dwellings near the other's home.
    """
    home = pair.world.people[other_id].home
    own = {ContactLevel.COMPLEX: pair.dwelling.complex, ContactLevel.BUURT: pair.dwelling.buurt}.get(exclusion.level)
    if home is not None and own is not None and own in home.areas:
        return True
    claimed = pair.world.claim_of.get(other_id)
    return claimed is not None and may_not_share(exclusion, pair.dwelling, pair.world.dwellings[claimed])


def support_asked(pair: Pair) -> str | None:
    """Nobody need be asked for 0 hours."""
    support = pair.person.support
    if support.provider is not None or support.hours == 0:
        return None
    return (
        f"{pair.person.id} heeft {support.hours} uur begeleiding nodig; daar moet een zorgaanbieder voor gevraagd zijn."
    )


def support_contracted(pair: Pair) -> str | None:
    """A capacity of the provider for one of the dwelling's areas has started on the first day of the lease."""
    support = pair.person.support
    if support.hours == 0 or support.provider is None:
        return None
    for area in pair.areas:
        for capacity in pair.world.capacities_on.get(area, ()):
            if capacity.provider == support.provider and capacity.start <= pair.start:
                return None
    return f"{support.provider} heeft op {pair.start} geen contract bij woning {pair.dwelling.id}; dat moet wel."


def convenant_covers(pair: Pair) -> str | None:
    """One convenant must cover municipality, corporation, doelgroep and day together."""
    dwelling, doelgroep = pair.dwelling, pair.person.doelgroep
    if dwelling.corporation is None:
        return None
    for convenant in pair.world.round.convenanten:
        parties = dwelling.municipality in convenant.municipalities and dwelling.corporation in convenant.corporations
        if parties and doelgroep in convenant.doelgroepen and convenant.start <= pair.start <= convenant.end:
            return None
    return f"Geen convenant dekt {pair.person.id} in woning {dwelling.id} op {pair.start}; er moet er één zijn."


def nuisance_file(pair: Pair) -> str | None:
    """A nuisance file binds the intensities that the policy names."""
    care = pair.person.care
    if not pair.dwelling.nuisance_file or care not in pair.world.policy.nuisance_binds:
        return None
    return f"Woning {pair.dwelling.id} heeft een overlastdossier; {pair.person.id} ({care}) mag daar niet wonen."


def not_banned(pair: Pair) -> str | None:
    """A ban that ends on the first day of the lease no longer binds."""
    for ban in pair.world.bans[pair.person.id]:
        targets = {
            BanScope.WONING: ban.target == pair.dwelling.id,
            BanScope.GEBIED: ban.target in pair.areas,
            BanScope.CORPORATIE: ban.target == pair.dwelling.corporation,
        }
        if targets[ban.scope] and (ban.until is None or ban.until > pair.start):
            return (
                f"{pair.person.id} mag woning {pair.dwelling.id} niet krijgen: {ban.scope} {ban.target} is uitgesloten."
            )
    return None


# In `Rule` order; a test proves that none is missing.
RULES: dict[Rule, Callable[[Pair], str | None]] = {
    Rule.UNIT_FREE: unit_free,
    Rule.PERSON_FREE: person_free,
    Rule.IN_TIME: in_time,
    Rule.ROOMS_ENOUGH: rooms_enough,
    Rule.BEDROOMS_ENOUGH: bedrooms_enough,
    Rule.PERSONS_ALLOWED: persons_allowed,
    Rule.RENT_WITHIN_CEILING: rent_within_ceiling,
    Rule.LEVEL_ACCESS: level_access,
    Rule.LIFT_OR_GROUND: lift_or_ground,
    Rule.WHEELCHAIR: wheelchair,
    Rule.LOW_STIMULUS: low_stimulus,
    Rule.WOONVORM_FITS: woonvorm_fits,
    Rule.CONTRACT_SHARED: contract_shared,
    Rule.LABEL_FITS: label_fits,
    Rule.SHARED_ACCEPTED: shared_accepted,
    Rule.AREA_NOT_EXCLUDED: area_not_excluded,
    Rule.CONTACT_EXCLUSION: contact_exclusion,
    Rule.SUPPORT_ASKED: support_asked,
    Rule.SUPPORT_CONTRACTED: support_contracted,
    Rule.CONVENANT_COVERS: convenant_covers,
    Rule.NUISANCE_FILE: nuisance_file,
    Rule.NOT_BANNED: not_banned,
}
