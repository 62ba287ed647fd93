"""One file, several files, and the areas of interest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.columns import rows_of
from geodata.indicators.read import Indicators, merged, read_indicators
from geodata.tables import TABLES
from optimizer.errors import Fault, InvalidInput
from tests.geodata.figures import CENTRUM, LARIKS, MARSDIJK, book, faults, figure, text
from tests.geodata.sheets import Rows, xlsx

QUICK = settings(
    max_examples=100, deadline=2_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
ONE = "gebied;indicator;waarde;jaar;bron\n"


def long(path: Path, *rows: str) -> Indicators:
    return read_indicators(text(path, ONE + "\n".join(rows)))


def test_the_frame_has_exactly_the_columns_of_the_register(shared_geo: Path) -> None:
    table = TABLES["indicatoren"]
    for name in ("drenthe_kwb2024_subset.csv", "drenthe_buurten_lbm2024.csv"):
        found = read_indicators(shared_geo / name, year=2024)
        assert {column: str(dtype) for column, dtype in found.frame.dtypes.items()} == {
            column.name: column.dtype for column in table.columns
        }
        assert list(found.facts) == ["code", "inwoners", "woningen", "jaar", "bron"]
        assert not found.frame.duplicated(list(table.key)).any()


def test_other_areas_are_left_out_and_a_missing_one_is_said(tmp_path: Path) -> None:
    path = text(
        tmp_path / "kwb-2024.csv", "WijkenEnBuurten;AantalInwoners_5;Koopwoningen_47\nWK010600;1;40\nWK168000;1;5\n"
    )
    found = read_indicators(path, known=[CENTRUM, MARSDIJK, "BU01060000"])
    assert figure(found, CENTRUM, "pct_koop") == (40, "bekend", 2024)
    assert figure(found, MARSDIJK, "pct_koop") == (None, "ontbreekt", 2024)
    assert set(found.frame["gebied"]) == {CENTRUM, MARSDIJK}  # the file has no buurten at all
    assert set(found.facts["code"]) == {CENTRUM}
    assert found.remarks[-2:] == (
        "kwb-2024.csv: niet overgenomen: 1 gebied buiten de regio.",
        f"kwb-2024.csv: niet in het bestand, en gelezen als 'ontbreekt': {MARSDIJK}.",
    )


def test_a_topic_not_yet_published_is_told_by_the_whole_file_not_by_the_areas_of_interest(tmp_path: Path) -> None:
    path = text(
        tmp_path / "kwb-2024.csv", "WijkenEnBuurten;AantalInwoners_5;Koopwoningen_47\nWK010600;1;.\nWK168000;1;5\n"
    )
    assert figure(read_indicators(path, known=[CENTRUM]), CENTRUM, "pct_koop")[1] == "geheim"


def test_the_same_figure_of_two_sources_is_there_once(tmp_path: Path) -> None:
    first = long(tmp_path / "a.csv", f"{CENTRUM};bijstand;5;2023;gemeente")
    second = long(tmp_path / "b.csv", f"{CENTRUM};bijstand;5,0;2023;CBS", f"{CENTRUM};bijstand;6;2024;CBS")
    found = merged([first, second])
    assert [(row["waarde"], row["jaar"], row["bron"]) for row in rows_of(found.frame)] == [
        (5, 2023, "gemeente"),
        (6, 2024, "CBS"),
    ]
    assert len(found.remarks) == 2


def test_a_contradiction_names_both_sources(tmp_path: Path) -> None:
    first = long(tmp_path / "a.csv", f"{CENTRUM};bijstand;5;2023;gemeente")
    second = long(tmp_path / "b.csv", f"{CENTRUM};bijstand;5,5;2023;CBS")
    with pytest.raises(InvalidInput) as caught:
        merged([first, second])
    assert [str(fault) for fault in caught.value.faults] == [
        (
            f"{CENTRUM}.bijstand.2023: gevonden 5 (gemeente) en 5,5 (CBS); "
            "verwacht hetzelfde cijfer in elke bron: laat er één weg"
        )
    ]


def test_a_figure_goes_before_none_and_a_reason_before_absence(tmp_path: Path) -> None:
    empty = long(tmp_path / "a.csv", f"{CENTRUM};bijstand;-;2023;a", f"{LARIKS};bijstand;-;2023;a")
    other = long(tmp_path / "b.csv", f"{CENTRUM};bijstand;5;2023;b", f"{LARIKS};bijstand;x;2023;b")
    for parts in ([empty, other], [other, empty]):
        found = merged(parts)
        assert figure(found, CENTRUM, "bijstand") == (5, "bekend", 2023)
        assert figure(found, LARIKS, "bijstand") == (None, "geheim", 2023)


def test_facts_of_two_files_fill_each_other_and_may_not_contradict(tmp_path: Path) -> None:
    people = read_indicators(text(tmp_path / "a.csv", "gebied;inwoners\nWK010600;7165\n"), year=2024, source="a")
    homes = read_indicators(text(tmp_path / "b.csv", "gebied;woningen\nWK010600;4361\n"), year=2024, source="b")
    other = read_indicators(text(tmp_path / "c.csv", "gebied;inwoners\nWK010600;7170\n"), year=2024, source="c")
    (row,) = rows_of(merged([people, homes]).facts)
    assert (row["inwoners"], row["woningen"], row["bron"]) == (7165, 4361, "a; b")
    with pytest.raises(InvalidInput, match=r"7165 \(a\) en 7170 \(c\)"):
        merged([people, other])


def test_nothing_together_is_nothing() -> None:
    assert merged([]).frame.empty


def test_two_sheets_that_contradict_are_a_fault(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {name: [["gebied", "bijstand"], [CENTRUM, value]] for name, value in (("a", 5), ("b", 6))}
    (tmp_path / "g.xlsx").write_bytes(xlsx(sheets))
    (fault,) = faults(tmp_path / "g.xlsx", year=2024, source="gemeente")
    assert "gevonden 5 (gemeente) en 6 (gemeente)" in fault


def test_a_sheet_without_areas_is_named(tmp_path: Path) -> None:
    (tmp_path / "g.xlsx").write_bytes(
        xlsx({"uitleg": [["Hallo", "daar"]], "b": [["gebied", "bijstand"], [CENTRUM, 6]]})
    )
    found = read_indicators(tmp_path / "g.xlsx", year=2024, source="gemeente")
    assert found.remarks[-1] == "g.xlsx: niet gelezen: blad uitleg, zonder kolom met gebieden."


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.pdf", b"%PDF", "een bestand van de soort '.pdf'"), ("a.csv", b"", "geen tabel met gebieden"),
        ("a.json", b"{}", "tekst die geen tabel is"), ("a.json", b'{"value": [1]}', "tekst die geen tabel is"),
        ("a.gpkg", b"niets", "een kaart die niet te lezen is"), ("a.geojson", b"{}", "een kaart die niet te lezen is"),
        ("a.xlsx", b"niets", "een bestand dat niet te lezen is"), ("a.csv", b"naam;cijfer\nA;1\n", "geen tabel met gebieden"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_figures_is_one_fault(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(content)
    (fault,) = faults(tmp_path / name)
    assert f"gevonden {what}" in fault


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert "gevonden geen bestand" in faults(tmp_path / "weg.csv")[0]


def test_a_table_without_a_single_area_is_a_fault(tmp_path: Path) -> None:
    assert faults(book(tmp_path / "kwb-2024.xlsx", [["gwb_code_10", "a_inw", "p_koopw"]])) == [
        "kwb-2024.xlsx: gevonden geen enkel gebied met een cijfer; verwacht minstens één"
    ]


@QUICK
@given(content=st.binary(max_size=300), kind=st.sampled_from(["csv", "xlsx", "ods", "json", "geojson", "gpkg"]))
def test_any_bytes_give_faults_or_figures(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / f"kwb-2024.{kind}").write_bytes(content)
    check(tmp_path / f"kwb-2024.{kind}")


@QUICK
@given(
    heading=st.sampled_from([
        "gwb_code_10;a_inw;p_koopw", "WijkenEnBuurten;AantalInwoners_5;Koopwoningen_47", "bu_code;jaar;afw;won",
        "gebied;bijstand;jaar", "gebied;indicator;waarde;jaar",
    ]),
    rows=st.text(alphabet='WKBUGM0126;,."\n-x%<éj ', max_size=120),
)  # fmt: skip
def test_any_cells_give_faults_or_figures(tmp_path: Path, heading: str, rows: str) -> None:
    check(text(tmp_path / "kwb-2024.csv", f"{heading}\nWK010600;1;2\n{rows}"))


CELLS = st.one_of(
    st.text(max_size=6), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates()
)


@settings(parent=QUICK, max_examples=40)
@given(data=st.data(), heading=st.sampled_from([["gwb_code_10", "a_inw", "p_koopw"], ["gebied", "bijstand", "jaar"]]))
def test_any_typed_cells_give_faults_or_figures(tmp_path: Path, data: st.DataObject, heading: list[str]) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=3))
    check(book(tmp_path / "kwb-2024.xlsx", [heading, ["WK010600", 1, 2024], *rows]))


def check(path: Path) -> None:
    faults_found: tuple[Fault, ...] = ()
    try:
        found = read_indicators(path, year=2024, source="bron")
    except InvalidInput as error:
        faults_found = error.faults
    if faults_found:
        assert all(str(fault) for fault in faults_found)
    else:
        known = found.frame["status"] == "bekend"
        assert (known == found.frame["waarde"].notna()).all()
        assert found.frame[["gebied", "indicator", "status", "bron", "jaar"]].notna().all(axis=None)
