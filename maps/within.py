"""The planner's map within a web application: its bytes are those of the file, but for where its links lead."""

from __future__ import annotations

from jinja2.utils import htmlsafe_json_dumps

# What the script of the map (`assets/pointing.js`) says of the application around it.
HERE = 'location.pathname === "/kaart"'
WIJK = 'link.href = "/wijken/"'


def within(html: str, address: str) -> str:
    """The map for below an address ("/voorstellen/1"), in escaped form as a browser gives it; "" changes nothing.

    In the texts of a map a quotation mark is escaped, so only the script can hold what is replaced.
    """
    there = html.replace(HERE, f"location.pathname === {htmlsafe_json_dumps(f'{address}/kaart')}")
    return there.replace(WIJK, f"link.href = {htmlsafe_json_dumps(f'{address}/wijken/')}")
