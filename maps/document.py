"""A page of one file: a template with everything that a browser needs inside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from maps.style import swatch_id

IMAGE = re.compile(r"url\([^)]*\)")


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """The page. Texts are escaped, and the same values give the same bytes."""
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True}
    page.globals.update(swatch_id=swatch_id, asset=_safe_asset)
    return page.from_string(_asset(template)).render(values)


def _safe_asset(name: str) -> Markup:
    """An asset to embed. Stylesheets lose their images: there are none, and a page from disk may fetch nothing."""
    text = _asset(name)
    return Markup(IMAGE.sub("none", text) if name.endswith(".css") else text)  # noqa: S704 - our own file


@cache
def _asset(name: str) -> str:
    return files("maps").joinpath("assets", name).read_text(encoding="utf-8")
