"""What planners may see of a proposal goes into the store as JSON, and names nobody."""

from __future__ import annotations

import json

from api.usecases.figures import figures_of
from optimizer.solve import solve
from tests.worlds import cap, dwelling, person, world


def test_figures_are_json_and_name_no_person_and_no_dwelling() -> None:
    round_ = world([person("ans"), person("bea")], [dwelling("dorp-1")], limits=[cap("wijk-a", 3)])
    figures = figures_of(round_, solve(round_))
    text = json.dumps(figures)
    assert figures["round_id"] == round_.id
    ids = [*(each.id for each in round_.people), *(each.id for each in round_.dwellings)]
    assert not [id_ for id_ in ids if f'"{id_}"' in text]
