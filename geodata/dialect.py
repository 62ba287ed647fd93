"""How a file writes its numbers and dates, learned from all its texts; what stays unclear is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# The parts of a number: groups of three between dots or commas, or digits before and after one mark.
_COMMA_IS_DECIMAL = re.compile(
    r"-?(\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}|\d+,(\d{1,2}|\d{4,})|(0\d*|\d{4,}),\d{3})"
)
_POINT_IS_DECIMAL = re.compile(
    r"-?(\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}|\d+\.(\d{1,2}|\d{4,})|(0\d*|\d{4,})\.\d{3})"
)
_UNCLEAR = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_SPACED = re.compile(r"-?\d{1,3}( \d{3})+([.,]\d+)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}")
LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Dialect:
    """The decimal marks that were seen for certain, and whether some date puts the month first."""

    marks: frozenset[str] = frozenset()
    month_first: bool = False


def dialect_of(numbers: Iterable[str], dates: Iterable[str]) -> Dialect:
    """The dialect of a file, from the texts in its columns of numbers and of dates."""
    marks = frozenset(mark for mark in map(_mark_in, map(bare_number, numbers)) if mark)
    return Dialect(marks=marks, month_first=any(map(_puts_month_first, dates)))


def bare_number(text: str) -> str:
    """A number without euro sign, percent sign, `,-` and the spaces between thousands."""
    text = re.sub(r"[\s\u00a0\u202f\u2009]+", " ", text).strip()
    text = re.sub(r"^(-?) ?(€|eur|euro) ?(-?)", r"\1\3", text, flags=re.IGNORECASE)
    text = re.sub(r" ?(€|eur|euro)$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d),[-–—]{1,2}$", "", text)
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def plain_number(text: str, dialect: Dialect, *, whole: bool) -> str | None:
    """A number as digits and a decimal point; None when it can mean two numbers. What is no number stays as it is.

    `whole`: the column can't hold thousandths, so 1.234 is a thousand and more unless the file has decimal points.
    """
    text = bare_number(text)
    mark = _mark_in(text)
    if mark is None and _UNCLEAR.fullmatch(text):
        mark = _mark_by_file(text, dialect, whole=whole)
        if mark is None:
            return None
    if mark is None:
        return text
    other = "." if mark == "," else ","
    return text.replace(other, "").replace(mark, ".")


def _mark_in(text: str) -> str | None:
    """The decimal mark, if this text by itself shows which one it is."""
    if _COMMA_IS_DECIMAL.fullmatch(text):
        return ","
    return "." if _POINT_IS_DECIMAL.fullmatch(text) else None


def _mark_by_file(text: str, dialect: Dialect, *, whole: bool) -> str | None:
    if len(dialect.marks) == 1:
        return next(iter(dialect.marks))
    return "," if whole and not dialect.marks and "." in text else None


def _puts_month_first(text: str) -> bool:
    found = _MONTH_FIRST.fullmatch(text.strip())
    return bool(found and int(found[2]) > LAST_MONTH >= int(found[1]))
