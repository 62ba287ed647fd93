"""Which cells a workbook of Excel shows as a percentage: the value is 0.45, what the user wrote and sees is 45%."""

from __future__ import annotations

import html
import re

# The formats that Excel knows by number only: 0% and 0.00%.
BUILT_IN = frozenset({9, 10})
_FORMATS = re.compile(rb"<(?:\w+:)?numFmts\b[^>]*>(.*?)</(?:\w+:)?numFmts>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt(?=\s)([^>]*)>")
_CODE = re.compile(rb"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf(?=[\s/>])([^>]*)>")
_NUMBER = re.compile(rb"\bnumFmtId\s*=\s*[\"']([0-9]{1,9})[\"']")
# A sign that stands in a format as it is: between quotes, or after one of these marks.
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|[_*].", re.DOTALL)


def percent_styles(part: bytes) -> frozenset[int]:
    """The styles, as cells name them, that show a percentage; `part` is the XML of the styles of a workbook."""
    numbers = BUILT_IN.union(_own_formats(part))
    styles = _STYLES.search(part)
    found = (_NUMBER.search(attributes) for attributes in _STYLE.findall(styles[1] if styles else b""))
    return frozenset(at for at, number in enumerate(found) if number and int(number[1]) in numbers)


def _own_formats(part: bytes) -> frozenset[int]:
    formats = _FORMATS.search(part)
    found = ((_NUMBER.search(text), _CODE.search(text)) for text in _FORMAT.findall(formats[1] if formats else b""))
    return frozenset(int(number[1]) for number, code in found if number and code and _shows_percent(code))


def _shows_percent(code: re.Match[bytes]) -> bool:
    text = html.unescape((code[1] or code[2] or b"").decode(errors="replace"))
    return "%" in _LITERAL.sub("", text)
