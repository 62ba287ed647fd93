"""The rules of a round as one file holds them: the policy, the amounts of further years, and the period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from geodata.policy_file import amounts_of, policy_of
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Policy, RentAmounts

Part = TypeVar("Part")
FIRST, LAST = "begin", "eind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day of a round."""

    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Policy and period, and the file that they stand in; `example` when nobody settled them."""

    file: str
    policy: Policy
    period: Period
    example: bool = False


def rules_of(file: str, values: Mapping[str, Any], national: tuple[RentAmounts, ...]) -> Rules:
    """The rules of a file; its own amounts go before the `national` ones of the same year.

    Raises InvalidInput with every fault, each with the file and the key.
    """
    own, faults = _tried(lambda: amounts_of(values))
    policy, more = _tried(lambda: policy_of(_section_of(values, "beleid"), ()))
    period, rest = _tried(lambda: period_of(_section_of(values, "periode")))
    if own is None or policy is None or period is None:
        raise InvalidInput(replace(fault, path=(file, *fault.path)) for fault in (*faults, *more, *rest))
    years = {amounts.year for amounts in own}
    amounts = (*own, *(amounts for amounts in national if amounts.year not in years))
    return Rules(file=file, policy=replace(policy, amounts=amounts), period=period)


def period_of(values: Mapping[str, Any]) -> Period:
    """The period of a `[periode]` section. Raises InvalidInput with every fault."""
    faults = [
        Fault(("periode", key), "een onderdeel dat niet bekend is", f"{FIRST} en {LAST}")
        for key in values
        if key not in (FIRST, LAST)
    ]
    for key in (FIRST, LAST):
        # A moment is a date to Python, but no day.
        if type(values.get(key)) is not date:
            found = f"'{values[key]}'" if key in values else "niets"
            faults.append(Fault(("periode", key), found, "een datum zonder aanhalingstekens, zoals 2026-10-01"))
    if not faults and values[LAST] < values[FIRST]:
        faults.append(Fault(("periode", LAST), str(values[LAST]), f"een dag op of na het begin, {values[FIRST]}"))
    if faults:
        raise InvalidInput(faults)
    return Period(start=values[FIRST], end=values[LAST])


def _section_of(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    section = values.get(name)
    if not isinstance(section, dict):
        raise InvalidInput([Fault((name,), "niets" if section is None else f"'{section}'", f"een blok [{name}]")])
    return section


def _tried(read: Callable[[], Part]) -> tuple[Part | None, tuple[Fault, ...]]:
    try:
        return read(), ()
    except InvalidInput as error:
        return None, error.faults
