"""A warning that a group does worse, in plain Dutch (B1): what, what goes with it, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.pages.words import capital, count, number
from optimizer.explain import Audience, names_of_limits, rule_text
from optimizer.fair.fairness import Closer, Fairness, Lag, Measure
from optimizer.fair.groups import Grouping
from optimizer.metrics import Share
from optimizer.policy import Policy
from optimizer.proposal import JointRule
from optimizer.round import Round

TOO_FEW = "te weinig mensen om iets te zeggen"
TOO_FEW_UNITS = "te weinig woningen om iets te zeggen"
SHORT: Mapping[tuple[Measure, bool], str] = {
    (Measure.PLACED, True): "minder mensen geplaatst",
    (Measure.RETURNED, True): "minder mensen terug naar hun herkomst",
    (Measure.PLACED, False): "minder woningen gebruikt",
    (Measure.RETURNED, False): "minder mensen terug naar hun herkomst",
}
WITHOUT: Mapping[Measure, tuple[str, str]] = {
    Measure.PLACED: (
        "Voor {without} past geen enkele woning.",
        "Voor {rest} past er wel een woning. Die is bezet of begrensd, of iets anders ging voor.",
    ),
    Measure.RETURNED: (
        "Voor {without} is er in die gemeente geen woning in deze ronde.",
        "Voor {rest} is er daar wel een woning. Die past niet, is bezet of begrensd, of iets anders ging voor.",
    ),
}
MORE_CLOSED = "Voor wie hier geen woning heeft, vallen meer woningen af dan voor anderen zonder woning:"
CLOSED = "Alle anderen hebben een woning. Voor wie hier geen woning heeft, vallen woningen af:"
TAKEN = "passende woning gaat naar iemand anders"


def lag_title(lag: Lag) -> str:
    """Which group, and on what it does worse."""
    return f"{capital(lag.grouping)} {lag.name}: {SHORT[lag.measure, lag.grouping is not Grouping.CORPORATIE]}"


def lag_sentences(lag: Lag, round_: Round, audience: Audience = Audience.COORDINATOR) -> Iterator[str]:
    """The difference, who could and could not be helped, and what closes more dwellings for this group."""
    what = "woningen" if lag.grouping is Grouping.CORPORATIE else "mensen"
    yield f"In deze groep: {_share(lag.group, what)}. Bij alle anderen: {_share(lag.others, what)}."
    if lag.practice is not None:
        yield f"In de huidige praktijk zijn het er in deze groep {number(lag.practice)}."
    if lag.without.whole:
        nothing, something = WITHOUT[lag.measure]
        rest = lag.without.whole - lag.without.part
        if lag.without.part:
            yield nothing.format(without=count(lag.without.part, "mens", "mensen"))
        if rest:
            yield something.format(rest=count(rest, "mens", "mensen"))
    if lag.closers:
        yield (MORE_CLOSED if lag.closers[0].others.whole else CLOSED)
        yield from (f"{closer_text(closer, round_, audience)}." for closer in lag.closers)


def closer_text(closer: Closer, round_: Round, audience: Audience) -> str:
    """What closes dwellings, and how many more."""
    text = TAKEN if closer.rule is JointRule.UNIT_ONCE else rule_text(closer.rule, audience).short
    name = names_of_limits(round_).get(closer.id, "")
    named = f" ({name})" if name and audience is Audience.COORDINATOR else ""
    others = f", bij anderen {_percent(closer.others)}" if closer.others.whole else ""
    return f"{capital(text)}{named}: {_percent(closer.group)} van de woningen{others}"


def alarm_sentence(fairness: Fairness, policy: Policy) -> str:
    """How a difference becomes a warning, and how often that is by chance."""
    return (
        f"Er zijn {number(fairness.tests)} vergelijkingen gemaakt. Een waarschuwing komt alleen bij een verschil dat "
        f"groter is dan toeval verklaart. Beslist alleen het toeval, dan krijgen hoogstens {number(policy.false_alarms)} van "
        f"de 1.000 rondes een waarschuwing."
    )


def few(grouping: Grouping) -> str:
    """What is said instead of the share of a small group."""
    return TOO_FEW_UNITS if grouping is Grouping.CORPORATIE else TOO_FEW


def _share(share: Share, what: str) -> str:
    return f"{number(share.part)} van de {number(share.whole)} {what} ({share.percent}%)"


def _percent(share: Share) -> str:
    """One decimal where it would be 0% otherwise."""
    exact = 100 * share.part / share.whole
    return f"{exact:.0f}%" if exact >= 1 or share.part == 0 else f"{exact:.1f}%".replace(".", ",")
