"""What only shows in the round is told at the place that the user knows: file, row and heading."""

from __future__ import annotations

from typing import Any

from geodata.own_region import bundled_region
from geodata.reading import Reading
from geodata.register import Register
from geodata.sound import sound_rows
from geodata.tracing import Traces, traced
from geodata.workbooks import read_files
from optimizer.errors import Fault
from tests.geodata.sheets import xlsx
from tests.geodata.tiny import register

HEADING = ["Pseudoniem", "Zorgaanbieder", "Grondslag", "Doelgroep", "Leeftijd van", "Leeftijd t/m"]
KNOWN = register().frames()


def reading_of(*rows: list[Any]) -> Reading:
    return read_files([("lijst.xlsx", xlsx({"Aanmeldingen": [["Titel"], [], HEADING, *rows]}))], KNOWN)


def traces(reading: Reading, kept: dict[str, tuple[int, ...]]) -> Traces:
    frames = {name: frame.iloc[list(kept[name])] for name, frame in reading.frames.items()}
    whole: Register = register().updated(frames)
    return Traces(register=whole, reading=reading, kept=kept, rules=bundled_region().rules, region="de regio")


def test_a_row_is_told_as_the_user_counts_it_and_by_its_own_heading() -> None:
    found = reading_of(
        ["a", "zorg", "x", "BW", 40, 30], ["b", "zorg", "x", "BW", 20, 30], ["c", "zorg", "x", "BW", 9, 1]
    )
    fault = Fault(("people", 1, "ages"), "9 tot en met 1", "een leeftijd van laag tot hoog")
    (told,) = traced([fault, fault], traces(found, {"uitstromers": (0, 2)}))
    assert told.path == ("uitstromers", "rij 6", "Leeftijd van")
    other = Fault(("uitstromers", "rij 3", "uiterlijk_op"), "niets", "een waarde")
    assert traced([other], traces(found, {"uitstromers": (0, 2)}))[0].path == ("uitstromers", "rij 6", "uiterlijk_op")


def test_such_a_fault_leaves_out_its_row() -> None:
    found = reading_of(["a", "zorg", "x", "BW", 40, 30])
    (told,) = traced([Fault(("people", 0, "ages"), "x", "y")], traces(found, {"uitstromers": (0,)}))
    grown = Reading(
        frames=found.frames, faults=(told,), mapping=found.mapping, origins=found.origins, sources=found.sources
    )
    sound = sound_rows(grown)
    assert (len(sound.left_out), sound.blocking, sound.kept["uitstromers"]) == (1, (), ())


def test_rows_of_the_region_are_told_per_table() -> None:
    faults = [Fault(("buurten", f"rij {number}", "wijk"), "'WK-Z'", "een code uit wijken") for number in (2, 3)]
    (told,) = traced(faults, traces(reading_of(), {"uitstromers": ()}))
    assert str(told) == (
        "buurten: gevonden 2 rijen van de regio die niet passen, zoals rij 2, wijk: 'WK-Z' (verwacht een code uit wijken); "
        "verwacht een eigen tabel buurten, of een eigen regio met --regio"
    )


def test_a_fault_of_the_rules_is_told_in_their_file() -> None:
    policy = Fault(("policy", "goals"), "een doel dat twee keer voorkomt", "elk doel hooguit één keer")
    year = Fault(("policy", "amounts"), "geen bedragen voor 2031", "de huur- en inkomensgrenzen van 2031")
    name = Fault(("id",), "niets", "een naam voor de ronde")
    found = traced([policy, year, name], traces(reading_of(), {"uitstromers": ()}))
    file = bundled_region().rules.file
    assert [fault.path for fault in found] == [(file, "beleid", "goals"), (file, "periode"), ("id",)]
    assert found[1].expected.endswith("of eigen bedragen onder [[jaren]]")
