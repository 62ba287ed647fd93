"""How likely a difference between a group and the others is by chance alone: exact, in whole numbers."""

from __future__ import annotations

from fractions import Fraction
from math import comb


def lower_tail(whole: int, hits: int, group: int, found: int) -> Fraction:
    """The chance that a group has at most `found` of the `hits`, when chance hands the hits to `group` of the `whole`.

    The lower tail of the hypergeometric distribution: Fisher's exact test, one-sided.
    """
    first = max(0, group - (whole - hits))
    if found < first:
        return Fraction(0)
    last = min(found, hits, group)
    term = comb(hits, first) * comb(whole - hits, group - first)
    total = term
    for at in range(first, last):
        term = term * (hits - at) * (group - at) // ((at + 1) * (whole - hits - group + at + 1))
        total += term
    return Fraction(total, comb(whole, group))
