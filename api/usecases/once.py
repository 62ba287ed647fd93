"""Do what is asked once, however often it is asked: the answer is kept in the same transaction as what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from api.access.desk import Desk
from api.errors import KeyReused
from api.store.answers import KeptAnswer, find_answer, keep_answer


class _Twice(Exception):
    """The same was asked at once, and the other was first."""


def once(desk: Desk, key: str, request: str, do: Callable[[], KeptAnswer]) -> KeptAnswer:
    """The answer of `do`, or what it answered when this account asked the same under this key before.

    `do` may call any use case. A crash at any moment leaves all that it did together with its answer, or nothing. Of two who
    ask the same at once one has the effect, and both its answer. Raises KeyReused, and what `do` raises; then nothing is kept.
    """
    before = _answered(desk, key)
    if before is None:
        try:
            return _done(desk, key, do)
        except Exception:
            before = _answered(desk, key)
            if before is None:
                raise
    if before.request != request:
        raise KeyReused("Deze Idempotency-Key is al gebruikt voor een ander verzoek. Kies voor elk verzoek een nieuwe.")
    return before


def _answered(desk: Desk, key: str) -> KeptAnswer | None:
    with desk.store.reading() as connection:
        return find_answer(connection, desk.by.account, key, desk.store.clock())


def _done(desk: Desk, key: str, do: Callable[[], KeptAnswer]) -> KeptAnswer:
    with desk.store.one_step():
        answer = do()
        with desk.store.writing(desk.by) as writing:
            if find_answer(writing.connection, desk.by.account, key, datetime.fromisoformat(writing.at)) is not None:
                raise _Twice
            keep_answer(writing, key, answer)
    return answer
