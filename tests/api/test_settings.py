"""The settings: where they come from, what is refused, and that the README tells of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import DEFAULTS, SETTINGS, ServiceSettings, Setting, read_settings
from optimizer.errors import Fault, InvalidInput

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "dienst.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(file: Path | None = None, **environment: str) -> dict[tuple[str | int, ...], str]:
    with pytest.raises(InvalidInput) as caught:
        read_settings(file, {f"ZACHTE_LANDING_{name.upper()}": value for name, value in environment.items()})
    return {fault.path: fault.found for fault in caught.value.faults}


def test_without_anything_said_the_defaults_hold() -> None:
    assert read_settings() == ServiceSettings()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, 'poort = 8123\nhostnamen = ["a.voorbeeld.nl", "*.b.nl"]\nhttps = true\n')
    read = read_settings(file, {"ZACHTE_LANDING_POORT": " 9000 ", "ZACHTE_LANDING_CACHE": "antwoorden"})
    assert (read.port, read.trusted_hosts, read.https) == (9000, ("a.voorbeeld.nl", "*.b.nl"), True)


def test_texts_of_the_environment_become_what_the_setting_is() -> None:
    environment = {"HTTPS": "ja", "HOSTNAMEN": "a.nl, b.nl", "REKENAARS": "0", "DATABASE": "postgresql://u:p@h/n"}
    read = read_settings(None, {f"ZACHTE_LANDING_{name}": value for name, value in environment.items()})
    assert (read.https, read.trusted_hosts, read.workers) == (True, ("a.nl", "b.nl"), 0)
    assert read.database == "postgresql://u:p@h/n"


def test_every_fault_at_once(tmp_path: Path) -> None:
    file = written(tmp_path, 'poort = 70000\nlogniveau = "luid"\nkleur = "rood"\nhostnamen = []\nrekenaars = true\n')
    found = faults(file, bewaar_dagen="nooit", https="misschien", onbekend="1")
    assert found == {
        ("dienst.toml", "poort"): "'70000'",
        ("dienst.toml", "logniveau"): "'luid'",
        ("dienst.toml", "kleur"): "een instelling die niet bekend is",
        ("dienst.toml", "hostnamen"): "'[]'",
        ("dienst.toml", "rekenaars"): "'True'",
        ("ZACHTE_LANDING_BEWAAR_DAGEN",): "'nooit'",
        ("ZACHTE_LANDING_HTTPS",): "'misschien'",
        ("ZACHTE_LANDING_ONBEKEND",): "een instelling die niet bekend is",
    }


def test_a_file_that_is_not_there_and_one_that_is_no_toml(tmp_path: Path) -> None:
    assert faults(tmp_path / "weg.toml") == {("weg.toml",): "een bestand dat niet te openen is"}
    assert ("dienst.toml",) in faults(written(tmp_path, "poort: 8000"))


def test_the_password_of_a_database_is_never_shown() -> None:
    assert "geheim" not in str(faults(database="mysql://u:geheim@h/n"))


def test_nobody_stays_signed_in_longer_idle_than_at_all() -> None:
    assert faults(sessie_stil_uren="9", sessie_uren="8") == {("sessie_stil_uren",): "9"}


def test_a_database_out_of_reach_is_told_with_the_other_faults() -> None:
    def unreachable(_settings: ServiceSettings) -> Iterator[Fault]:
        yield Fault(("database",), "niets", "een database")

    with pytest.raises(InvalidInput) as caught:
        read_settings(None, {"ZACHTE_LANDING_POORT": "x"}, unreachable)
    assert len(caught.value.faults) == 2
    with pytest.raises(InvalidInput) as caught:
        read_settings(None, {"ZACHTE_LANDING_DATABASE": "x"}, unreachable)
    assert len(caught.value.faults) == 1


def test_every_field_is_a_setting_and_its_default_is_allowed() -> None:
    assert [setting.field for setting in SETTINGS] == [field.name for field in fields(ServiceSettings)]
    shown = {setting.variable: _text(DEFAULTS[setting.field]) for setting in SETTINGS}
    assert read_settings(None, shown) == ServiceSettings()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_the_readme_tells_of_every_setting(setting: Setting) -> None:
    default = f"`{_text(setting.default)}`" if setting.default != "" else ""
    assert f"| `{setting.key}` | {default} | {setting.meaning} |" in README


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ",".join(value) if isinstance(value, tuple) else str(value)
