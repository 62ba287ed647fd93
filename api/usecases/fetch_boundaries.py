"""Fetch the boundaries of gemeenten from PDOK and write them as one GeoPackage: all of it, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from api.kept_answers import KeptAnswers
from api.pdok import PATIENCE, RD, Answer, Feature, Pdok
from geodata.boundaries.names import MANY
from geodata.boundaries.read import Boundaries, Level, read_boundaries
from geodata.municipalities import codes_of
from optimizer.errors import Fault, InvalidInput

SUFFIX = ".gpkg"
ALL = "alle"
# What CBS gives for a figure that it publishes in a later edition of the same map.
LATER = -99995

Show = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to fetch: `gemeenten` by code or name, none for the whole country; `again` for also what was kept."""

    year: int
    gemeenten: tuple[str, ...]
    levels: tuple[Level, ...]
    again: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Fetched:
    """What was written, as it reads back; and what there is to say about where it came from."""

    boundaries: tuple[Boundaries, ...]
    told: tuple[str, ...]


def fetch_boundaries(wanted: Wanted, out: Path, pdok: Pdok, kept: KeptAnswers, show: Show) -> Fetched:
    """Write the wanted levels to `out`, each as a layer with all attributes that CBS gives.

    Raises InvalidInput for an unknown year or gemeente and a file that can't be written, NoAnswer when PDOK fails.
    """
    _refuse_file(out)
    codes = _codes_of(wanted, pdok, show)
    layers, told = {}, []
    for level in wanted.levels:
        features, remarks = _of_level(level, codes, wanted, pdok, kept, show)
        layers[level] = _layer(features, wanted.year)
        told += remarks
    told += _not_yet(layers, wanted.year)
    # What was kept on one day is one sentence, whatever it was.
    return Fetched(boundaries=_write(layers, out), told=tuple(dict.fromkeys(told)))


def _refuse_file(out: Path) -> None:
    if out.suffix.lower() != SUFFIX:
        raise InvalidInput([Fault(("--out",), out.name, f"een bestand dat eindigt op {SUFFIX}")])
    if not out.resolve().parent.is_dir():
        raise InvalidInput([Fault(("--out",), f"de map {out.parent}, die er niet is", "een map die er is")])


def _codes_of(wanted: Wanted, pdok: Pdok, show: Show) -> tuple[str | None, ...]:
    """The codes of the gemeenten; one None for the whole country."""
    show("lijst van gemeenten")
    known = pdok.gemeenten(wanted.year)
    if not known:
        found = f"{wanted.year}, waarvan PDOK geen grenzen heeft"
        raise InvalidInput([Fault(("--jaar",), found, "een jaar waarvan CBS de wijk- en buurtkaart uitgaf")])
    if not wanted.gemeenten:
        return (None,)
    return codes_of(wanted.gemeenten, known, f"een gemeente van {wanted.year}")


def _of_level(
    level: Level, codes: tuple[str | None, ...], wanted: Wanted, pdok: Pdok, kept: KeptAnswers, show: Show
) -> tuple[list[Feature], list[str]]:
    """The areas of all gemeenten; where a service gives the whole country anyway, it is asked once."""
    features: list[Feature] = []
    told = []
    country = None
    for code in codes:
        show(f"{MANY[level]} van {code or 'heel Nederland'}")
        if country is None:
            answer, remark = _one(level, code, wanted, pdok, kept)
            country = answer if answer.country else None
            told += [remark] if remark else []
        own = (country or answer).of(code)
        if not own:
            raise PATIENCE.give_up(f"PDOK heeft geen {MANY[level]} van {wanted.year} in {code or 'Nederland'}")
        features += own
    return features, told


def _one(level: Level, code: str | None, wanted: Wanted, pdok: Pdok, kept: KeptAnswers) -> tuple[Answer, str]:
    """The areas of one gemeente or more, from disk if they are there, with a sentence when they are."""

    def name(of: str | None) -> tuple[str, str]:
        text = f"{wanted.year}-{level}-{of or ALL}"
        return text, f"{pdok.service.api} {pdok.service.wfs} {text}"

    found = None if wanted.again else kept.find(*name(code)) or kept.find(*name(None))
    if found is not None:
        return found.answer, (
            f"Op {found.day:%d-%m-%Y} al opgehaald en bewaard in {kept.folder}; met --opnieuw haalt u het opnieuw op."
        )
    answer = pdok.areas(level, wanted.year, code)
    if answer is None:
        raise PATIENCE.give_up(f"PDOK heeft geen {MANY[level]} van {wanted.year}")
    if not answer.of(code):
        return answer, ""
    try:
        day = date.today()  # noqa: DTZ011 - the day on the calendar of whoever reads it
        kept.keep(*name(None if answer.country else code), answer, day)
    except OSError:
        return answer, f"Het antwoord kon niet bewaard worden in {kept.folder}."
    return answer, ""


def _layer(features: Iterable[Feature], year: int) -> gpd.GeoDataFrame:
    """The areas with all their attributes; the year, which was asked for, is one of them."""
    frame = gpd.GeoDataFrame.from_features(features, crs=RD)
    if "jaar" not in frame:
        frame["jaar"] = year
    return frame


def _not_yet(layers: Mapping[Level, gpd.GeoDataFrame], year: int) -> Iterable[str]:
    """A sentence per level that has figures which CBS still has to publish."""
    for level, frame in layers.items():
        later = [column for column in frame.columns if _is_later(frame[column])]
        if later:
            count = "1 kenmerk" if len(later) == 1 else f"{len(later)} kenmerken"
            yield f"Van de {MANY[level]} van {year} publiceert CBS {count} pas later, waaronder {later[0]}."


def _is_later(values: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(values)) and len(values) > 0 and bool((values == LATER).all())


def _write(layers: Mapping[Level, gpd.GeoDataFrame], out: Path) -> tuple[Boundaries, ...]:
    """Write, read back, and only then give the file its name."""
    try:
        with tempfile.TemporaryDirectory(dir=out.resolve().parent) as folder:
            path = Path(folder) / out.name
            for level, frame in layers.items():
                frame.to_file(path, driver="GPKG", layer=MANY[level])
            boundaries = tuple(read_boundaries(path, level) for level in layers)
            path.replace(out)
            return boundaries
    except OSError as error:
        raise InvalidInput([Fault(("--out",), f"{out}: {error.strerror}", "een bestand dat te schrijven is")]) from None
