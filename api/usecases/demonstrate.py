"""Make the bundled region's synthetic round."""

from __future__ import annotations

from geodata.assemble import assemble
from geodata.region import bundled, read_period, read_policy
from geodata.synthetic import with_synthetic_round
from optimizer.round import Round


def synthetic_round(seed: int) -> Round:
    """A round of Drenthe that looks like the field; the same seed gives the same round."""
    period = read_period()
    return assemble(
        with_synthetic_round(bundled(), seed=seed),
        read_policy(),
        id=f"drenthe-{seed}",
        name=f"Ronde Drenthe, {_season(period.start.month)} {period.start.year}",
        start=period.start,
        end=period.end,
        origin_of_data=f"synthetisch, zaad {seed}",
    )


def _season(month: int) -> str:
    return ("winter", "voorjaar", "zomer", "najaar")[(month - 1) // 3]
