"""The version that a form was made for, by which somebody who was first is noticed."""

from __future__ import annotations

from collections.abc import Mapping

MOST_DIGITS = 9


def version_in(form: Mapping[str, str]) -> int:
    """The version in a form; 0, which nothing has, where there is none. It fits any database."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
