"""Which coordinates a file is in: what it says, and where its areas lie."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely import Polygon, box

from geodata.boundaries.system import in_rd
from optimizer.errors import Fault

SQUARE = box(230_000, 550_000, 231_000, 551_000)
IN_DEGREES = box(6.5, 52.9, 6.6, 53.0)
ESRI_RD = (
    'PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],'
    'PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],'
    'PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],'
    'PARAMETER["Latitude_Of_Origin",52.15616055555555],UNIT["Meter",1.0]]'
)


def frame(shape: Polygon, crs: str | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": ["WK010600"]}, geometry=[shape], crs=crs)


@pytest.mark.parametrize(
    ("shape", "crs"),
    [
        (SQUARE, "EPSG:28992"),
        (SQUARE, "EPSG:7415"),
        (SQUARE, ESRI_RD),
        (IN_DEGREES, "EPSG:4326"),
        (IN_DEGREES, "EPSG:4258"),
        (IN_DEGREES, "OGC:CRS84"),
    ],
)
def test_the_systems_of_official_files_are_known(shape: Polygon, crs: str) -> None:
    found = in_rd(frame(shape, crs), "wijken")
    assert not isinstance(found, Fault)
    placed, remarks = found
    assert placed.crs.to_epsg() == 28992
    west, south, *_ = placed.total_bounds
    assert (220_000 < west < 240_000, 540_000 < south < 560_000, remarks) == (True, True, ())


@pytest.mark.parametrize(("shape", "crs"), [(SQUARE, None), (SQUARE, "EPSG:4326"), (IN_DEGREES, None)])
def test_without_a_system_the_coordinates_decide_and_that_is_told(shape: Polygon, crs: str | None) -> None:
    found = in_rd(frame(shape, crs), "wijken")
    assert not isinstance(found, Fault)
    placed, (remark,) = found
    assert placed.crs.to_epsg() == 28992
    assert 220_000 < placed.total_bounds[0] < 240_000
    assert remark.endswith(f"passen bij {'RD' if shape is SQUARE else 'WGS84'}, dus zijn ze zo gelezen.")


@pytest.mark.parametrize(
    ("shape", "crs", "found"),
    [
        (box(1, 2, 3, 4), None, "coördinatenstelsel geen"),
        (SQUARE, "EPSG:31370", "coördinatenstelsel BD72 / Belgian Lambert 72"),
        (IN_DEGREES, "EPSG:28992", "coördinaten van 6.5 tot 6.6 en van 52.9 tot 53"),
        # Latitude first.
        (box(52.9, 6.5, 53.0, 6.6), "EPSG:4326", "coördinaten van 52.9 tot 53 en van 6.5 tot 6.6"),
        (box(0, 0, 1_000, 1_000), "EPSG:28992", "coördinaten van 0 tot 1000 en van 0 tot 1000"),
    ],
)
def test_what_can_not_be_right_is_a_fault(shape: Polygon, crs: str | None, found: str) -> None:
    fault = in_rd(frame(shape, crs), "wijken")
    assert isinstance(fault, Fault)
    assert fault.found == found
