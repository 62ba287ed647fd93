"""What people must know before they lean on a class: said in every derivation that it holds for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geodata.draagkracht.policy import DraagkrachtPolicy, Indicator, Level

# leefbaarometer.nl, Veelgestelde vragen (a prediction and no causal model; look for yourself what the situation is) and
# Over de Leefbaarometer (disclaimer); the model was recalibrated as version 3.0 in 2022, every second year a new measurement.
OF_LEEFBAAROMETER = (
    "De Leefbaarometer is een signaal en geen oorzaak: een voorspelling uit kenmerken van de omgeving. Ga na hoe het er echt is.",
    "Waar weinig mensen wonen, is de score van de Leefbaarometer niet betrouwbaar. Over één adres zegt die niets.",
    "De Leefbaarometer komt eens in de twee jaar. Scores van versie 3.0 zijn niet te vergelijken met die van versie 2.0.",
)
LBM = "lbm_"
_VERSION = re.compile(r"\b\d\.\d\b")
OF_BUURTEN = "Een cijfer van een wijk dat uit buurten is opgeteld, is een benadering."
PROPOSAL = "Dit is een voorstel. Gemeente en corporaties stellen een grens vast, met een reden erbij."
EXAMPLE = "Het beleid waar dit uit volgt, is een voorbeeld. Niemand heeft het vastgesteld."


def cautions_of(policy: DraagkrachtPolicy) -> Iterator[str]:
    """The cautions that go with the indicators of a policy, and with every proposal."""
    if any(indicator.name.startswith(LBM) for indicator in policy.indicators):
        yield from OF_LEEFBAAROMETER
    if any(indicator.level is Level.BUURTEN for indicator in policy.indicators):
        yield OF_BUURTEN
    yield PROPOSAL
    if policy.example:
        yield EXAMPLE


def comparable(indicator: Indicator, sources: Iterable[str], others: Iterable[str]) -> bool:
    """Whether figures from these two groups of sources may be compared: scores of one version of the Leefbaarometer."""
    if not indicator.name.startswith(LBM):
        return True
    first, second = ({version for source in each for version in _VERSION.findall(source)} for each in (sources, others))
    return first == second
