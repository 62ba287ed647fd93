"""The policy and the draagkracht that hold now."""

from __future__ import annotations

from api.store.database import Reading
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.region import bundled_draagkracht, read_policy
from optimizer.policy import Policy


def policies_now(connection: Reading) -> tuple[Policy, DraagkrachtPolicy | None]:
    """What rounds are frozen with; where nobody settled it the example, which says so."""
    del connection
    return read_policy(), bundled_draagkracht()
