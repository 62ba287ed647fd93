"""What a policy on draagkracht may not say: one function per rule, each a Dutch sentence with the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from geodata.draagkracht.policy import BorderKind, Caps, DraagkrachtPolicy, Indicator, Method
from geodata.indicators.catalogue import is_about_origin
from optimizer.errors import Fault

LBM_TOTALS = frozenset({"lbm_afwijking", "lbm_klasse"})
LBM_DIMENSIONS = frozenset({"lbm_won", "lbm_fys", "lbm_vrz", "lbm_soc", "lbm_onv"})
MOST_DECIMALS, MOST_WEIGHT, MOST_DRAWS, MOST_CAP, PERCENT = 6, 1_000, 2_000, 1_000, 100


def faults_of_policy(policy: DraagkrachtPolicy) -> Iterator[Fault]:
    """Everything that is wrong in a policy of which every value has the right type."""
    for number, indicator in enumerate(policy.indicators, 1):
        for fault in (*_refused(indicator), *_amounts(indicator), *_reference(indicator, policy.method_of(indicator))):
            yield Fault((policy.file, "indicators", f"nummer {number}", *fault.path), fault.found, fault.expected)
    for fault in (*_together(policy), *_borders(policy), *_small(policy), *_caps(policy.caps), *_ranges(policy)):
        yield Fault((policy.file, *fault.path), fault.found, fault.expected)


def _refused(indicator: Indicator) -> Iterator[Fault]:
    """Origin or nationality of inhabitants is never an indicator (settled rule 15)."""
    for key, text in (("name", indicator.name), ("title", indicator.title)):
        if is_about_origin(text):
            yield Fault((key,), f"'{text}'", "een cijfer dat niet gaat over waar bewoners vandaan komen")


def _amounts(indicator: Indicator) -> Iterator[Fault]:
    yield from _between("weight", indicator.weight, 1, MOST_WEIGHT)
    yield from _between("decimals", indicator.decimals, 0, MOST_DECIMALS)


def _reference(indicator: Indicator, method: Method) -> Iterator[Fault]:
    """A given mean or bound is whole, fits the method, and has a source."""
    given = {name: getattr(indicator, name) for name in ("mean", "spread", "low", "high")}
    pairs = {Method.SPREIDING: ("mean", "spread"), Method.VAST: ("low", "high")}
    wanted = pairs.get(method, ())
    for name, value in given.items():
        if value is not None and name not in wanted:
            yield Fault((name,), f"{value}", f"niets, want de methode is '{method}'")
    known = [name for name in wanted if given[name] is not None]
    needed = method is Method.VAST or known
    for name in wanted if needed else ():
        if given[name] is None:
            yield Fault((name,), "niets", "een getal")
    if known and not indicator.reference:
        yield Fault(("reference",), "niets", f"waar {' en '.join(known)} vandaan komen")
    if indicator.spread is not None and indicator.spread <= 0:
        yield Fault(("spread",), f"{indicator.spread}", "meer dan 0")
    if indicator.low is not None and indicator.high is not None and indicator.low >= indicator.high:
        yield Fault(("high",), f"{indicator.high}", f"meer dan {indicator.low}")


def _together(policy: DraagkrachtPolicy) -> Iterator[Fault]:
    """There are indicators, each once, and the Leefbaarometer counts only once."""
    names = [indicator.name for indicator in policy.indicators]
    if not names:
        yield Fault(("indicators",), "niets", "minstens één blok [[indicators]]")
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(("indicators",), f"{times} keer '{name}'", "elk cijfer één keer")
    totals = sorted(LBM_TOTALS.intersection(names))
    overlap = [*totals, *sorted(LBM_DIMENSIONS.intersection(names))]
    if totals and len(overlap) > 1:
        yield Fault(
            ("indicators",),
            " en ".join(overlap),
            "één totaal van de Leefbaarometer of alleen dimensies, want het totaal bestaat uit de dimensies",
        )


def _borders(policy: DraagkrachtPolicy) -> Iterator[Fault]:
    borders = policy.borders
    if borders.groen <= borders.oranje:
        yield Fault(("borders", "groen"), f"{borders.groen}", f"meer dan oranje, {borders.oranje}")
    for name in ("oranje", "groen"):
        value = getattr(borders, name)
        if not 0 < value < PERCENT:
            yield Fault(("borders", name), f"{value}", "meer dan 0 en minder dan 100")
        if borders.kind is BorderKind.INDEX and value * 10 % 1:
            yield Fault(("borders", name), f"{value}", "hoogstens één cijfer achter de komma, zoals de index")


def _small(policy: DraagkrachtPolicy) -> Iterator[Fault]:
    small = policy.small
    for name in ("least", "strength", "cap"):
        yield from _between(f"small.{name}", getattr(small, name), 0, None)
    if small.dwellings < small.least:
        yield Fault(("small", "dwellings"), f"{small.dwellings}", f"least, {small.least}, of meer")
    if small.cap > policy.caps.most:
        yield Fault(("small", "cap"), f"{small.cap}", f"hoogstens caps.most, {policy.caps.most}")


def _caps(caps: Caps) -> Iterator[Fault]:
    """Bounds are in order, and a worse class never gets a higher cap."""
    yield from _between("caps.least", caps.least, 0, caps.least_sizeable)
    yield from _between("caps.least_sizeable", caps.least_sizeable, caps.least, caps.most)
    yield from _between("caps.most", caps.most, 0, MOST_CAP)
    yield from _between("caps.sizeable", caps.sizeable, 0, None)
    for worse, better in (("rood", "oranje"), ("oranje", "groen"), ("onbekend", "groen")):
        for name in ("base", "per_thousand"):
            low, high = getattr(getattr(caps, worse), name), getattr(getattr(caps, better), name)
            if low > high:
                yield Fault(("caps", worse, name), f"{low}", f"hoogstens die van {better}, {high}")
    for name in ("groen", "oranje", "rood", "onbekend"):
        rule = getattr(caps, name)
        for part, value in (("base", rule.base), ("per_thousand", rule.per_thousand)):
            if value < 0:
                yield Fault(("caps", name, part), f"{value}", "0 of meer")


def _ranges(policy: DraagkrachtPolicy) -> Iterator[Fault]:
    yield from _between("standardisation.points", policy.standardisation.points, 1, PERCENT)
    yield from _between("missing.least_weight", policy.missing.least_weight, 1, PERCENT)
    yield from _between("missing.least_buurten", policy.missing.least_buurten, 1, PERCENT)
    yield from _between("trials.draws", policy.trials.draws, 0, MOST_DRAWS)
    yield from _between("trials.spread", policy.trials.spread, 0, PERCENT - 1)
    yield from _between("trials.seed", policy.trials.seed, 0, None)


def _between(key: str, value: int, low: int, high: int | None) -> Iterator[Fault]:
    if value < low or (high is not None and value > high):
        expected = f"{low} of meer" if high is None else f"een getal van {low} tot en met {high}"
        yield Fault(tuple(key.split(".")), f"{value}", expected)
