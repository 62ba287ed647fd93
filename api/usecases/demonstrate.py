"""Make the bundled region's synthetic round."""

from __future__ import annotations

from api.usecases.made import Made
from geodata.assemble import assemble
from geodata.region import bundled, bundled_draagkracht, read_rules
from geodata.synthetic import with_synthetic_round


def demonstration(seed: int) -> Made:
    """A round of Drenthe that looks like the field, with its register; the same seed gives the same round."""
    rules, register = read_rules(), with_synthetic_round(bundled(), seed=seed)
    period = rules.period
    round_ = assemble(
        register,
        rules.policy,
        id=f"drenthe-{seed}",
        name=f"Ronde Drenthe, {_season(period.start.month)} {period.start.year}",
        start=period.start,
        end=period.end,
        origin_of_data=f"synthetisch, zaad {seed}",
        draagkracht=bundled_draagkracht(),
    )
    return Made(round=round_, register=register)


def _season(month: int) -> str:
    return ("winter", "voorjaar", "zomer", "najaar")[(month - 1) // 3]
