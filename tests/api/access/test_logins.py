"""A login is written in one way."""

from __future__ import annotations

import pytest

from api.access.logins import LONGEST, faults_of, folded, is_login


@pytest.mark.parametrize("typed", ["ANS@voorbeeld.nl", " ans@Voorbeeld.NL ", "ａｎｓ@voorbeeld.nl"])
def test_capitals_spaces_around_and_wide_letters_make_no_other_login(typed: str) -> None:
    assert folded(typed) == "ans@voorbeeld.nl"


@pytest.mark.parametrize(("one", "other"), [("STRASSE", "straße"), ("renée", "rene\u0301e"), ("ΣΊΣΥΦΟΣ", "σίσυφος")])
def test_letters_that_are_the_same_in_capitals_make_no_other_login(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    assert is_login(folded(one))


def test_folding_twice_changes_nothing() -> None:
    for number in range(0x3000):
        assert folded(folded(f"a{chr(number)}b")) == folded(f"a{chr(number)}b")


@pytest.mark.parametrize(
    "wrong",
    ["", "ab", "a" * (LONGEST + 1), "ans bakker", "ans\x00bakker", "ans\u202ebakker", "ans\ud800", "<b>ans</b>"],
)
def test_what_can_be_no_login_is_a_fault(wrong: str) -> None:
    assert [fault.path for fault in faults_of(wrong)] == [("login",)]
