"""`zachte-landing grenzen`: fetch from a server that answers as PDOK does, look, and compare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from api.cli import DONE, UNREACHED, WRONG_INPUT, main
from api.kept_answers import VARIABLE, own_folder
from geodata.boundaries.read import Level, read_boundaries
from tests.api.pdok_server import FakePdok, Reply, country, fake_pdok, html

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePdok]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "bewaard"))
    with fake_pdok() as running:
        yield running


def fetch(server: FakePdok, out: Path, gemeenten: str, *more: str, year: int = 2024) -> int:
    where = ["--gemeenten", gemeenten, "--out", str(out), "--dienst", server.address]
    return main(["grenzen", "ophalen", "--jaar", str(year), *where, *more])


def test_all_levels_of_gemeenten_by_code_or_name_come_in_one_file(
    server: FakePdok, tmp_path: Path, capsys: Spoken
) -> None:
    out = tmp_path / "regio.gpkg"
    assert fetch(server, out, "gm0001, Heerendam") == DONE
    for level, layer in ((Level.GEMEENTE, "gemeenten"), (Level.WIJK, "wijken"), (Level.BUURT, "buurten")):
        found = read_boundaries(out, level)
        frame = country()[layer]
        here = frame[frame["gemeentecode"].isin(["GM0001", "GM0002"]) & (frame["water"] == "NEE")]
        assert list(found.areas["code"]) == list(here.iloc[:, 0])
        assert (found.year, len(found.water)) == (2024, 2)
    assert set(gpd.read_file(out, layer="wijken")["aantal_inwoners"]) == {100, -99997}
    said = capsys.readouterr()
    assert "gemeenten (2024): 2, in 2 gemeenten, samen" in said.out
    assert f"Geschreven: {out}. Bron: CBS en Kadaster, via PDOK." in said.out
    assert [path.name for path in tmp_path.iterdir() if path.name != "bewaard"] == ["regio.gpkg"]


@pytest.mark.parametrize("year", [2024, 2022])
def test_one_level_of_the_whole_country(year: int, server: FakePdok, tmp_path: Path) -> None:
    out = tmp_path / "land.gpkg"
    assert fetch(server, out, "alle", "--niveau", "buurt", year=year) == DONE
    assert len(read_boundaries(out, Level.BUURT).areas) == 20
    assert list(gpd.list_layers(out)["name"]) == ["buurten"]


def test_what_was_kept_is_not_asked_again_and_that_is_told(server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    first, second = tmp_path / "een.gpkg", tmp_path / "twee.gpkg"
    assert fetch(server, first, "GM0001", "--niveau", "wijk") == DONE
    assert "bewaard in" not in capsys.readouterr().err
    server.asked.clear()
    assert fetch(server, second, "GM0001", "--niveau", "wijk") == DONE
    assert not any("items" in asked for asked in server.asked)
    assert f"al opgehaald en bewaard in {tmp_path / 'bewaard'}; met --opnieuw haalt u het opnieuw op." in (
        capsys.readouterr().err
    )
    assert read_boundaries(first, Level.WIJK).areas.equals(read_boundaries(second, Level.WIJK).areas)
    assert fetch(server, second, "GM0001", "--niveau", "wijk", "--opnieuw") == DONE
    assert any("items" in asked for asked in server.asked)


def test_a_service_that_can_not_choose_a_gemeente_is_asked_once_a_level(server: FakePdok, tmp_path: Path) -> None:
    server.queryable = frozenset()
    out = tmp_path / "regio.gpkg"
    assert fetch(server, out, "GM0001,GM0002,GM0003", "--niveau", "wijk") == DONE
    assert len(read_boundaries(out, Level.WIJK).areas) == 7
    # The list of gemeenten, one refusal, the country.
    assert len(server.asked) == 3
    assert fetch(server, out, "GM0002", "--niveau", "wijk") == DONE
    assert set(read_boundaries(out, Level.WIJK).areas["gemeentecode"]) == {"GM0002"}
    assert len(server.asked) == 4


def test_another_year_or_gemeente_is_not_what_was_kept(server: FakePdok, tmp_path: Path) -> None:
    out = tmp_path / "regio.gpkg"
    for gemeente, year in (("GM0001", 2024), ("GM0002", 2024), ("GM0001", 2022)):
        server.asked.clear()
        assert fetch(server, out, gemeente, "--niveau", "gemeente", year=year) == DONE
        assert len(server.asked) >= 2


def test_a_kept_answer_that_broke_is_fetched_again(server: FakePdok, tmp_path: Path) -> None:
    out = tmp_path / "regio.gpkg"
    assert fetch(server, out, "GM0001", "--niveau", "wijk") == DONE
    (kept,) = (tmp_path / "bewaard").iterdir()
    whole = kept.read_text(encoding="utf-8")
    kept.write_text(whole[:50], encoding="utf-8")
    assert fetch(server, out, "GM0001", "--niveau", "wijk") == DONE
    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(whole)


def test_figures_that_cbs_publishes_later_are_told(server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    assert fetch(server, tmp_path / "regio.gpkg", "GM0001", "--niveau", "wijk") == DONE
    assert "Van de wijken van 2024 publiceert CBS 1 kenmerk pas later, waaronder gemiddeld_inkomen." in (
        capsys.readouterr().err
    )


def test_an_unknown_gemeente_is_told_with_names_near_it(server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    out = tmp_path / "regio.gpkg"
    assert fetch(server, out, "Veendrop,GM0001,Parijs") == WRONG_INPUT
    said = capsys.readouterr().err
    assert "--gemeenten: gevonden 'Veendrop'; verwacht een gemeente van 2024, zoals Veendorp (GM0001)" in said
    assert "--gemeenten: gevonden 'Parijs'; verwacht een gemeente van 2024, met code of naam" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("year", "name", "said"),
    [
        (1999, "regio.gpkg", "--jaar: gevonden 1999, waarvan PDOK geen grenzen heeft"),
        (2024, "regio.geojson", "--out: gevonden regio.geojson; verwacht een bestand dat eindigt op .gpkg"),
        (2024, "weg/regio.gpkg", "--out: gevonden de map"),
    ],
)
def test_wrong_use_is_told(year: int, name: str, said: str, server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    assert fetch(server, tmp_path / name, "GM0001", year=year) == WRONG_INPUT
    assert said in capsys.readouterr().err


def test_an_address_that_is_none_is_told(tmp_path: Path, capsys: Spoken) -> None:
    where = ["--jaar", "2024", "--gemeenten", "alle", "--out", str(tmp_path / "regio.gpkg")]
    with pytest.raises(SystemExit):
        main(["grenzen", "ophalen", *where, "--dienst", "pdok.nl"])
    assert "--dienst: 'pdok.nl' is geen adres dat begint met https://" in capsys.readouterr().err


def test_without_a_network_the_old_file_stays_and_the_way_out_is_told(
    server: FakePdok, tmp_path: Path, capsys: Spoken
) -> None:
    out = tmp_path / "regio.gpkg"
    assert fetch(server, out, "GM0001") == DONE
    before = out.read_bytes()
    server.address = "http://127.0.0.1:9"
    assert fetch(server, out, "GM0001") == UNREACHED
    said = capsys.readouterr().err
    assert "Er is geen verbinding met PDOK" in said
    assert "U kunt het bestand ook zelf downloaden: zoek op pdok.nl" in said
    assert out.read_bytes() == before


def test_a_failure_halfway_leaves_no_file(server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    # The list of gemeenten and the gemeenten themselves come; the wijken do not.
    server.first = [None, None, html(403)]
    assert fetch(server, tmp_path / "regio.gpkg", "GM0001") == UNREACHED
    assert "PDOK gaf foutcode 403" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bewaard"]


def test_a_gemeente_without_areas_is_no_answer(server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    empty = b'{"type": "FeatureCollection", "features": []}'
    server.first = [None, Reply(200, empty)]
    assert fetch(server, tmp_path / "regio.gpkg", "GM0001", "--niveau", "wijk") == UNREACHED
    assert "PDOK heeft geen wijken van 2024 in GM0001." in capsys.readouterr().err


def test_where_answers_are_kept_follows_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/ergens")
    monkeypatch.setenv("LOCALAPPDATA", "/ergens")
    monkeypatch.setattr("pathlib.Path.home", lambda: Path("/thuis"))
    for platform, folder in (
        ("linux", "/ergens/zachte-landing"),
        ("darwin", "/thuis/Library/Caches/zachte-landing"),
        ("win32", "/ergens/zachte-landing"),
    ):
        monkeypatch.setattr("sys.platform", platform)
        assert own_folder() == Path(folder)


def squares(path: Path, at: int, **attributes: list[str]) -> Path:
    """Two wijken of a kilometre high with the border between them at `at` metres."""
    names = {
        "wijkcode": ["WK010600", "WK010601"], "wijknaam": ["Centrum", "Lariks"], "gemeentecode": ["GM0106"] * 2,
        "gemeentenaam": ["Assen"] * 2, **attributes,
    }  # fmt: skip
    x, y = 230_000, 550_000
    shapes = [box(x, y, x + at, y + 1_000), box(x + at, y, x + 2_000, y + 1_000)]
    gpd.GeoDataFrame(names, geometry=shapes, crs=28992).to_file(path)
    return path


def test_looking_tells_what_is_there_and_what_was_left_out(tmp_path: Path, capsys: Spoken) -> None:
    path = squares(tmp_path / "wijken_2023.geojson", 1_000, water=["NEE", "JA"])
    assert main(["grenzen", "bekijk", str(path)]) == DONE
    assert capsys.readouterr().out == (
        "wijken (2023): 1, in 1 gemeente, samen 1 km² land\n  1 rij is water en geen gebied: WK010601.\n"
    )
    assert main(["grenzen", "bekijk", str(tmp_path / "weg.gpkg")]) == WRONG_INPUT


def test_comparing_tells_what_changed(tmp_path: Path, capsys: Spoken) -> None:
    old, new = squares(tmp_path / "wijken_2022.geojson", 1_000), squares(tmp_path / "wijken_2024.geojson", 1_200)
    assert main(["grenzen", "vergelijk", str(old), str(new)]) == DONE
    assert capsys.readouterr().out == (
        "wijken, 2022 naast 2024: 2 veranderingen\n"
        "  De grens van WK010600 Centrum is verlegd. Erbij kwam 20,0 hectare (20%), van WK010601 Lariks (20,0 hectare).\n"
        "  De grens van WK010601 Lariks is verlegd. Eraf ging 20,0 hectare (20%), naar WK010600 Centrum (20,0 hectare).\n"
    )
    assert main(["grenzen", "vergelijk", str(old), str(old), "--niveau", "wijk"]) == DONE
    assert "geen verandering" in capsys.readouterr().out


def test_files_of_other_areas_do_not_compare(server: FakePdok, tmp_path: Path, capsys: Spoken) -> None:
    out = tmp_path / "buurten.gpkg"
    assert fetch(server, out, "GM0001", "--niveau", "buurt") == DONE
    assert main(["grenzen", "vergelijk", str(squares(tmp_path / "wijken.geojson", 900)), str(out)]) == WRONG_INPUT
    assert "gevonden buurten, naast wijken; verwacht twee bestanden met dezelfde soort gebieden" in (
        capsys.readouterr().err
    )
