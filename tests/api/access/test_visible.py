"""The table of who sees what is whole, and corporations get no more than it says."""

from __future__ import annotations

from dataclasses import fields

from api.access.visible import VISIBLE, Fact, Reader, visible_to
from api.reports.corporation import HOME_COLUMNS
from api.reports.placed import COLUMNS
from optimizer.people import Uitstromer
from optimizer.proposal import Placement, Proposal
from optimizer.round import Round
from optimizer.supply import Dwelling


def test_every_fact_has_a_line_with_a_reason() -> None:
    assert list(VISIBLE) == list(Fact)
    assert all(seen.why and seen.rules and seen.fields for seen in VISIBLE.values())
    assert all(0 <= rule <= 16 for seen in VISIBLE.values() for rule in seen.rules)


def test_every_field_of_the_domain_was_decided_about() -> None:
    decided = {field for seen in VISIBLE.values() for field in seen.fields}
    domain = {
        f"{kind.__name__}.{field.name}"
        for kind in (Uitstromer, Dwelling, Placement, Round, Proposal)
        for field in fields(kind)
    }
    assert decided == domain


def test_the_coordinator_sees_all_and_agreement_only_adds() -> None:
    for seen in VISIBLE.values():
        assert Reader.COORDINATOR in seen.readers
        assert Reader.CORPORATION not in seen.readers or Reader.AGREED in seen.readers
        assert Reader.PLANNER not in seen.readers or Reader.MUNICIPALITY in seen.readers


def test_what_a_corporation_reads_of_a_person_is_a_short_list() -> None:
    """A longer list wants a decision of people, so it stands here once more."""
    assert [column.title for column in visible_to(Reader.CORPORATION, COLUMNS)] == [
        "Persoon", "Woning", "Verhuurder", "Gemeente", "Wijk", "Start", "Contract", "Huur per maand", "Personen",
        "Slaapkamers nodig", "Toegankelijkheid nodig",
    ]  # fmt: skip
    more = {fact for fact in Fact if VISIBLE[fact].readers & {Reader.CORPORATION, Reader.AGREED} == {Reader.AGREED}}
    assert more == {Fact.RENT_EXCEPTION, Fact.SUPPORT_PROVIDER}


def test_of_its_own_dwellings_a_corporation_reads_every_column() -> None:
    assert visible_to(Reader.CORPORATION, HOME_COLUMNS) == tuple(HOME_COLUMNS.values())
    assert not {Fact.NUISANCE, Fact.STREAM_LABEL} & set(HOME_COLUMNS)


def test_a_provider_reads_nothing_of_what_ties_its_client_to_others() -> None:
    hidden = {Fact.TOGETHER, Fact.CONTACT, Fact.WHY, Fact.WHY_NOT, Fact.FIXED, Fact.NUISANCE, Fact.DECISIONS}
    assert not [fact for fact in hidden if Reader.PROVIDER in VISIBLE[fact].readers]


def test_a_planner_reads_no_more_than_which_round_and_which_policy() -> None:
    assert {fact for fact in Fact if Reader.PLANNER in VISIBLE[fact].readers} == {Fact.ROUND, Fact.POLICY}
    assert {fact for fact in Fact if VISIBLE[fact].readers == {Reader.COORDINATOR, Reader.MUNICIPALITY}} == {
        Fact.OWN_LIMITS
    }
