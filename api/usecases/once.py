"""Do what is asked once, however often it is asked: the answer is kept in the same transaction as what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from api.access.desk import Desk
from api.errors import KeyReused
from api.store.answers import KeptAnswer, find_answer, keep_answer


def once(desk: Desk, key: str, request: str, do: Callable[[], KeptAnswer]) -> KeptAnswer:
    """The answer of `do`, or what it answered when this account asked the same under this key before.

    `do` may call any use case. A crash at any moment leaves all that it did together with its answer, or nothing. Who asks
    the same meanwhile waits for it. Raises KeyReused, and what `do` raises; then nothing is kept.
    """
    with desk.store.writing(desk.by) as writing:
        before = find_answer(writing.connection, desk.by.account, key, datetime.fromisoformat(writing.at))
        if before is None:
            answer = do()
            keep_answer(writing, key, answer)
            return answer
    if before.request != request:
        raise KeyReused("Deze Idempotency-Key is al gebruikt voor een ander verzoek. Kies voor elk verzoek een nieuwe.")
    return before
