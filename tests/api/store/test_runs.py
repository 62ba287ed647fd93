"""A run goes one way only, belongs to one attempt at a time, and comes to an end."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.identity import SYSTEM, Identity, Role
from api.store.audit import broken
from api.store.database import Store
from api.store.rounds import Origin, add_round
from api.store.runs import (
    MOST_LOST,
    TOO_OFTEN,
    Ending,
    KeptRun,
    Mode,
    RunProgress,
    RunState,
    Unfinished,
    add_run,
    ask_stop,
    beat,
    find_run,
    finish,
    give_back,
    plan_of,
    result_of,
    runs_page,
    take_over,
    take_run,
    unfinished,
)
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Settings
from optimizer.solve import Standing
from tests.worlds import dwelling, person, world

COORDINATOR = Identity(account="a-1", role=Role.COORDINATOR)
FAR = RunProgress(
    phase="zoekt",
    goals=(Standing(goal=GoalValue(goal=Goal.PLACEMENTS, value=3, bound=None), settled=False),),
)


def asked(store: Store, mode: Mode = Mode.SOLVE, **changes: Any) -> KeptRun:
    with store.writing(COORDINATOR) as writing:
        round_ = add_round(writing, world([person("ans")], [dwelling("dorp-1")]), Origin.REGISTER, register_seq=0)
        values: dict[str, Any] = {"settings": Settings(seed=4, time_limit=9), "plan": None, **changes}
        return add_run(writing, round_id=round_.id, mode=mode, **values)


def taken(store: Store, run: KeptRun, worker: str = "een") -> KeptRun | None:
    with store.writing(SYSTEM) as writing:
        return take_run(writing, run.id, run.attempt, worker)


def begun(store: Store, mode: Mode = Mode.SOLVE) -> KeptRun:
    run = taken(store, asked(store, mode))
    assert run is not None
    return run


def now(store: Store, run: KeptRun) -> KeptRun:
    with store.reading() as connection:
        found = find_run(connection, run.id)
    assert found is not None
    return found


def silent(store: Store, run: KeptRun) -> bool:
    """The run is taken over as it is now."""
    with store.writing(SYSTEM) as writing:
        [open_] = [each for each in unfinished(writing.connection, 10) if each.id == run.id]
        return take_over(writing, open_)


def ended(store: Store, run: KeptRun, state: RunState = RunState.KLAAR, result: object = None) -> bool:
    with store.writing(SYSTEM) as writing:
        return finish(writing, run, Ending(state=state, result=result))


def stopped(store: Store, run: KeptRun) -> KeptRun:
    with store.writing(COORDINATOR) as writing:
        ask_stop(writing, now(store, run))
    return now(store, run)


def test_what_was_asked_is_kept(store: Store) -> None:
    run = asked(store, Mode.PLAN, plan=(("ans", "dorp-1"),))
    assert now(store, run) == run
    assert run.state is RunState.WACHTEND
    assert run.settings == Settings(seed=4, time_limit=9)
    with store.reading() as connection:
        assert plan_of(connection, run.id) == (("ans", "dorp-1"),)
        assert result_of(connection, run.id) is None


def test_one_worker_takes_a_run(store: Store) -> None:
    run = asked(store)
    first = taken(store, run, "een")
    assert first is not None
    assert first.state is RunState.BEZIG
    assert first.started_at is not None
    assert taken(store, run, "twee") is None
    assert now(store, run).worker == "een"


def test_a_beat_tells_how_far_it_is_and_hears_of_a_stop(store: Store) -> None:
    run = begun(store)
    with store.writing(SYSTEM) as writing:
        assert beat(writing, run.id, run.attempt, FAR) is False
    assert now(store, run).progress == FAR
    stopped(store, run)
    with store.writing(SYSTEM) as writing:
        assert beat(writing, run.id, run.attempt, FAR) is True


def test_a_run_ends_once(store: Store) -> None:
    run = begun(store)
    assert ended(store, run, result={"found": 1})
    assert not ended(store, run, RunState.MISLUKT)
    assert now(store, run).state is RunState.KLAAR
    with store.reading() as connection:
        assert result_of(connection, run.id) == {"found": 1}


def test_a_worker_that_was_given_up_can_keep_nothing(store: Store) -> None:
    run = begun(store)
    assert silent(store, run)
    second = taken(store, now(store, run), "twee")
    assert second is not None
    assert (second.attempt, second.lost) == (2, 1)
    with store.writing(SYSTEM) as writing:
        assert beat(writing, run.id, run.attempt, FAR) is None
    assert not ended(store, run)
    assert ended(store, second)


def test_who_turns_out_to_be_alive_keeps_the_run(store: Store) -> None:
    run = begun(store)
    seen = Unfinished(run.id, run.state, run.attempt, run.beat_at)
    with store.writing(SYSTEM) as writing:
        beat(writing, run.id, run.attempt, FAR)
    with store.writing(SYSTEM) as writing:
        assert not take_over(writing, seen)
    assert now(store, run).attempt == 1


def test_a_run_that_costs_too_many_workers_has_failed(store: Store) -> None:
    run = asked(store)
    for _ in range(MOST_LOST):
        assert taken(store, now(store, run)) is not None
        silent(store, run)
    assert now(store, run).state is RunState.MISLUKT
    assert now(store, run).failure == TOO_OFTEN


def test_a_worker_that_leaves_does_not_count_as_lost(store: Store) -> None:
    run = asked(store)
    for _ in range(MOST_LOST + 1):
        begun_again = taken(store, now(store, run))
        assert begun_again is not None
        with store.writing(SYSTEM) as writing:
            assert give_back(writing, run.id, begun_again.attempt)
    assert now(store, run).state is RunState.WACHTEND
    assert now(store, run).lost == 0


def test_what_was_handed_out_and_never_begun_on_does_not_count_as_lost(store: Store) -> None:
    run = asked(store)
    assert silent(store, run)
    assert (now(store, run).attempt, now(store, run).lost) == (2, 0)
    assert taken(store, run) is None


def test_what_waits_is_cancelled_at_once(store: Store) -> None:
    assert stopped(store, asked(store)).state is RunState.GEANNULEERD


@pytest.mark.parametrize(
    ("mode", "state"),
    [(Mode.SOLVE, RunState.BEZIG), (Mode.CHECK, RunState.GEANNULEERD), (Mode.PLAN, RunState.GEANNULEERD)],
)
def test_only_a_solve_has_a_best_so_far_to_wait_for(store: Store, mode: Mode, state: RunState) -> None:
    run = begun(store, mode)
    assert stopped(store, run).state is state
    assert ended(store, run) is (state is RunState.BEZIG)


def test_a_stop_after_the_end_and_a_second_stop_change_nothing(store: Store) -> None:
    run = begun(store)
    assert stopped(store, run) == stopped(store, run)
    ended(store, run, RunState.GESTOPT)
    end = now(store, run)
    assert stopped(store, run) == end


def test_what_was_to_be_stopped_is_not_begun_anew(store: Store) -> None:
    run = begun(store)
    stopped(store, run)
    silent(store, run)
    assert now(store, run).state is RunState.GEANNULEERD


def test_runs_are_listed_newest_first_and_filtered(store: Store) -> None:
    first, second, third = asked(store), asked(store, Mode.CHECK), asked(store)
    with store.reading() as connection:
        page, total = runs_page(connection, (), (), 0, 2)
        assert ([run.id for run in page], total) == ([third.id, second.id], 3)
        page, total = runs_page(connection, (("mode", "solve"),), (("submitted_at", False),), 0, 10)
        assert ([run.id for run in page], total) == ([first.id, third.id], 2)


def test_what_has_not_ended_is_found_the_longest_waiting_first(store: Store) -> None:
    first, second = asked(store), asked(store)
    begun_, done = begun(store), begun(store)
    ended(store, done)
    with store.reading() as connection:
        assert [run.id for run in unfinished(connection, 10)] == [first.id, second.id, begun_.id]
        assert [run.id for run in unfinished(connection, 1)] == [first.id]


def test_the_audit_holds_the_life_of_a_run(store: Store) -> None:
    run = begun(store)
    silent(store, run)
    again = taken(store, now(store, run))
    assert again is not None
    ended(store, again)
    with store.reading() as connection:
        assert not list(broken(connection))
