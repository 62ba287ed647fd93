"""Everything that the document allows, and much that it does not, asked in every role: the service keeps its word.

`FUZZ_EXAMPLES` asks more of each operation than the few that fit in an ordinary run.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from api.access.identity import Role
from api.store.database import Store
from api.store.runs import Mode
from api.usecases.runs import stop, submit
from api.usecases.sending import send
from optimizer.proposal import Settings
from tests.api.region import CORPORATION, MUNICIPALITY, PROVIDER, desk, frozen, home, person, solved, stored
from tests.service import PEOPLE, service_of, signed_in
from tests.stores import Databases, opened

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
# Signing out ends what the others need; it comes last and alone.
SIGN_OUT = "endSession"
NOBODY = "niemand"
PARTIES = (CORPORATION, PROVIDER, MUNICIPALITY)


@dataclass
class Heard:
    """What the service answered, and what was wrong with that."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: set[str] = field(default_factory=set)


def fuzz(app: FastAPI, headers: dict[str, str], heard: Heard, *, sign_out: bool) -> None:
    """Ask everything."""
    generation = {"max-examples": EXAMPLES, "with-security-parameters": False, "database": "none"}
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "headers": headers,
            "generation": generation,
            # What stands in the store decides too whether a request can be carried out.
            "checks": {"positive_data_acceptance": {"enabled": False}},
            "phases": {"stateful": {"enabled": False}},
            # A round has hundreds of fields, each with cases of its own; `tests/api/test_wire.py` tries those.
            "operations": [{"include-name": "POST /solve", "phases": {"coverage": {"enabled": False}}}],
        }
    )
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", app, config=config)
    chosen = schema.include(operation_id=SIGN_OUT) if sign_out else schema.exclude(operation_id=SIGN_OUT)
    for event in from_schema(chosen).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            heard.faults.add(str(event))
        if isinstance(event, events.ScenarioFinished):
            _hear(event, heard)


def _hear(event: events.ScenarioFinished, heard: Heard) -> None:
    for asked in event.recorder.interactions.values():
        if asked.response is not None:
            heard.statuses[int(asked.response.status_code)] += 1
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info
                heard.faults.add(f"{event.recorder.label}: {failure.failure}\n{failure.code_sample}")


# The role that may ask most is tried on the database that takes least.
@pytest.mark.parametrize(
    ("role", "kind"), [(role, "postgresql" if role == Role.COORDINATOR else "sqlite") for role in (NOBODY, *PEOPLE)]
)
def test_the_service_keeps_its_word(databases: Databases, role: str, kind: str) -> None:
    with closing(opened(databases.new(kind))) as store:
        _ask_everything(store, role)


def _fill(store: Store) -> None:
    """Two people and two dwellings, a proposal that was sent, another that was not, and a calculation that was stopped."""
    stored(store, uitstromers=[person("ans"), person("bea", zorgaanbieder="zorg-2")], woningen=[home("h1"), home("h2")])
    kept = frozen(store)
    sent = solved(store, kept)
    send(desk(store), sent.id, sent.version)
    solved(store, frozen(store))
    # Whoever follows one that waits, waits too.
    stop(desk(store), submit(desk(store), kept.id, Mode.SOLVE, Settings()).id)


def _ask_everything(store: Store, role: str) -> None:
    _fill(store)
    app = service_of(store)
    headers = {} if role == NOBODY else signed_in(app, Role(role), {by.role: by.organisation for by in PARTIES})
    heard = Heard()
    fuzz(app, headers, heard, sign_out=False)
    fuzz(app, headers, heard, sign_out=True)
    assert not heard.faults, "\n\n".join(sorted(heard.faults))
    assert max(heard.statuses) < 500
    # Otherwise everything might have been refused at the door.
    assert (heard.statuses[200] > 10) == (role != NOBODY), heard.statuses
