"""What is worked out for each mode, and what people are told when it can't be."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass

from api.jobs.watch import Watch
from api.store.database import Store
from api.store.rounds import open_round
from api.store.runs import Ending, KeptRun, Mode, RunState, plan_of
from api.usecases.propose import Answer, propose
from optimizer.errors import Cancelled, EngineError, InvalidInput, RejectedProposal
from optimizer.outlook import outlook
from optimizer.plan import check_plan
from optimizer.proposal import Status
from optimizer.round import Round, canonical
from optimizer.solve import Standing

SEARCHING = "zoekt de beste verdeling"
CHECKING = "kijkt het voorstel na en vergelijkt het met de huidige praktijk"
LOOKING = "loopt de ronde na"

ERASED = "De ronde is gewist na de bewaartermijn."
ASK = "Vraag de beheerder om het logboek na te kijken."
FAILURES: dict[type[Exception], str] = {
    InvalidInput: "Deze versie van het programma kan de ronde niet lezen. Maak de ronde opnieuw uit het register.",
    RejectedProposal: f"De controle keurde het voorstel af, dus niemand krijgt het te zien. {ASK}",
    EngineError: f"Het rekenprogramma viel weg of gaf geen bruikbaar antwoord; misschien is er te weinig geheugen. {ASK}",
    MemoryError: f"Er is te weinig geheugen voor deze ronde. {ASK}",
}
OTHERWISE = f"Er ging iets mis in de berekening. {ASK}"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ends, and for mode solve with which answer."""

    ending: Ending
    answer: Answer | None = None


def outcome_of(store: Store, run: KeptRun, watch: Watch) -> Outcome:
    """Work it out; whatever goes wrong is an outcome too, but for the database."""
    with store.reading() as connection:
        try:
            round_ = open_round(connection, run.round)
        except InvalidInput as error:
            return _failed(run, error)
        plan = plan_of(connection, run.id)
    if round_ is None:
        return Outcome(ending=Ending(state=RunState.MISLUKT, failure=ERASED))
    try:
        if run.mode is Mode.SOLVE:
            return _proposed(round_, run, watch)
        watch.phase = LOOKING
        found = outlook(round_) if run.mode is Mode.CHECK else check_plan(round_, plan)
        return Outcome(ending=Ending(state=RunState.KLAAR, result=canonical(found)))
    except Cancelled:
        return Outcome(ending=Ending(state=RunState.GEANNULEERD))
    except Exception as error:  # noqa: BLE001 - a run must end, whatever went wrong
        return _failed(run, error)


def _proposed(round_: Round, run: KeptRun, watch: Watch) -> Outcome:
    last = round_.policy.goals[-1]

    def tell(standing: Standing) -> None:
        watch.tell(standing)
        done = standing.settled and standing.goal.goal is last
        watch.phase = CHECKING if done else SEARCHING

    answer = propose(round_, run.settings, tell, watch.stopped)
    stopped = watch.stop_asked and answer.proposal.status is Status.STOPPED
    state = RunState.GESTOPT if stopped else RunState.KLAAR
    return Outcome(ending=Ending(state=state, goals=watch.goals), answer=answer)


def _failed(run: KeptRun, error: Exception) -> Outcome:
    _log(run, error)
    return Outcome(ending=Ending(state=RunState.MISLUKT, failure=_sentence(error)))


def _sentence(error: Exception) -> str:
    return next((sentence for kind, sentence in FAILURES.items() if isinstance(error, kind)), OTHERWISE)


def _log(run: KeptRun, error: Exception) -> None:
    """Where it went wrong, not the words of the error: those may name people. The round is there to try again with."""
    words = str(error) if isinstance(error, EngineError) else ""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("run %s, attempt %d: %s %s\n%s", run.id, run.attempt, type(error).__name__, words, where)
