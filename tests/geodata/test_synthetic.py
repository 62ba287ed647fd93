"""Synthetic rounds: the same for a seed, mixed as in the field."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest

from geodata.assemble import assemble
from geodata.dice import Dice
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy
from geodata.register import Register
from geodata.synthetic import OCTOBER_TO_DECEMBER, larger, synthetic_label, with_synthetic_round
from geodata.tables import faults_of
from optimizer.agreements import ContactLevel, LimitKind
from optimizer.eligibility import check_pairs
from optimizer.round import Round, digest
from optimizer.supply import Doelgroep, Need, Woonvorm

SEEDS = range(1, 21)


@cache
def region() -> Register:
    return bundled("drenthe")


@cache
def round_of(seed: int, people: int = 60, dwellings: int = 48) -> Round:
    found = with_synthetic_round(region(), seed=seed, people=people, dwellings=dwellings)
    return frozen(found, synthetic_label(seed))


def frozen(found: Register, label: str) -> Round:
    period = read_period()
    return assemble(
        found,
        read_policy(),
        id="ronde",
        name="Ronde",
        start=period.start,
        end=period.end,
        origin_of_data=label,
        draagkracht=bundled_draagkracht(),
    )


def share_with_a_home(found: Round) -> float:
    claimed = {claim.person for claim in found.claims}
    homes = check_pairs(found).allowed.sum(axis=1)
    return float(np.mean([homes[row] > 0 for row, person in enumerate(found.people) if person.id not in claimed]))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_seed_gives_a_round_that_hangs_together(seed: int) -> None:
    found = round_of(seed)
    assert (len(found.people), len(found.dwellings)) == (60, 48)
    assert sum(dwelling.units for dwelling in found.dwellings) < len(found.people)
    assert found.origin_of_data == f"synthetisch, zaad {seed}"


def test_the_same_seed_gives_the_same_round() -> None:
    again = frozen(with_synthetic_round(region(), seed=1), synthetic_label(1))
    assert digest(again) == digest(round_of(1))


def test_other_seeds_give_other_rounds() -> None:
    assert len({digest(round_of(seed)) for seed in SEEDS}) == len(SEEDS)


def test_the_dice_fall_the_same_way_everywhere() -> None:
    dice = Dice(1)
    assert [dice.below(1_000) for _ in range(6)] == [127, 86, 885, 778, 689, 904]


def test_dice_keep_to_their_bounds() -> None:
    dice = Dice(2)
    assert {dice.between(-1, 1) for _ in range(100)} == {-1, 0, 1}
    assert {dice.weighted({"a": 1, "b": 0, "c": 2}) for _ in range(100)} == {"a", "c"}
    assert not any(dice.chance(0) for _ in range(100))
    assert all(dice.chance(100) for _ in range(100))


def test_the_generator_and_the_region_agree_on_the_period() -> None:
    assert read_period("drenthe") == OCTOBER_TO_DECEMBER


def test_most_people_could_live_somewhere() -> None:
    shares = [share_with_a_home(round_of(seed)) for seed in SEEDS]
    assert 0.75 <= np.mean(shares) <= 0.85
    assert all(0.60 <= share <= 0.95 for share in shares)


def test_caps_and_quotas_are_within_reach() -> None:
    found = round_of(1)
    demand = {dwelling.wijk for dwelling in found.dwellings}
    tight = [limit for limit in found.limits if limit.area in demand and limit.gross_cap - limit.used < 3]
    assert tight
    assert any(limit.kind is LimitKind.INSTROOM for limit in found.limits)
    assert any(limit.used for limit in found.limits)
    assert all(limit.gross_cap <= 12 for limit in found.limits)


def test_people_are_mixed_as_in_the_field() -> None:
    people = [person for seed in SEEDS for person in round_of(seed).people]
    streams = Counter(person.doelgroep for person in people)
    assert set(streams) == set(Doelgroep)
    assert min(streams.values()) > len(people) * 0.03
    care = Counter(person.care.value for person in people)
    assert care["licht"] > care["midden"] > care["zwaar"] > len(people) * 0.15
    alone = [person for person in people if person.household.adults == 1 and not person.household.children]
    assert 0.75 <= len(alone) / len(people) <= 0.9
    assert any(person.household.children for person in people)
    assert 0.1 < np.mean([person.ages.high <= 23 for person in people]) < 0.3
    towns = Counter(person.origin for person in people)
    assert sum(towns[code] for code in ("GM0106", "GM0114", "GM0118", "GM0119")) > len(people) * 0.65


def test_wishes_and_assessments_occur_as_often_as_agreed() -> None:
    people = [person for seed in SEEDS for person in round_of(seed).people]
    assert 0.12 <= np.mean([bool(person.excluded) for person in people]) <= 0.18
    assert 0.07 <= np.mean([person.support.provider is None for person in people]) <= 0.13
    assert 0.03 <= np.mean([not person.returns for person in people]) <= 0.13
    assert any(person.designated for person in people)
    assert any(person.home and person.home.counted for person in people)
    assert all(len(person.anchors) <= 2 for person in people)
    start = round_of(1).start
    assert any(person.deadline and person.deadline.on < start for person in people)
    assert any((start - person.ready_on).days >= 180 for person in people)


def test_homes_are_scarce_where_it_hurts() -> None:
    homes = [dwelling for seed in SEEDS for dwelling in round_of(seed).dwellings]
    assert 0 < np.mean([Need.ROLSTOEL in home.offers for home in homes]) < 0.15
    assert 0 < np.mean([home.rent <= 49_820 for home in homes]) < 0.3
    assert 0.03 < np.mean([home.nuisance_file for home in homes]) < 0.12
    assert any(home.label and home.label.name == "jongeren 18-23" for home in homes)
    provided = [home for home in homes if home.provider]
    assert 0 < len(provided) / len(homes) < 0.15
    assert {home.woonvorm for home in provided} == {Woonvorm.TUSSENVORM}
    assert len({contract for home in homes for contract in home.contract_forms}) == 4
    assert all(40_000 - 8_000 <= home.rent <= 80_000 for home in homes)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_round_has_one_of_everything_that_is_rare(seed: int) -> None:
    found = round_of(seed)
    assert len(found.claims) == 3
    assert sum(dwelling.shared for dwelling in found.dwellings) == 1
    assert sum(dwelling.units > 1 for dwelling in found.dwellings) >= 4
    assert 1 <= len(found.links) <= 2
    assert {exclusion.level for exclusion in found.contact_exclusions} == set(ContactLevel)
    assert any(exclusion.protected for exclusion in found.contact_exclusions)
    assert (len(found.bans), len(found.rent_exceptions)) == (1, 1)
    assert {dwelling.municipality for dwelling in found.dwellings} == {town.id for town in found.municipalities}


def test_corporations_let_only_where_they_work() -> None:
    works = dict(zip(region().corporaties["code"], region().corporaties["werkgebied"], strict=True))
    for dwelling in round_of(1).dwellings:
        assert dwelling.corporation is None or dwelling.municipality in works[dwelling.corporation]


def test_homes_stand_in_the_larger_wijken() -> None:
    sizes = dict(zip(region().wijken["code"], region().wijken["woningen"], strict=True))
    assert min(sizes[dwelling.wijk] for dwelling in round_of(1).dwellings) >= 500


@pytest.mark.parametrize(("people", "dwellings"), [(0, 0), (1, 0), (0, 3), (1, 1), (2, 5), (9, 2), (25, 12)])
def test_a_round_may_be_tiny(people: int, dwellings: int) -> None:
    found = round_of(3, people, dwellings)
    assert (len(found.people), len(found.dwellings)) == (people, dwellings)


def test_a_large_round_is_made_of_the_same_stuff() -> None:
    found = with_synthetic_round(region(), seed=7, people=5_000, dwellings=4_000)
    assert (len(found.uitstromers), len(found.woningen)) == (5_000, 4_000)
    assert faults_of(found.frames()) == []


def test_a_larger_region_has_room_for_it() -> None:
    small, large = region(), larger(region(), 10)
    for table, column in (("grenswaarden", "grens"), ("afspraken", "minimum"), ("begeleiding", "uren")):
        assert large.frames()[table][column].sum() == 10 * small.frames()[table][column].sum()
    assert large.afspraken["maximum"].isna().sum() == small.afspraken["maximum"].isna().sum()
