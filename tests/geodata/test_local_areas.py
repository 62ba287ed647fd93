"""Dorpen and local areas: what can't be true of them, who lies in a split, and what weighs on them."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.loads import load_by_area, remarks_on_splits, used_by_limit
from geodata.local_areas import Split, faults_of_local_areas, splits_of, weighed_on
from geodata.region import bundled
from geodata.register import Register
from optimizer.agreements import PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.policy import CareWeights
from tests.geodata.tiny import cap, facility, home, placement, register, round_of
from tests.worlds import START

Row = dict[str, Any]


def area(code: str, *whole: str, level: str = "lokaal gebied") -> Row:
    """An area that holds these wijken and buurten as a whole."""
    return {"code": code, "naam": code, "niveau": level, "gemeente": "GM-A", "omvat": whole}


def part(area_code: str, code: str, share: int) -> Row:
    """So many percent of a wijk or buurt in an area."""
    return {"gebied": area_code, "deel": code, "aandeel": share}


def faults(areas: list[Row], parts: list[Row], **tables: Any) -> list[tuple[tuple[str | int, ...], str]]:
    found = faults_of_local_areas(register(gebieden=areas, gebiedsdelen=parts, **tables))
    return [(fault.path, fault.found) for fault in found]


def test_parts_that_add_up_to_the_whole_are_fine() -> None:
    assert faults([area("oost"), area("west")], [part("oost", "WK-A", 60), part("west", "WK-A", 40)]) == []
    assert faults([area("oost", "WK-A"), area("west", "WK-B")], []) == []


def test_more_than_the_whole_of_a_wijk_in_areas_of_one_level_is_a_fault() -> None:
    assert faults([area("oost"), area("west")], [part("oost", "WK-A", 60), part("west", "WK-A", 41)]) == [
        (("gebiedsdelen", "rij 3", "deel"), "WK-A voor 101% in oost (60%) en west (41%)")
    ]
    assert faults([area("oost", "WK-A"), area("west", "WK-A")], []) == [
        (("gebieden", "rij 3", "omvat"), "WK-A voor 200% in oost (100%) en west (100%)")
    ]


def test_a_part_of_what_the_area_holds_as_a_whole_is_a_fault() -> None:
    assert faults([area("oost", "WK-A")], [part("oost", "WK-A", 10)]) == [
        (("gebiedsdelen", "rij 2", "deel"), "WK-A voor 110% in oost (100%) en oost (10%)")
    ]


def test_areas_of_another_level_may_overlap() -> None:
    assert faults([area("oost", "WK-A"), area("dorp", "WK-A", "BU-A", level="dorp")], []) == []


def test_a_wijk_and_its_buurt_in_different_areas_contradict_each_other() -> None:
    assert faults([area("oost", "WK-A"), area("west", "BU-A")], []) == [
        (("gebieden", "rij 3", "omvat"), "BU-A, een buurt van WK-A, die zelf voor 100% in oost ligt")
    ]
    assert faults([area("oost", "WK-A"), area("west")], [part("west", "BU-A", 5)]) == [
        (("gebiedsdelen", "rij 2", "deel"), "BU-A, een buurt van WK-A, die zelf voor 100% in oost ligt")
    ]


def test_a_part_of_a_wijk_beside_a_part_of_its_buurt_counts_that_buurt_twice() -> None:
    assert faults([area("oost")], [part("oost", "WK-A", 50), part("oost", "BU-A", 50)]) == [
        (("gebiedsdelen", "rij 3", "deel"), "BU-A, een buurt van WK-A, die zelf voor 50% in oost ligt")
    ]


def test_a_wijk_and_its_buurt_whole_in_the_same_area_are_only_said_twice() -> None:
    assert faults([area("oost", "WK-A", "BU-A")], []) == []


SPLIT = [area("oost"), area("west")], [part("oost", "BU-A", 60), part("west", "BU-A", 40)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("oost",), None),
        ((), "geen gebied, bij een woning in BU-A, die gesplitst is over oost (60%) en west (40%)"),
        (("oost", "west"), "oost en west, bij een woning in BU-A, die gesplitst is over oost (60%) en west (40%)"),
    ],
)
def test_a_dwelling_in_a_split_says_in_which_one_area_it_lies(said: tuple[str, ...], found: str | None) -> None:
    homes = [home("elders", "B"), home("w", lokale_gebieden=said)]
    expected = [] if found is None else [(("woningen", "rij 3", "lokale_gebieden"), found)]
    assert faults(*SPLIT, woningen=homes) == expected


def test_where_the_shares_leave_something_over_an_area_of_its_own_is_asked_for() -> None:
    found = register(gebieden=[area("oost")], gebiedsdelen=[part("oost", "WK-A", 60)], woningen=[home("w")])
    (fault,) = faults_of_local_areas(found)
    assert fault.expected == "één van: oost, of een eigen gebied voor de overige 40%"


def test_a_dwelling_lies_in_the_area_it_names_and_in_those_that_hold_its_wijk() -> None:
    areas, parts = SPLIT
    found = register(
        gebieden=[*areas, area("dorp", "WK-A", level="dorp")],
        gebiedsdelen=parts,
        woningen=[home("w", lokale_gebieden=("west",))],
    )
    assert round_of(found).dwellings[0].local_areas == {"west", "dorp"}


def test_a_round_refuses_a_dwelling_that_does_not_say() -> None:
    areas, parts = SPLIT
    with pytest.raises(InvalidInput, match="geen gebied, bij een woning in BU-A, die gesplitst is"):
        round_of(register(gebieden=areas, gebiedsdelen=parts, woningen=[home("w")]))


def used(found: Register) -> dict[str, int]:
    return used_by_limit(found, load_by_area(found, CareWeights(), START))


def test_a_load_in_a_split_counts_in_every_area_that_may_hold_it_unless_it_says_which() -> None:
    areas, parts = SPLIT
    tables = {"gebieden": areas, "gebiedsdelen": parts, "grenswaarden": [cap("oost"), cap("west"), cap("BU-A")]}
    assert used(register(**tables, voorzieningen=[facility("huis", 3, buurt="BU-A")])) == {
        "oost": 3,
        "west": 3,
        "BU-A": 3,
    }
    told = facility("huis", 3, buurt="BU-A", lokale_gebieden=("west",))
    assert used(register(**tables, voorzieningen=[told])) == {"oost": 0, "west": 3, "BU-A": 3}
    earlier = placement("eerder", PlacementStatus.VERHUURD, gebieden=("BU-A",))
    assert used(register(**tables, plaatsingen=[earlier])) == {"oost": 2, "west": 2, "BU-A": 2}


def test_what_counts_more_than_once_is_told() -> None:
    areas, parts = SPLIT
    tables = {
        "gebieden": areas,
        "gebiedsdelen": parts,
        "voorzieningen": [
            facility("huis", 3, buurt="BU-A"),
            facility("inloop", 0, buurt="BU-A"),
            facility("zegt het", 3, buurt="BU-A", lokale_gebieden=("west",)),
        ],
        "plaatsingen": [placement("eerder", PlacementStatus.VERHUURD, gebieden=("BU-A",))],
    }
    assert list(remarks_on_splits(register(**tables), START)) == [
        f"{what}: ligt in BU-A, gesplitst over oost (60%) en west (40%). Telt daar overal helemaal mee."
        for what in ("Voorziening huis", "Plaatsing eerder")
    ]
    assert list(remarks_on_splits(register(), START)) == []


def test_a_split_of_which_one_area_is_named_weighs_on_that_one() -> None:
    splits = {"BU-A": (Split("BU-A", {"oost": 60, "west": 40}),)}
    assert weighed_on(["BU-A", "oost"], {}, splits) == {"BU-A", "oost"}
    assert weighed_on(["BU-A"], {"BU-A": frozenset({"dorp"})}, splits) == {"BU-A", "dorp", "oost", "west"}
    assert weighed_on(["BU-B"], {}, splits) == {"BU-B"}


# The six buurtteams of Assen as seed 002 names them, over the nine CBS wijken; how they divide the tenth, the countryside,
# is made up here: that gives a split.
BUURTTEAMS: dict[str, tuple[str, ...]] = {
    "Centrum & Baggelhuizen": ("WK010600", "WK010605"),
    "Pittelo & Lariks": ("WK010601", "WK010604"),
    "Noorderpark & Peelo": ("WK010602", "WK010606"),
    "Assen-Oost": ("WK010603",),
    "Marsdijk": ("WK010607",),
    "Kloosterveen": ("WK010608",),
}


def assen(**tables: Any) -> Register:
    """The bundled region with the buurtteams, and the countryside divided over two of them."""
    areas = [{**area(name, *wijken), "gemeente": "GM0106"} for name, wijken in BUURTTEAMS.items()]
    parts = [part("Assen-Oost", "WK010699", 70), part("Kloosterveen", "WK010699", 30)]
    own = register(gebieden=areas, gebiedsdelen=parts, **tables).frames()
    return bundled().updated({name: own[name] for name in ("gebieden", "gebiedsdelen", *tables)})


def test_six_buurtteams_divide_nine_wijken_of_assen_and_a_split_tenth() -> None:
    found = assen()
    assert list(faults_of_local_areas(found)) == []
    assert {code: [dict(split.shares) for split in splits] for code, splits in splits_of(found).items()} == {
        "WK010699": [{"Assen-Oost": 70, "Kloosterveen": 30}]
    }


def test_a_dwelling_in_the_countryside_of_assen_must_say_its_buurtteam() -> None:
    place = {"wijk": "WK010699", "buurt": "BU01069900"}
    homes = [home("loon", **place), home("zeijerveld", **place, lokale_gebieden=("Kloosterveen",))]
    (fault,) = faults_of_local_areas(assen(woningen=homes))
    assert fault.path == ("woningen", "rij 2", "lokale_gebieden")
    assert fault.expected == "één van: Assen-Oost, Kloosterveen"
