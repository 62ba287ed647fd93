"""What stands on the line of a terminal while something is going on."""

from __future__ import annotations

import io
import os
import time

import pytest

from api.ticker import Ticker


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(stream: io.StringIO) -> list[str]:
    return stream.getvalue().replace("\r\x1b[2K", "\n").splitlines()


def ticks(ticker: Ticker, stream: Terminal) -> list[str]:
    """The lines with the seconds that pass, from when one has come."""
    seen = len(lines(stream))
    while len(lines(stream)) < seen + 2:
        time.sleep(0.01)
    return [line for line in lines(stream)[seen:] if line.startswith(f"{ticker.what} …")]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.ticker.EVERY", 0.01)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((40, 24)))


def test_what_is_shown_stands_beside_the_seconds_until_something_is_said() -> None:
    stream = Terminal()
    with Ticker("Rekenen", stream) as ticker:
        ticker.show("tot nu toe 3")
        assert ticks(ticker, stream)[-1].endswith(" s · tot nu toe 3")
        ticker.say("doel 1: 3")
        assert ticks(ticker, stream)[-1].endswith(" s")
    assert any(line.startswith("Rekenen · doel 1: 3 · ") for line in lines(stream))


def test_a_line_never_wraps() -> None:
    stream = Terminal()
    with Ticker("Rekenen", stream) as ticker:
        ticker.show("lang " * 20)
        assert len(ticks(ticker, stream)[-1]) == 39


def test_a_file_gets_only_what_is_said() -> None:
    stream = io.StringIO()
    with Ticker("Rekenen", stream) as ticker:
        ticker.show("tot nu toe 3")
        ticker.say("doel 1: 3")
    assert [line.split(" · ")[1:2] for line in lines(stream)] == [[], ["doel 1: 3"], ["klaar"]]
