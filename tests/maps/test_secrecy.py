"""Settled rule 16 on the whole page: other loads and other counts give the very same bytes.

What can't be told apart can't be read, neither from hover text and tables nor from the embedded data.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from maps.render import draw_map
from optimizer.agreements import Claim, PlacementStatus
from optimizer.people import Uitstromer
from optimizer.policy import Begeleiding
from optimizer.proposal import LimitUse, Proposal
from optimizer.room import WijkRoom, narrowest_class, room_per_wijk
from optimizer.round import Round
from tests.maps.reading import features_of, outside_assets, tables_of
from tests.maps.worlds import derived, proposal_of, squares
from tests.worlds import cap, dwelling, person, world

LETTERS = "abcd"
HOMES = tuple(dwelling(f"geheim-huis-{letter}", letter, units=99) for letter in LETTERS)


def people_of(random: Random) -> list[Uitstromer]:
    return [
        person(f"geheim-{number}", care=random.choice(list(Begeleiding)), origin=random.choice(["GM-A", "GM-B", None]))
        for number in range(random.randint(0, 45))
    ]


def drawn(seed: int) -> tuple[Round, Proposal]:
    """A random round: people of two municipalities, some with a live claim, in four wijken with caps 0 to 40.

    Every other one has a draagkracht too.
    """
    random = Random(seed)  # noqa: S311 - a draw, not a secret
    people = people_of(random)
    homes = {each.id: random.choice(HOMES) for each in people}
    claims = [
        Claim(person=each.id, dwelling=homes[each.id].id, status=PlacementStatus.AANGEBODEN)
        for each in people
        if random.random() < 0.2
    ]
    limits = [cap(f"wijk-{letter}", random.randint(0, 40), random.randint(0, 12)) for letter in LETTERS]
    known = [derived(f"wijk-{letter}", number) for number, letter in enumerate(LETTERS) if seed % 2]
    round_ = world(people, HOMES, limits=limits, claims=claims, draagkracht=known)
    claimed = {claim.person for claim in claims}
    return round_, with_loads(round_, {each: home.id for each, home in homes.items() if each not in claimed})


def with_loads(round_: Round, pairs: dict[str, str]) -> Proposal:
    """The proposal with the load that its placements and the live claims bring."""
    weight = {each.id: round_.policy.care_weights.of(each.care) for each in round_.people}
    wijk = {each.id: each.wijk for each in round_.dwellings}
    uses = []
    for limit in round_.limits:
        claimed = sum(weight[each.person] for each in round_.claims if wijk[each.dwelling] == limit.area)
        planned = sum(weight[each] for each, home in pairs.items() if wijk[home] == limit.area)
        use = LimitUse(limit=limit.id, cap=limit.gross_cap, used=limit.used, claimed=claimed, planned=planned)
        uses.append(use)
    return proposal_of(round_, pairs, limits=tuple(uses))


def page_of(round_: Round, proposal: Proposal) -> str:
    return draw_map(round_, proposal, squares(), schematic=True, source="bron")


def with_load(proposal: Proposal, index: int, load: int) -> Proposal:
    """The same proposal, with another load in one wijk."""
    changed = replace(proposal.limits[index], used=load, claimed=0, planned=0)
    return replace(proposal, limits=(*proposal.limits[:index], changed, *proposal.limits[index + 1 :]))


def together(uses: tuple[LimitUse, ...]) -> list[int]:
    return [use.used + use.claimed + use.planned for use in uses]


@pytest.mark.parametrize("seed", range(12))
def test_many_loads_give_the_same_page(seed: int) -> None:
    """Each wijk could have several other loads; where a class is shared, with those of its partner moved along."""
    round_, proposal = drawn(seed)
    shown, narrowest = room_per_wijk(round_, proposal), narrowest_class(round_.policy)
    text = page_of(round_, proposal)
    for index, limit in enumerate(round_.limits):
        others = [alternative(shown, proposal, index, load) for load in range(limit.gross_cap + 6)]
        alike = [each for each in others if room_per_wijk(round_, each) == shown]
        assert len(alike) >= narrowest
        assert all(page_of(round_, each) == text for each in (alike[0], alike[-1]))


def alternative(shown: tuple[WijkRoom, ...], proposal: Proposal, index: int, load: int) -> Proposal:
    """Another load in this wijk; its partner makes up for it where they share a class."""
    changed, partner, loads = with_load(proposal, index, load), index ^ 1, together(proposal.limits)
    if shown[index].together:
        changed = with_load(changed, partner, max(0, loads[index] + loads[partner] - load))
    return changed


@pytest.mark.parametrize("seed", range(12))
def test_few_people_look_like_none(seed: int) -> None:
    """The people of this round in a wijk, in proposal and claims, leave no trace but the load that they bring."""
    round_, proposal = drawn(seed)
    before = [row[:4] for row in tables_of(page_of(round_, proposal))["wijken"]]
    for index, load in enumerate(together(proposal.limits)):
        nobody = replace(with_load(proposal, index, load), placements=())
        assert [row[:4] for row in tables_of(page_of(round_, nobody))["wijken"]] == before


@pytest.mark.parametrize("seed", range(40))
def test_every_number_is_a_cap_or_large_enough(seed: int) -> None:
    round_, proposal = drawn(seed)
    text = page_of(round_, proposal)
    tables = tables_of(text)
    caps = {str(limit.gross_cap) for limit in round_.limits}
    assert {row[2] for row in tables["wijken"]} <= caps
    flows = {cell for row in tables["stromen"] for cell in row[1:]}
    assert all(cell == "niet te tonen" or int(cell) >= round_.policy.small_count for cell in flows)
    rooms, _, _, _, numbers, streams, homes, *letters = features_of(text)
    assert len(letters) == seed % 2
    assert [each["properties"]["aantal"] for each in homes] == ["99"] * len(HOMES)
    assert {each["properties"]["grens"] for each in rooms} <= caps
    assert {line for each in numbers for line in each["properties"]["regels"]} <= caps
    words = {line.split(" ")[0] for each in streams for line in each["properties"]["regels"][1:]}
    assert words <= {"niet", *flows}


@pytest.mark.parametrize("seed", range(12))
def test_no_person_dwelling_or_digest_is_in_the_page(seed: int) -> None:
    round_, proposal = drawn(seed)
    text = page_of(round_, replace(proposal, round_digest="c0ffee" * 10))
    assert "geheim" not in text
    assert "c0ffee" not in text


def test_an_exact_load_is_nowhere() -> None:
    round_ = world(limits=[cap("wijk-a", 900_001, used=783_911)])
    text = outside_assets(page_of(round_, proposal_of(round_, planned={"grens wijk-a": 41_143})))
    assert "900001" in text
    assert not any(number in text for number in ("783911", "41143", "825054", "74947", "116090"))
