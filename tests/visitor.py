"""Somebody with a browser of their own, without a network in between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import httpx
from fastapi import FastAPI

from tests.asking import waited_for
from tests.doors import ELSEWHERE

HOME = "http://127.0.0.1"
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": HOME, "sec-fetch-site": "same-origin"}


@dataclass
class Visitor:
    """Keeps its cookies. Never follows where an answer leads, so that a test sees that."""

    app: FastAPI
    remote: str = ELSEWHERE
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def ask(self, method: str, path: str, **sent: object) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(self.remote, 1))
            async with httpx.AsyncClient(transport=transport, base_url=HOME, cookies=self.cookies) as asking:
                given = await asking.request(method, path, **sent)  # type: ignore[arg-type] # what httpx takes
                self.cookies = asking.cookies
                return given

        return waited_for(answer())

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form as a browser would from one of our pages."""
        return self.ask("POST", path, content=urlencode(fields), headers=FORM)

    def press(self, page: str, path: str, **fields: str) -> httpx.Response:
        """Look at a page, and send a form of it with what is hidden in it."""
        return self.post(path, **{**hidden(self.get(page).text, path), **fields})

    def sign_in(self, login: str, password: str) -> httpx.Response:
        return self.press("/aanmelden", "/aanmelden", login=login, password=password)


def hidden(html: str, path: str) -> dict[str, str]:
    """What is hidden in the form that is sent to this address."""
    form = re.search(rf'<form[^>]*action="{re.escape(path)}".*?</form>', html, re.DOTALL)
    assert form is not None, f"no form to {path} in {html}"
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in found}
