"""Wait for what comes of the round of the demo, and send it, so that every role has something to see."""

from __future__ import annotations

import time

from api.access.desk import Desk
from api.store.database import Store
from api.store.proposals import find_proposal, open_proposal
from api.store.rounds import open_round
from api.store.runs import find_run
from api.usecases.propose import Answer
from api.usecases.sending import send

LOOK_SECONDS = 0.25
LONGEST_SECONDS = 300.0


def demo_result(store: Store, run_id: str) -> Answer | None:
    """The answer when the run has ended; None when there is none, or it takes too long."""
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        with store.reading() as connection:
            run = find_run(connection, run_id)
            if run is None:
                return None
            if run.proposal is not None:
                round_, found = open_round(connection, run.round), open_proposal(connection, run.proposal)
                return (
                    None
                    if round_ is None or found is None
                    else Answer(round=round_, proposal=found[0], practice=found[1])
                )
            if run.state.ended:
                return None
        time.sleep(LOOK_SECONDS)
    return None


def send_demo(desk: Desk, run_id: str) -> bool:
    """Send the proposal of a run that nobody sent yet; whether there was one."""
    with desk.store.reading() as connection:
        run = find_run(connection, run_id)
        kept = None if run is None or run.proposal is None else find_proposal(connection, run.proposal)
    if kept is None or kept.sent_at is not None:
        return False
    send(desk, kept.id, kept.version)
    return True
