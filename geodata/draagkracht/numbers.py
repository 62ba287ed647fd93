"""Numbers as people write them in Dutch, of whole numbers in units of their last decimal."""

from __future__ import annotations

from decimal import Decimal

from geodata.draagkracht.policy import Indicator


def written(units: int, decimals: int) -> str:
    """1.234,5 for 12345 with one decimal; a real minus."""
    text = f"{Decimal(units).scaleb(-decimals):,.{decimals}f}"
    return text.translate(str.maketrans(",.-", ".,\N{MINUS SIGN}"))


def tenths(units: int) -> str:
    """A score or an index."""
    return written(units, 1)


def plain(value: Decimal) -> str:
    """A decimal as it stands in the policy."""
    return f"{value.normalize():f}".replace(".", ",")


def figure(value: int, indicator: Indicator) -> str:
    """A figure with its unit."""
    text = written(value, indicator.decimals)
    return f"{text}{indicator.unit}" if indicator.unit in ("", "%") else f"{text} {indicator.unit}"


def without_unit(value: int, indicator: Indicator, *, finer: int = 0) -> str:
    """A figure, or with one decimal more what it is compared with; between brackets below 0, for in a sum."""
    text = written(value, indicator.decimals + finer)
    return f"({text})" if value < 0 else text
