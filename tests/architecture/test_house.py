"""The house as DESIGN promises it: four packages, one direction of imports, no addresses in the lock."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "geodata", "maps", "optimizer")
# What the checker may know: the values, never what computes with them.
VALUES = {
    "agreements", "consistency", "counts", "errors", "events", "explanations", "people", "policy", "proposal", "round", "supply",
    "tradeoff",
}  # fmt: skip


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_four_packages_are_what_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert sorted(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == list(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_an_init_holds_a_docstring_only(package: str) -> None:
    for path in (ROOT / package).rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_checker_knows_values_only() -> None:
    known = re.compile(r"^from optimizer\.([\w.]+) import", re.MULTILINE)
    for path in (ROOT / "optimizer" / "verify.py", *modules("optimizer/recheck")):
        parts = {name.split(".")[0] for name in known.findall(path.read_text(encoding="utf-8"))}
        assert parts <= VALUES | {"recheck"}, path


def test_the_lock_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_no_boundary_file_is_in_the_project() -> None:
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in kept if name.endswith((".geojson", ".gpkg", ".shp", ".dbf"))]


def test_no_page_or_map_asks_a_third_party() -> None:
    for path in (ROOT / "api").rglob("*.html"):
        assert not re.search(r"(src|href)=[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path
