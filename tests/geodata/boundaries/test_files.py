"""Every kind of file in which boundaries come, and the letters, layers and pages in it."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from geodata.boundaries.files import read_layer
from geodata.boundaries.read import Level, read_boundaries
from optimizer.errors import InvalidInput

SQUARE = box(230_000, 550_000, 231_000, 551_000)
# As a WFS of PDOK answers, with made values.
GML = """<?xml version='1.0' encoding="UTF-8" ?>
<wfs:FeatureCollection xmlns:wijkenbuurten="http://wijkenbuurten.geonovum.nl" xmlns:gml="http://www.opengis.net/gml/3.2"
 xmlns:wfs="http://www.opengis.net/wfs/2.0" numberMatched="{matched}" numberReturned="1">
 <wfs:member><wijkenbuurten:wijken gml:id="wijken.1">
  <wijkenbuurten:geom><gml:MultiSurface gml:id="a.1" srsName="urn:ogc:def:crs:EPSG::28992"><gml:surfaceMember>
   <gml:Polygon gml:id="a.2"><gml:exterior><gml:LinearRing><gml:posList srsDimension="2">230000 550000 231000 550000
   231000 551000 230000 551000 230000 550000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
  </gml:surfaceMember></gml:MultiSurface></wijkenbuurten:geom>
  <wijkenbuurten:wijkcode>WK190000</wijkenbuurten:wijkcode><wijkenbuurten:wijknaam>Wijk 00 Súd</wijkenbuurten:wijknaam>
  <wijkenbuurten:gemeentecode>GM1900</wijkenbuurten:gemeentecode>
  <wijkenbuurten:gemeentenaam>Súdwest-Fryslân</wijkenbuurten:gemeentenaam><wijkenbuurten:water>NEE</wijkenbuurten:water>
 </wijkenbuurten:wijken></wfs:member>
</wfs:FeatureCollection>
"""


def wijk() -> gpd.GeoDataFrame:
    names = {
        "WIJKCODE": ["WK190000"],
        "WIJKNAAM": ["Súd"],
        "GEMEENTECODE": ["GM1900"],
        "GEMEENTENAAM": ["Súdwest-Fryslân"],
    }
    return gpd.GeoDataFrame(names, geometry=[SQUARE], crs=28992)


def shapefile(path: Path, encoding: str) -> Path:
    """A shapefile as CBS gives it: names in capitals, cut to ten characters, and nothing that tells the encoding."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wijk().to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink()
    return path


def refusal(path: Path, level: Level = Level.WIJK) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_layer(path, level)
    (fault,) = caught.value.faults
    return str(fault)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_shapefile_is_read_in_either_alphabet_though_it_says_none(encoding: str, tmp_path: Path) -> None:
    found = read_boundaries(shapefile(tmp_path / "wijk_2019.shp", encoding), Level.WIJK)
    assert found.areas.loc[0, "gemeentenaam"] == "Súdwest-Fryslân"
    assert found.areas.loc[0, "code"] == "WK190000"
    assert found.year == 2019


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_zip_with_shapefiles_in_a_folder_is_read_by_the_name_of_the_level(encoding: str, tmp_path: Path) -> None:
    packed = tmp_path / "WijkBuurtkaart_2019.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("wijk_2019_v3", "gem_2019_v3"):
            for part in shapefile(tmp_path / f"{name}.shp", encoding).parent.glob(f"{name}.*"):
                archive.write(part, f"SHP/{part.name}")
    layer = read_layer(packed, Level.WIJK)
    assert layer.names == ("wijk_2019_v3", "wijk_2019_v3", "WijkBuurtkaart_2019")
    assert layer.frame.loc[0, "GEMEENTENA"] == "Súdwest-Fryslân"


def test_a_zip_without_the_level_is_told_what_is_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kaart.zip", "w") as archive:
        archive.writestr("LEESMIJ.txt", "tekst")
    assert refusal(tmp_path / "kaart.zip") == (
        "kaart.zip: gevonden een zip met LEESMIJ.txt; verwacht een zip met grenzen van wijken"
    )
    (tmp_path / "stuk.zip").write_bytes(b"PK geen zip")
    assert "niet te lezen" in refusal(tmp_path / "stuk.zip")


@pytest.mark.parametrize(
    ("layers", "level", "chosen"),
    [
        (("gemeenten", "wijken", "buurten"), Level.BUURT, "buurten"),
        (("cbs_gemeenten_2022", "cbs_wijken_2022", "cbs_buurten_2022"), Level.WIJK, "cbs_wijken_2022"),
        (("buurt_2019_v3", "gem_2019_v3"), Level.GEMEENTE, "gem_2019_v3"),
        (("wijkenbuurten_2023", "postcodes"), Level.WIJK, "wijkenbuurten_2023"),
        (
            ("wijk_labelpoint", "wijk_gegeneraliseerd", "wijk_niet_gegeneraliseerd"),
            Level.WIJK,
            "wijk_niet_gegeneraliseerd",
        ),
    ],
)
def test_the_layer_of_the_level_is_read(layers: tuple[str, ...], level: Level, chosen: str, tmp_path: Path) -> None:
    for layer in layers:
        wijk().to_file(tmp_path / "cbs.gpkg", driver="GPKG", layer=layer)
    assert read_layer(tmp_path / "cbs.gpkg", level).names[0] == chosen


def test_that_another_layer_would_do_too_is_told(tmp_path: Path) -> None:
    for layer in ("wijk_gegeneraliseerd", "wijk_niet_gegeneraliseerd"):
        wijk().to_file(tmp_path / "cbs.gpkg", driver="GPKG", layer=layer)
    assert read_layer(tmp_path / "cbs.gpkg", Level.WIJK).remarks == (
        "Gelezen is de laag wijk_niet_gegeneraliseerd, niet wijk_gegeneraliseerd.",
    )


def test_a_file_without_a_layer_of_the_level_tells_its_layers(tmp_path: Path) -> None:
    for layer in ("gemeenten", "provincies"):
        wijk().to_file(tmp_path / "cbs.gpkg", driver="GPKG", layer=layer)
    assert refusal(tmp_path / "cbs.gpkg") == (
        "cbs.gpkg: gevonden de lagen gemeenten, provincies; verwacht een laag met wijken"
    )


@pytest.mark.parametrize("matched", ["1", "unknown"])
def test_the_gml_of_a_wfs_is_read_and_nothing_is_left_beside_it(matched: str, tmp_path: Path) -> None:
    path = tmp_path / "antwoord_2022.gml"
    path.write_text(GML.format(matched=matched), encoding="utf-8")
    found = read_boundaries(path, Level.WIJK)
    assert list(found.areas["gemeentenaam"]) == ["Súdwest-Fryslân"]
    assert found.areas.geometry.iloc[0].equals(SQUARE)
    assert [file.name for file in tmp_path.iterdir()] == ["antwoord_2022.gml"]


def test_one_page_of_a_wfs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "antwoord.gml"
    path.write_text(GML.format(matched="3300"), encoding="utf-8")
    assert refusal(path) == (
        "antwoord.gml: gevonden één bladzijde van het antwoord van een dienst, met 1 van de 3300 gebieden; "
        "verwacht alle bladzijden, of een bestand met alle gebieden"
    )


@pytest.mark.parametrize("rel", ["next", "self"])
def test_the_first_page_of_an_ogc_api_is_refused_and_a_whole_answer_read(rel: str, tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    content = json.loads(wijk().to_json())
    content |= {"links": [{"rel": rel, "href": "https://voorbeeld.nl/items?cursor=x"}], "numberReturned": 1}
    content.pop("crs", None)
    path.write_text(json.dumps(content), encoding="utf-8")
    if rel == "next":
        assert "één bladzijde" in refusal(path)
    else:
        assert read_boundaries(path, Level.WIJK).remarks == (
            "Het bestand noemt geen RD. De coördinaten passen bij RD, dus zijn ze zo gelezen.",
        )


def test_an_answer_that_broke_off_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "half.geojson"
    path.write_text(wijk().to_json()[:-40], encoding="utf-8")
    assert "niet te lezen" in refusal(path)
