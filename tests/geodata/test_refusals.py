"""Reasons to decline: those of VERA with the names that VERA gives them, and never a count for safety or support."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geodata.refusals import UNKNOWN, refusals
from optimizer.events import Decliner

VERA = Path(__file__).parents[3] / "shared" / "standards" / "vera-referentiedata.csv"
OWN = {"VEILIGHEID", "BEGELEIDING", "COMPLEX", UNKNOWN}


def test_safety_and_support_never_count_and_only_clients_reasons_do() -> None:
    known = refusals()
    assert not any(known[code].counts for code in OWN)
    assert {each.by for each in known.values() if each.counts} == {Decliner.CLIENT}
    assert {each.by for each in known.values()} == set(Decliner)
    assert known["WOB"].counts


def test_only_what_a_corporatie_reads_in_papers_is_documented() -> None:
    documented = {code for code, each in refusals().items() if each.documented}
    assert documented == {"DOC", "DON", "GEG", "INH"}
    assert {refusals()[code].by for code in documented} == {Decliner.CORPORATIE}


@pytest.mark.skipif(not VERA.is_file(), reason="no copy of the reference data of VERA beside the checkout")
def test_the_codes_of_vera_have_its_names_and_who_says_no() -> None:
    with VERA.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["Soort"] == "AANBIEDINGDETAILSTATUS"]
    names = {row["Code"]: (row["Naam"], row["Parent"]) for row in rows}
    said_by = {Decliner.CLIENT: "AANBIEDINGSTATUS.GEW", Decliner.CORPORATIE: "AANBIEDINGSTATUS.ING"}
    for code, each in refusals().items():
        if code not in OWN:
            assert names[code] == (each.name, said_by[each.by])
        else:
            assert code not in names
