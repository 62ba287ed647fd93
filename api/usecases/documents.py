"""The rules that hold, at the desk: the policy with its period, and how caps are proposed.

Everybody who signed in reads them, for they are decisions and hold no person and no load. The coordinator changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotAllowed, NotThere, Overtaken
from api.store.database import Reading
from api.store.documents import KIND, Document, find_document, keep_document
from api.store.history import Change, changes_of
from api.usecases.motivation import faults_of_motivation
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.policy_file import read_draagkracht
from geodata.own_region import example_rules
from geodata.plain import why_not_a_text
from geodata.region import national_amounts
from geodata.rules import Rules, rules_of
from geodata.tables import TABLES
from geodata.toml_file import MOST_BYTES, POLICY_FILE, read_toml
from optimizer.errors import Fault, InvalidInput

BELEID, DRAAGKRACHT = "beleid", "draagkracht"
# What a policy says of its source when nobody settled it.
EXAMPLE = "voorbeeld"
WRITERS = frozenset({Role.COORDINATOR, Role.SYSTEEM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The rules that hold. Without a policy of their own these are the example's, and without `draagkracht` no caps are proposed."""

    rules: Rules
    draagkracht: DraagkrachtPolicy | None


def read_document(desk: Desk, name: str) -> Document:
    """A document; version 0 and empty when nobody supplied it yet. Raises NotThere for a name that nobody knows."""
    _known(name)
    with desk.store.reading() as connection:
        return find_document(connection, name)


def change_document(desk: Desk, name: str, version: int, content: str, motivation: str = "") -> Document:
    """Give a document another content. Raises NotThere, NotAllowed, Overtaken, and InvalidInput with every fault."""
    _known(name)
    if desk.by.role not in WRITERS:
        raise NotAllowed("Alleen de coördinator wijzigt dit document.")
    faults = [*faults_of_motivation(motivation), *faults_of_document(name, content)]
    faults += () if faults else _of_tables(name, content)
    if faults:
        raise InvalidInput(faults)
    with desk.store.writing(desk.by) as writing:
        before = find_document(writing.connection, name)
        if before.version != version:
            raise Overtaken("Iemand anders heeft dit document intussen gewijzigd. Haal het opnieuw op.")
        return before if content == before.content else keep_document(writing, before, content, motivation)


def document_history(desk: Desk, name: str) -> tuple[Change, ...]:
    """The changes of a document, the first one first. Raises NotThere, and NotAllowed for who does not change it."""
    _known(name)
    if desk.by.role not in WRITERS:
        raise NotAllowed("Alleen de coördinator ziet wie dit document wijzigde.")
    with desk.store.reading() as connection:
        return changes_of(connection, KIND, name)


def held_rules(connection: Reading) -> Held:
    """The rules that hold now, for a round."""
    policy, caps = (find_document(connection, name) for name in (BELEID, DRAAGKRACHT))
    return Held(
        rules=_rules(policy.content) if policy.version else example_rules(),
        draagkracht=_caps(caps.content) if caps.version else None,
    )


def faults_of_document(name: str, content: str) -> tuple[Fault, ...]:
    """What is wrong with a document."""
    why = why_not_a_text(content, MOST_BYTES)
    if why:
        return (Fault((name,), "een tekst die niet te bewaren is", why),)
    try:
        _READERS[name](content)
    except InvalidInput as error:
        return error.faults
    return ()


def _known(name: str) -> None:
    if name not in _READERS:
        raise NotThere("Dit document is er niet.")


def _rules(content: str) -> Rules:
    values = read_toml(POLICY_FILE, content.encode())
    return replace(rules_of(POLICY_FILE, values, national_amounts()), example=values.get("bron") == EXAMPLE)


def _caps(content: str) -> DraagkrachtPolicy:
    return read_draagkracht(content.encode())


_READERS: Mapping[str, Callable[[str], object]] = MappingProxyType({BELEID: _rules, DRAAGKRACHT: _caps})


def _of_tables(name: str, content: str) -> Iterator[Fault]:
    """Tables of the register that somebody changes here would change nothing: what counts is in the register."""
    for part in read_toml(POLICY_FILE, content.encode()) if name == BELEID else ():
        if part in TABLES:
            yield Fault(
                (POLICY_FILE, part), "een tabel van het register", f"deze rijen in de tabel {part}, en hier niet"
            )
