"""A request with a key has one effect and one answer, also when it is sent twice at once or the machine fails."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.errors import Clash, KeyReused
from api.store.answers import KeptAnswer
from api.store.audit import head
from api.store.database import Store
from api.usecases.listing import Listing
from api.usecases.once import once
from api.usecases.register import add_row, list_rows
from tests.stores import TickingClock

ANS = Identity(account="a-ans", role=Role.COORDINATOR)
BEN = Identity(account="a-ben", role=Role.COORDINATOR)
ANSWER = KeptAnswer(request="1", status=201, headers={"etag": '"1"'}, body="{}")
CRASH = """
import os, signal, sys
from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.store.database import Store
from api.usecases.once import once
from api.usecases.register import add_row

def fail():
    add_row(desk, "corporaties", {"code": "C-1", "naam": "A", "bron": "voorbeeld"})
    os.kill(os.getpid(), signal.SIGKILL)

desk = Desk(Store(sys.argv[1]), Identity(account="a-ans", role=Role.COORDINATOR))
once(desk, "key", "1", fail)
"""


def add(desk: Desk, code: str = "C-1") -> KeptAnswer:
    add_row(desk, "corporaties", {"code": code, "naam": "A", "bron": "voorbeeld"})
    return ANSWER


def count(desk: Desk) -> int:
    return list_rows(desk, "corporaties", Listing()).total


def test_the_same_request_again_gets_the_same_answer(store: Store) -> None:
    desk = Desk(store, ANS)
    assert once(desk, "key", "1", lambda: add(desk)) == ANSWER
    assert once(desk, "key", "1", lambda: add(desk, "C-2")) == ANSWER
    assert count(desk) == 1


def test_another_request_with_the_same_key_is_refused(store: Store) -> None:
    desk = Desk(store, ANS)
    once(desk, "key", "1", lambda: add(desk))
    with pytest.raises(KeyReused):
        once(desk, "key", "2", lambda: add(desk, "C-2"))
    assert count(desk) == 1


def test_a_key_is_of_one_account(store: Store) -> None:
    ans, ben = Desk(store, ANS), Desk(store, BEN)
    once(ans, "key", "1", lambda: add(ans))
    once(ben, "key", "1", lambda: add(ben, "C-2"))
    assert count(ans) == 2


def test_what_fails_leaves_nothing_and_may_be_tried_again(store: Store) -> None:
    desk = Desk(store, ANS)

    def fail() -> KeptAnswer:
        add(desk)
        raise Clash("nu niet")

    with pytest.raises(Clash):
        once(desk, "key", "1", fail)
    assert count(desk) == 0
    with store.reading() as connection:
        assert head(connection)[0] == 0
    once(desk, "key", "1", lambda: add(desk))
    assert count(desk) == 1


def test_two_at_once_have_one_effect(store: Store) -> None:
    desk, begin = Desk(store, ANS), Barrier(4)

    def ask(_: int) -> KeptAnswer:
        begin.wait(10)
        return once(desk, "key", "1", lambda: add(desk))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [ANSWER] * 4
    with store.reading() as connection:
        assert (head(connection)[0], count(desk)) == (1, 1)


def test_two_at_once_have_one_effect_where_it_could_be_done_twice(store: Store) -> None:
    desk, numbers, both = Desk(store, ANS), iter(("C-1", "C-2")), Barrier(2)

    def do() -> KeptAnswer:
        # Neither has written anything when both have begun.
        both.wait(10)
        return add(desk, next(numbers))

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda _: once(desk, "key", "1", do), range(2))) == [ANSWER] * 2
    with store.reading() as connection:
        assert (head(connection)[0], count(desk)) == (1, 1)


def test_what_comes_before_the_first_writing_holds_nobody_up(store: Store) -> None:
    ans, ben = Desk(store, ANS), Desk(store, BEN)

    def do() -> KeptAnswer:
        assert count(ans) == 0
        threads.submit(add, ben, "C-2").result(20)
        return add(ans)

    with ThreadPoolExecutor(1) as threads:
        assert once(ans, "key", "1", do) == ANSWER
    assert count(ans) == 2


def test_a_killed_process_leaves_nothing_and_may_be_tried_again(store: Store) -> None:
    here = Path(__file__).parents[3]
    killed = subprocess.run([sys.executable, "-c", CRASH, store.url], cwd=here, check=False)
    assert killed.returncode == -signal.SIGKILL
    desk = Desk(store, ANS)
    assert count(desk) == 0
    once(desk, "key", "1", lambda: add(desk))
    assert count(desk) == 1


def test_after_a_day_a_key_is_free(store: Store) -> None:
    desk, clock = Desk(store, ANS), store.clock
    assert isinstance(clock, TickingClock)
    once(desk, "key", "1", lambda: add(desk))
    clock.forward(hours=25)
    once(desk, "key", "2", lambda: add(desk, "C-2"))
    assert count(desk) == 2
