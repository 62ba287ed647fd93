"""A region in a folder: read as suppliers' files are, with its own rules or with the example."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.own_region import bundled_region, own_region
from geodata.policy_file import policy_of
from geodata.region import bundled, region_folder
from optimizer.errors import InvalidInput
from tests.elsewhere import region


def faults(folder: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        own_region(folder)
    return [str(fault) for fault in caught.value.faults]


def test_files_of_every_kind_together(tmp_path: Path) -> None:
    found = own_region(region(tmp_path / "achterhoek"))
    assert found.name == "de regio in achterhoek"
    assert found.register.wijken["code"].tolist() == ["WK-A", "WK-B", "WK-C"]
    assert found.register.buurten["wijk"].tolist() == ["WK-A", "WK-B", "WK-C"]
    assert found.register.convenanten["code"].tolist() == ["weer-thuis"]
    assert found.register.afstandsbanden["tot_meters"].tolist() == [4_000]
    assert found.rules.policy.name == "Afspraken van de Achterhoek 2026"
    assert not found.rules.example


def test_a_copy_of_the_bundled_region_is_that_region() -> None:
    found = own_region(Path(str(region_folder("drenthe"))))
    for name, frame in bundled().frames().items():
        assert found.register.frames()[name].equals(frame), name
    assert found.rules.policy == bundled_region().rules.policy


def test_without_rules_the_example_holds_with_what_counts_in_it(tmp_path: Path) -> None:
    folder = region(tmp_path / "achterhoek")
    (folder / "beleid.toml").unlink()
    found = own_region(folder)
    assert found.rules.example
    assert found.rules.policy == bundled_region().rules.policy
    assert found.register.afbouw.equals(bundled().afbouw)


def test_a_region_with_its_own_rules_gets_nothing_of_drenthe(tmp_path: Path) -> None:
    short = '[periode]\nbegin = 2026-10-01\neind = 2026-12-31\n[beleid]\nname = "kort"\n'
    found = own_region(region(tmp_path / "achterhoek", beleid__toml=short.encode()))
    assert len(found.register.afbouw) == 0
    assert found.rules.policy == policy_of({"name": "kort"}, bundled_region().rules.policy.amounts)


def test_a_needed_table_that_misses_comes_first(tmp_path: Path) -> None:
    folder = region(tmp_path / "achterhoek")
    (folder / "wijken.xlsx").unlink()
    found = faults(folder)
    assert found[0] == "achterhoek/wijken: gevonden geen rijen; verwacht een tabel wijken, zoals wijken.csv"
    assert not [text for text in found if text.startswith("achterhoek/buurten")]


def test_every_fault_says_that_it_is_of_the_region(tmp_path: Path) -> None:
    policy = b'[periode]\nbegin = 2026-10-01\neind = 2026-09-30\n[beleid]\nname = "x"\n'
    towns = b"code;naam;bron\r\nGM-A;Aadorp;CBS\r\nGM-A;Aadorp;CBS\r\n"
    found = faults(region(tmp_path / "x", beleid__toml=policy, gemeenten__csv=towns, brief__xlsx=b"PK\x03\x04kapot"))
    assert [text.partition(":")[0] for text in found] == [
        "x/beleid.toml.periode.eind", "x/brief.xlsx", "x/gemeenten.rij 3.code", "x/wijken.rij 4.gemeente",
        "x/corporaties.rij 2.werkgebied",
        "x/convenanten.nummer 1 van convenant.toml.gemeenten",
    ]  # fmt: skip


def test_a_rule_file_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    found = faults(region(tmp_path / "x", beleid__toml=b"name ="))
    assert [text.partition(":")[0] for text in found] == ["x/beleid.toml"]


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    assert "dat geen map is" in faults(tmp_path / "weg")[0]
    assert "geen rijen" in faults(tmp_path)[0]


def test_a_region_may_say_how_it_proposes_caps(tmp_path: Path) -> None:
    rules = (
        (Path(str(region_folder("drenthe"))) / "draagkracht.toml")
        .read_bytes()
        .replace(b"Voorbeeld van draagkracht", b"Draagkracht elders")
    )
    found = own_region(region(tmp_path / "achterhoek", draagkracht__toml=rules))
    assert found.draagkracht is not None
    assert found.draagkracht.name == "Draagkracht elders 2026"
    assert found.reading is not None
    assert not [unused for unused in found.reading.mapping.unused if unused[0] == "draagkracht.toml"]


def test_what_drenthe_agreed_on_caps_is_not_borrowed(tmp_path: Path) -> None:
    folder = region(tmp_path / "achterhoek")
    (folder / "beleid.toml").unlink()
    assert own_region(folder).draagkracht is None
    assert bundled_region().draagkracht is not None


def test_faults_of_how_caps_are_proposed_come_with_the_others(tmp_path: Path) -> None:
    found = faults(region(tmp_path / "x", beleid__toml=b"name =", draagkracht__toml=b'name = "a"'))
    assert [text.partition(":")[0] for text in found] == [
        "x/beleid.toml", "x/draagkracht.toml.indicators", "x/draagkracht.toml.small", "x/draagkracht.toml.borders",
        "x/draagkracht.toml.caps",
    ]  # fmt: skip
