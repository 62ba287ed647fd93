"""Nothing goes around the one place where it is decided who sees what: routes and pages have a desk, and rows a scope."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from api.store import register, reviews

ROOT = Path(__file__).parents[2]
OUTSIDE = ("api/routes", "api/pages", "api/texts", "api/reports", "api/http")
# Types that routes tell of, and what the key of a request is kept as: values, and no way to the store.
VALUES = {
    "api.store.register": {"KeptRow"}, "api.store.runs": {"KeptRun", "Mode", "Plan", "RunState"},
    "api.store.rounds": {"KeptRound"}, "api.store.answers": {"KeptAnswer"}, "api.store.proposals": {"KeptProposal"},
}  # fmt: skip
# What reads rows of the register without a scope, and why that is none.
WITHOUT_SCOPE = {
    "holds": "looks at values that are given, not at rows",
    "current_register": "for calculations, which see everything; nobody's answer is made of it",
    "last_change": "a number of the audit",
}


def files() -> Iterator[Path]:
    for folder in OUTSIDE:
        yield from sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", tuple(files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_faces_people_takes_values_of_the_store_and_nothing_that_reads_it(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("api.store"):
            assert {alias.name for alias in node.names} <= VALUES.get(node.module or "", set()), path
        if isinstance(node, ast.Import):
            assert not [alias for alias in node.names if alias.name.startswith(("api.store", "sqlalchemy"))], path


@pytest.mark.parametrize("path", tuple(files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_desk_is_handed_on_and_never_opened(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        of_desk = isinstance(node, ast.Attribute) and node.attr == "store" and "desk" in ast.unparse(node.value)
        assert not of_desk, f"{path}: {ast.unparse(node)}"


def test_scopes_are_made_in_one_place_only() -> None:
    """`whole` is for what follows from a decision or an import: what a reader gets of it is scoped once more."""
    made = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "api").rglob("*.py")
        if re.search(r"\bScope\(", path.read_text(encoding="utf-8"))
    }
    assert made == {"api/access/scope.py", "api/access/register_access.py"}


def functions(module: ModuleType) -> dict[str, inspect.Signature]:
    own = {
        name: each
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__
    }
    return {name: inspect.signature(each) for name, each in own.items() if not name.startswith("_")}


def test_every_function_that_reads_the_register_takes_a_scope() -> None:
    for name, signature in functions(register).items():
        takes = any(str(parameter.annotation) == "Scope" for parameter in signature.parameters.values())
        assert takes != (name in WITHOUT_SCOPE), name
    assert set(WITHOUT_SCOPE) <= set(functions(register))


def test_every_list_of_placements_and_decisions_takes_a_share() -> None:
    """Besides those that are asked about one placement, of which the share was looked at before."""
    of_one = {"under_review", "live_claims", "decisions_on", "steps_of"}
    reading = {name: each for name, each in functions(reviews).items() if "connection" in each.parameters}
    for name, signature in reading.items():
        assert ("share" in signature.parameters) != (name in of_one), name


def test_no_other_module_of_the_store_reads_rows_of_the_register() -> None:
    """The others count, copy or erase whole tables, or read names of organisations; each stands here with its reason."""
    reasons = {
        "register.py": "the one place",
        "reviews.py": "the status of sent placements, by a share",
        "accounts.py": "codes and names of organisations, for a beheerder",
        "schema.py": "the tables themselves",
        "retention.py": "erases what is over its term",
        "replacing.py": "restores a backup",
        "dump.py": "makes a backup",
        "copying.py": "copies a store",
        "probing.py": "whether it can be written",
        "checking.py": "whether all is as it was written",
    }
    naming = {
        path.name
        for path in (ROOT / "api/store").glob("*.py")
        if re.search(r'(?<!\.)\bREGISTER\b(?! = ")', path.read_text(encoding="utf-8"))
    }
    assert naming <= set(reasons)
