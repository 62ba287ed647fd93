"""What a code, a point and an address say together."""

from __future__ import annotations

from geodata.locating.locate import How, Placed
from geodata.locating.ways import ANY_WAY, TOGETHER, Settled, Unsettled, Way, of, settle


def code(buurt: str) -> Way:
    return Way(how=How.CODE, column="buurt", shown=f"buurt {buurt}", outcome=Placed.BINNEN, buurten=frozenset({buurt}))


def wijk(*buurten: str) -> Way:
    return Way(how=How.CODE, column="wijk", shown="wijk W", outcome=Placed.BINNEN, buurten=frozenset(buurten))


def point(*buurten: str, outcome: Placed = Placed.BINNEN) -> Way:
    return Way(how=How.COORDINATES, column="lon", shown="een punt", outcome=outcome, buurten=frozenset(buurten))


def address(*buurten: str) -> Way:
    outcome = Placed.BINNEN if buurten else Placed.NIET_IN_TABEL
    shown = "postcode 9401AB met huisnummer 12"
    return Way(how=How.POSTCODE, column="postcode", shown=shown, outcome=outcome, buurten=frozenset(buurten))


def place(*ways: Way) -> tuple[str, How]:
    found = settle(ways)
    assert isinstance(found, Settled)
    return found.buurt, found.way.how


def fault(*ways: Way) -> Unsettled:
    found = settle(ways)
    assert isinstance(found, Unsettled)
    return found


def test_each_way_is_enough_and_what_was_written_goes_before_what_was_looked_up() -> None:
    assert place(code("A")) == ("A", How.CODE)
    assert place(point("A")) == ("A", How.COORDINATES)
    assert place(address("A")) == ("A", How.POSTCODE)
    assert place(address("A"), point("A"), code("A")) == ("A", How.CODE)
    assert place(wijk("A", "B"), point("A")) == ("A", How.COORDINATES)


def test_what_one_way_leaves_open_another_settles() -> None:
    border = point("A", "B", outcome=Placed.OP_DE_GRENS)
    assert place(border, code("B")) == ("B", How.CODE)
    assert place(border, address("B", "C"), wijk("B")) == ("B", How.CODE)
    assert place(address("A", "B"), point("A")) == ("A", How.COORDINATES)


def test_an_address_that_is_not_listed_says_nothing_beside_another_way() -> None:
    assert place(address(), code("A")) == ("A", How.CODE)
    assert fault(address()).found == "postcode 9401AB met huisnummer 12, niet in de tabel van het CBS"


def test_ways_that_contradict_each_other_are_all_named() -> None:
    found = fault(code("A"), address("B"))
    assert (found.column, found.expected) == ("buurt", TOGETHER)
    assert found.found == "buurt A, en postcode 9401AB met huisnummer 12 in buurt B"
    assert fault(wijk("A"), point("B")).found == "wijk W, en een punt in buurt B"
    assert fault(code("A"), point(outcome=Placed.BUITEN_DE_REGIO)).found == (
        "een punt buiten de buurten die bekend zijn, en buurt A"
    )


def test_a_border_is_reported_with_the_buurten_beside_it() -> None:
    found = fault(point("B", "A", outcome=Placed.OP_DE_GRENS))
    assert (found.column, found.between, found.outcome) == ("lon", ("A", "B"), Placed.OP_DE_GRENS)
    assert found.found == "een punt op de grens van buurt A of B"
    assert fault(address("A", "B")).found == "postcode 9401AB met huisnummer 12 in buurt A of B"


def test_a_point_on_the_outer_edge_alone_is_not_certain() -> None:
    edge = point("A", outcome=Placed.OP_DE_GRENS)
    assert fault(edge).between == ("A",)
    assert place(edge, code("A")) == ("A", How.CODE)


def test_water_and_what_lies_outside_is_said() -> None:
    assert fault(point(outcome=Placed.IN_WATER)).found == "een punt in het water"
    assert fault(point(outcome=Placed.BUITEN_DE_REGIO)).expected == "een punt in de regio"


def test_nothing_or_only_a_wijk_is_not_enough() -> None:
    assert (fault().found, fault().expected) == ("niets", ANY_WAY)
    assert fault(wijk("A")).column == "buurt"


def test_a_choice_of_codes() -> None:
    assert (of({"A"}), of({"B", "A"}), of({"C", "B", "A"})) == ("A", "A of B", "A, B of C")
