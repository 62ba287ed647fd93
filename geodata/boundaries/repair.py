"""Areas made sound: broken rings mended, parts of one area joined; each time with a sentence that says which."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.boundaries.names import listed

AREAL = ("Polygon", "MultiPolygon")
HECTARE = 10_000.0
"""Square metres."""


def not_areal(areas: gpd.GeoDataFrame) -> pd.Series[str]:
    """By row what stands where an area should, in words; only of the rows that have none."""
    kinds = areas.geometry.geom_type
    wrong = areas[~kinds.isin(AREAL) | areas.geometry.is_empty]
    words: pd.Series[str] = wrong.geometry.geom_type.where(~wrong.geometry.is_empty, "een leeg vlak")
    return words.where(wrong.geometry.notna(), "geen vlak, of een rand die niet sluit").astype("string")


def repaired(areas: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Every invalid area made valid by its rings, so that it stays an area; RD, column `code`.

    An area of which nothing is left has an empty geometry.
    """
    flat = areas.set_geometry(shapely.force_2d(areas.geometry.to_numpy()), crs=areas.crs)
    wrong = np.flatnonzero(~flat.geometry.is_valid)
    if not len(wrong):
        return flat, ()
    shapes = flat.geometry.to_numpy().copy()
    shapes[wrong] = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    count = "Van 1 gebied" if len(wrong) == 1 else f"Van {len(wrong)} gebieden"
    remark = f"{count} is de rand hersteld, want die kruiste zichzelf: {listed(flat['code'].iloc[wrong])}."
    return flat.set_geometry(shapes, crs=areas.crs), (remark,)


def different_names(areas: gpd.GeoDataFrame) -> pd.Series[str]:
    """By code that stands in several rows, the names there, where those differ."""
    named = areas[areas["code"].notna() & areas["naam"].notna()].drop_duplicates(["code", "naam"])
    several = named[named.duplicated("code", keep=False)].sort_values("naam")
    names: pd.Series[str] = several.groupby("code")["naam"].agg(" en ".join)
    return names


def joined(areas: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """One row per code; an area that came in parts is their union."""
    several = areas.duplicated("code", keep=False)
    if not several.any():
        return areas, ()
    parts = areas[several].dissolve("code", as_index=False)[list(areas.columns)]
    whole = pd.concat([areas[~several], parts], ignore_index=True)
    codes = areas.loc[several, "code"]
    count = codes.nunique()
    what = "1 gebied stond" if count == 1 else f"{count} gebieden stonden"
    remark = f"{what} in delen in het bestand; de delen zijn samengevoegd: {listed(codes)}."
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=areas.crs), (remark,)
