"""Wait for what comes of the round of the demo."""

from __future__ import annotations

import time

from api.store.database import Store
from api.store.proposals import open_proposal
from api.store.rounds import open_round
from api.store.runs import find_run
from api.usecases.propose import Answer

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
