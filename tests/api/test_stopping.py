"""Ctrl-C: ends the command before there is anything, then asks for what there is, then ends it all the same."""

from __future__ import annotations

import os
import signal

import pytest

from api.stopping import Stopping


def ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_asks_when_there_is_something_and_the_second_ends_everything() -> None:
    with Stopping() as stopping:
        stopping.ready = True
        assert not stopping.asked
        ctrl_c()
        assert stopping.asked
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()


def test_before_there_is_anything_it_ends_the_command() -> None:
    with Stopping() as stopping:
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()
        assert not stopping.asked


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stopping():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
