"""From what suppliers hand in to tables with a wijk and buurt in every row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import Transformer
from shapely import box

from geodata.columns import frame_of, values_in
from geodata.locating.geography import NOWHERE, Geography
from geodata.locating.locate import How
from geodata.locating.tables import FORGOTTEN, Placing, located
from geodata.reading import Reading
from geodata.sound import sound_rows
from geodata.tables import TABLES
from geodata.workbooks import read_files
from optimizer.errors import InvalidInput
from tests.geodata.made_places import (
    CORNERS,
    NORTH_EAST,
    NORTH_WEST,
    SOUTH_EAST,
    SOUTH_WEST,
    csv,
    middle,
    region_rows,
    write_boundaries,
    write_postcodes,
)

KNOWN = {name: frame_of(TABLES[name], rows) for name, rows in region_rows().items()}
HOME = {
    "code": "w1", "huur": "600,00", "kamers": 2, "slaapkamers": 1, "max_personen": 2, "vrij_vanaf": "2026-10-01",
    "contractvormen": "huurcontract",
}  # fmt: skip
HOUSE = {"code": "v1", "naam": "Huis", "belasting": 2, "geheim_adres": "nee", "algemeen_aanbod": "nee", "bron": "toets"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Geography:
    """Boundaries and addresses: 9401AA 1 is in the south-west, 2 on both sides of a border, 3 outside the region."""
    folder = tmp_path_factory.mktemp("town")
    addresses = [
        ("9401AA", 1, SOUTH_WEST),
        ("9401AA", 2, SOUTH_WEST),
        ("9401AA", 2, NORTH_WEST),
        ("9401AA", 3, "BU00020000"),
    ]
    return Geography(
        boundaries=(write_boundaries(folder / "grenzen.gpkg"),),
        postcodes=write_postcodes(folder / "pc6hnr20230801_gwb.csv", addresses),
    )


def located_in(geography: Geography, table: str, *rows: dict[str, Any], **more: Any) -> tuple[Reading, Placing]:
    """These rows of a table, read from a CSV file and located; `more` for tables beside it."""
    files = [
        (f"{table}.csv", csv(rows).encode()),
        *((f"{name}.csv", csv(rows).encode()) for name, rows in more.items()),
    ]
    return located(read_files(files, KNOWN), KNOWN, geography)


def home(geography: Geography, **cells: Any) -> tuple[dict[str, Any], list[str]]:
    """One dwelling with these cells: its row once located, and the texts of the faults."""
    reading, _ = located_in(geography, "woningen", {**HOME, **cells})
    frame = reading.frames["woningen"]
    return {str(name): values_in(frame, str(name))[0] for name in frame}, [str(fault) for fault in reading.faults]


def degrees(x: float, y: float) -> dict[str, str]:
    """A point in RD as the cells of a Dutch spreadsheet."""
    lon, lat = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True).transform(x, y)
    return {"lon": f"{lon:.7f}".replace(".", ","), "lat": f"{lat:.7f}".replace(".", ",")}


def test_a_postcode_and_number_give_wijk_and_buurt_and_are_forgotten(town: Geography) -> None:
    row, faults = home(town, postcode="9401 aa", huisnummer="1", huisletter="B", toevoeging="hs")
    assert faults == []
    assert (row["buurt"], row["wijk"]) == (SOUTH_WEST, "WK000100")
    assert [row[column] for column in FORGOTTEN["woningen"]] == [None] * 6


def test_a_point_in_rd_or_in_degrees_gives_wijk_and_buurt(town: Geography) -> None:
    x, y = middle(SOUTH_EAST)
    row, faults = home(town, punt_x=x, punt_y=y)
    assert (row["buurt"], row["wijk"], row["punt_x"], faults) == (SOUTH_EAST, "WK000101", x, [])
    row, faults = home(town, **degrees(x, y))
    assert (row["buurt"], row["lon"], faults) == (SOUTH_EAST, None, [])
    assert abs(row["punt_x"] - x) + abs(row["punt_y"] - y) <= 2


def test_a_buurt_alone_is_enough_also_without_any_geography() -> None:
    row, faults = home(NOWHERE, buurt=NORTH_EAST)
    assert (row["wijk"], faults) == ("WK000101", [])


def test_what_was_located_how_is_counted(town: Geography) -> None:
    x, y = middle(NORTH_WEST)
    rows = [
        {**HOME, "code": "a", "postcode": "9401AA", "huisnummer": 1},
        {**HOME, "code": "b", "postcode": "9401AA", "huisnummer": "1a"},
        {**HOME, "code": "c", "punt_x": x, "punt_y": y},
        {**HOME, "code": "d", "buurt": NORTH_WEST, "punt_x": x, "punt_y": y},
    ]
    _, placing = located_in(town, "woningen", *rows)
    assert placing.counts == {
        ("woningen", How.POSTCODE): 2,
        ("woningen", How.COORDINATES): 1,
        ("woningen", How.CODE): 1,
    }
    assert placing.remarks == ("grenzen.gpkg: 1 rij is water en geen gebied: BU00010197.",)


TOGETHER = "een buurt, postcode en punt die bij elkaar horen"
ANY_WAY = "wijk en buurt, of postcode en huisnummer, of een punt"
LISTED = "een postcode en huisnummer die in de tabel van het CBS staan"
ONE = "een plek in één buurt, of ook een buurt erbij"
DEGREES = "een lengtegraad van 3 tot 8 en een breedtegraad van 50 tot 54"


def address(number: object, postcode: str = "9401AA") -> dict[str, Any]:
    return {"postcode": postcode, "huisnummer": number}


def point(x: object, y: object) -> dict[str, Any]:
    return {"punt_x": x, "punt_y": y}


@pytest.mark.parametrize(
    ("cells", "column", "found", "expected"),
    [
        (address(9), "postcode", "postcode 9401AA met huisnummer 9, niet in de tabel van het CBS", LISTED),
        (address(2), "postcode", f"postcode 9401AA met huisnummer 2 in buurt {SOUTH_WEST} of {NORTH_WEST}", ONE),
        (address(3), "postcode", "postcode 9401AA met huisnummer 3 in buurt BU00020000, die niet in de tabel buurten staat", "een plek in de regio"),
        (address(""), "huisnummer", "niets", "een huisnummer, samen met de postcode"),
        (address(1, ""), "postcode", "niets", "een postcode, samen met het huisnummer"),
        (address(1, "Assen"), "postcode", "'Assen'", "een postcode, zoals 9401 AB"),
        (address("x"), "huisnummer", "'x'", "een huisnummer, zoals 12 of 12a"),
        (point(231_000, 550_500), "punt_x", f"een punt op de grens van buurt {SOUTH_WEST} of {SOUTH_EAST}", ONE),
        (point(200_000, 550_500), "punt_x", "een punt buiten de buurten die bekend zijn", "een punt in de regio"),
        (point(232_500, 550_500), "punt_x", "een punt in het water", "een punt op het land"),
        (point("", 550_500), "punt_x", "niets", "een waarde, samen met punt_y"),
        ({"lon": "6,5634", "lat": ""}, "lat", "niets", "een waarde, samen met lon"),
        ({"lon": "52,9928", "lat": "6,5634"}, "lon", "lengte- en breedtegraad verwisseld", "eerst x en dan y, of eerst lengtegraad (lon) en dan breedtegraad (lat)"),
        ({"lon": 230_500, "lat": 550_500}, "lon", "een punt in RD", f"{DEGREES}; RD hoort in punt_x en punt_y"),
        ({"lon": 1, "lat": 1}, "lon", "geen punt in Nederland", DEGREES),
        ({"buurt": SOUTH_EAST, **address(1)}, "buurt", f"buurt {SOUTH_EAST}, en postcode 9401AA met huisnummer 1 in buurt {SOUTH_WEST}", TOGETHER),
        ({"wijk": "WK000101", **point(230_500, 550_500)}, "wijk", f"wijk WK000101, en een punt in buurt {SOUTH_WEST}", TOGETHER),
        ({"wijk": "WK000100", "buurt": ""}, "buurt", "niets", ANY_WAY),
    ],
)  # fmt: skip
def test_what_can_not_be_located_is_a_fault_in_the_users_own_cell(
    town: Geography, cells: dict[str, Any], column: str, found: str, expected: str
) -> None:
    row, faults = home(town, **cells)
    assert faults == [f"woningen.rij 2.{column}: gevonden {found}; verwacht {expected}"]
    assert row["postcode"] is None


def test_swapped_rd_is_called_so_where_it_is_read(town: Geography) -> None:
    _, faults = home(town, punt_x=550_500, punt_y=230_500)
    assert len(faults) == 2
    assert all(fault.endswith("x en y lijken verwisseld") for fault in faults)


def test_headings_of_suppliers_are_known_and_faults_use_them(town: Geography) -> None:
    cells = {"Postcode": "9401 AA", "Huisnr": "1", "Huisletter": "", "Huisnummertoevoeging": "", "Breedtegraad": ""}
    row, faults = home(town, **cells)
    assert (row["buurt"], faults) == (SOUTH_WEST, [])
    _, faults = home(town, **{**cells, "Huisnr": "7"})
    assert faults[0].startswith("woningen.rij 2.Postcode: gevonden postcode 9401AA met huisnummer 7")


def test_what_one_way_leaves_open_another_settles(town: Geography) -> None:
    row, faults = home(town, postcode="9401AA", huisnummer="2", buurt=NORTH_WEST)
    assert (row["buurt"], faults) == (NORTH_WEST, [])
    row, faults = home(town, punt_x=231_000, punt_y=550_500, wijk="WK000101")
    assert (row["buurt"], faults) == (SOUTH_EAST, [])


def test_an_address_that_can_not_be_used_beside_a_buurt_is_told_and_no_fault(town: Geography) -> None:
    rows = [
        {**HOME, "code": "a", "buurt": NORTH_WEST, "postcode": "9401AA", "huisnummer": 99},
        {**HOME, "code": "b", "buurt": NORTH_WEST, "postcode": "Assen", "huisnummer": 1},
        {**HOME, "code": "c", "buurt": NORTH_WEST, "postcode": "9401AA"},
    ]
    reading, placing = located_in(town, "woningen", *rows)
    assert reading.faults == ()
    assert placing.remarks == ("Adressen bij woningen: 3 niet gevonden; daar telt alleen de rest van de rij.",)


def test_without_a_file_to_look_in_that_is_the_fault() -> None:
    _, faults = home(NOWHERE, postcode="9401AA", huisnummer="1")
    assert len(faults) == 1
    assert faults[0].startswith("woningen.rij 2.postcode: gevonden een postcode, zonder tabel om de buurt in te vinden")
    assert "pc6hnr" in faults[0]
    _, faults = home(NOWHERE, punt_x=230_500, punt_y=550_500)
    assert faults[0].startswith("woningen.rij 2.punt_x: gevonden een punt, zonder grenzen om de buurt in te vinden")
    reading, placing = located_in(
        NOWHERE, "woningen", {**HOME, "buurt": NORTH_WEST, "postcode": "9401AA", "huisnummer": 1}
    )
    assert reading.faults == ()
    assert placing.remarks[0].startswith("Adressen bij woningen: niet nagekeken")


def test_a_sheet_without_any_column_to_locate_by_has_one_fault() -> None:
    reading, _ = located_in(NOWHERE, "woningen", HOME, {**HOME, "code": "w2"})
    (fault,) = reading.faults
    assert fault.path == ("woningen", "rij 1", "buurt")
    assert len(sound_rows(reading).left_out) == 2


def test_a_row_that_is_not_located_is_left_out_and_no_other(town: Geography) -> None:
    rows = [
        {**HOME, "postcode": "9401AA", "huisnummer": 9},
        {**HOME, "code": "w2", "postcode": "9401AA", "huisnummer": 1},
    ]
    reading, _ = located_in(town, "woningen", *rows)
    sound = sound_rows(reading)
    assert (sound.blocking, [row.row for row in sound.left_out]) == ((), ["rij 2"])
    assert sound.frames["woningen"]["buurt"].tolist() == [SOUTH_WEST]


def test_a_cell_that_can_not_be_read_is_one_fault(town: Geography) -> None:
    _, faults = home(town, lon="zes", lat="52,9928")
    assert faults == ["woningen.rij 2.lon: gevonden 'zes'; verwacht een getal"]


def test_a_facility_keeps_only_codes_and_may_have_no_place(town: Geography) -> None:
    x, y = middle(NORTH_EAST)
    rows = [
        {**HOUSE, "code": "a", "punt_x": x, "punt_y": y},
        {**HOUSE, "code": "b", "postcode": "9401AA", "huisnummer": 1, "geheim_adres": "ja"},
        {**HOUSE, "code": "c", "wijk": "WK000100"},
        {**HOUSE, "code": "d"},
    ]
    reading, _ = located_in(town, "voorzieningen", *rows)
    assert reading.faults == ()
    frame = reading.frames["voorzieningen"]
    assert values_in(frame, "buurt") == [NORTH_EAST, SOUTH_WEST, None, None]
    assert values_in(frame, "wijk") == ["WK000101", "WK000100", "WK000100", None]
    assert frame[list(FORGOTTEN["voorzieningen"])].isna().all(axis=None)


@pytest.mark.parametrize("cells", [{"postcode": "9401AA", "huisnummer": 77}, {"postcode": "geheim", "huisnummer": 77}])
def test_no_fault_repeats_a_secret_address(town: Geography, cells: dict[str, Any]) -> None:
    reading, placing = located_in(town, "voorzieningen", {**HOUSE, "geheim_adres": "ja", **cells})
    (fault,) = reading.faults
    assert "een geheim adres" in fault.found
    assert all(text not in f"{fault} {placing}" for text in ("9401AA", "77", "'geheim'"))


def test_an_anchor_with_a_postcode_gets_the_middle_of_its_buurt(town: Geography) -> None:
    anchor: dict[str, Any] = {"uitstromer": "ans", "soort": "behandeling"}
    rows = [
        {**anchor, "postcode": "9401AA", "huisnummer": 1},
        {**anchor, "punt_x": 200_000, "punt_y": 500_000},
        {**anchor, "postcode": "9401AA", "huisnummer": 2},
        {**anchor, "postcode": "9401AA", "huisnummer": 3},
        anchor,
    ]
    reading, placing = located_in(town, "ankers", *rows)
    frame = reading.frames["ankers"]
    x, y = values_in(frame, "punt_x"), values_in(frame, "punt_y")
    assert (x[0] % 100, y[0] % 100) == (0, 0)
    assert box(*CORNERS[SOUTH_WEST], 231_000, 551_000).contains(gpd.points_from_xy([x[0]], [y[0]])[0])
    assert (x[1:], y[1:]) == ([200_000, None, None, None], [500_000, None, None, None])
    assert frame["postcode"].isna().all()
    assert [fault.path[1] for fault in reading.faults if fault.path[2] != "uitstromer"] == ["rij 4", "rij 5", "rij 6"]
    assert placing.counts == {("ankers", How.POSTCODE): 1}
    assert "in het midden van de buurt" in placing.remarks[-1]


def test_an_anchor_whose_point_and_postcode_contradict_each_other_is_a_fault(town: Geography) -> None:
    x, y = middle(NORTH_EAST)
    anchor = {"uitstromer": "ans", "soort": "werk", "postcode": "9401AA", "huisnummer": 1, "punt_x": x, "punt_y": y}
    reading, _ = located_in(town, "ankers", anchor)
    found = [fault.found for fault in reading.faults if fault.path[2] == "punt_x"]
    assert found == [f"een punt in buurt {NORTH_EAST}, en postcode 9401AA met huisnummer 1 in buurt {SOUTH_WEST}"]


def with_local_areas(town: Geography, folder: Path, codes: tuple[str, str]) -> Geography:
    """The town with two local areas: the south up to 550,500 and the rest."""
    shapes = [box(230_000, 550_000, 232_000, 550_500), box(230_000, 550_500, 232_000, 552_000)]
    path = folder / "lokale_gebieden.geojson"
    gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs="EPSG:28992").to_crs(4326).to_file(path)
    return Geography(boundaries=town.boundaries, postcodes=town.postcodes, local=path)


AREAS = [
    {"code": code, "naam": code, "niveau": "lokaal gebied", "gemeente": "GM0001", "bron": "toets"}
    for code in ("zuid", "noord")
]


def test_a_point_in_the_shape_of_a_local_area_puts_the_dwelling_in_it(town: Geography, tmp_path: Path) -> None:
    geography = with_local_areas(town, tmp_path, ("zuid", "noord"))
    rows = [
        {**HOME, "code": "a", "punt_x": 230_300, "punt_y": 550_300},
        {**HOME, "code": "b", "punt_x": 230_300, "punt_y": 550_700, "lokale_gebieden": "noord"},
        {**HOME, "code": "c", "punt_x": 230_300, "punt_y": 550_500},
        {**HOME, "code": "d", "buurt": SOUTH_WEST},
        {**HOME, "code": "e", "punt_x": 230_300, "punt_y": 550_300, "lokale_gebieden": "noord"},
    ]
    reading, _ = located_in(geography, "woningen", *rows, gebieden=AREAS)
    assert values_in(reading.frames["woningen"], "lokale_gebieden")[:4] == [("zuid",), ("noord",), (), ()]
    (fault,) = reading.faults
    assert fault.path == ("woningen", "rij 6", "lokale_gebieden")
    assert fault.found == "'noord', en een punt dat daar niet in ligt"


def test_a_shape_of_an_area_that_nobody_knows_is_a_fault(town: Geography, tmp_path: Path) -> None:
    geography = with_local_areas(town, tmp_path, ("zuid", "nord"))
    with pytest.raises(InvalidInput, match="'nord'"):
        located_in(geography, "woningen", {**HOME, "buurt": SOUTH_WEST}, gebieden=AREAS)


def test_what_is_forgotten_fills_no_field_of_a_round() -> None:
    filling = [
        column.name
        for table, gone in FORGOTTEN.items()
        for column in TABLES[table].columns
        if column.name in gone and column.fills
    ]
    assert filling == []
    addresses = {"postcode", "huisnummer", "huisletter", "toevoeging", "lon", "lat"}
    assert all(addresses & set(TABLES[table].names) <= set(gone) for table, gone in FORGOTTEN.items())
    assert all(not addresses & set(table.names) for name, table in TABLES.items() if name not in FORGOTTEN)


def test_the_columns_and_other_tables_stay_as_they_were(town: Geography) -> None:
    files = [("woningen.csv", csv([{**HOME, "postcode": "9401AA", "huisnummer": 1}]).encode())]
    before = read_files(files, KNOWN)
    after, _ = located(before, KNOWN, town)
    pd.testing.assert_index_equal(after.frames["woningen"].columns, before.frames["woningen"].columns)
    pd.testing.assert_series_equal(after.frames["woningen"].dtypes, before.frames["woningen"].dtypes)
    changed = {"wijk", "buurt", *FORGOTTEN["woningen"]}
    same = [column for column in before.frames["woningen"] if column not in changed]
    pd.testing.assert_frame_equal(after.frames["woningen"][same], before.frames["woningen"][same])
