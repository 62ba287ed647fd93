"""Passwords are kept so that nobody can read them back, and only their length counts."""

from __future__ import annotations

import pytest
from pwdlib import PasswordHash

from api.access.passwords import LONGEST, SHORTEST, Passwords, faults_of
from tests.doors import PASSWORD, Counting, fast


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(Counting())


def test_by_default_it_is_argon2id_as_rfc_9106_recommends() -> None:
    kept = Passwords().kept(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().fits(PASSWORD, kept) == (True, None)


def test_the_same_password_is_kept_differently_each_time(passwords: Passwords) -> None:
    assert passwords.kept(PASSWORD) != passwords.kept(PASSWORD)


def test_another_password_does_not_fit(passwords: Passwords) -> None:
    assert passwords.fits(PASSWORD + " ", passwords.kept(PASSWORD)) == (False, None)


def test_where_nothing_is_kept_nothing_fits_and_a_password_is_looked_at_all_the_same() -> None:
    counting = Counting()
    assert Passwords(counting).fits(PASSWORD, None) == (False, None)
    assert counting.looked == 1


def test_with_other_parameters_a_good_password_is_kept_anew(passwords: Passwords) -> None:
    old = passwords.kept(PASSWORD)
    stronger = Passwords(PasswordHash((fast(time_cost=2),)))
    right, renewed = stronger.fits(PASSWORD, old)
    assert right
    assert renewed is not None
    assert stronger.fits(PASSWORD, renewed) == (True, None)
    assert stronger.fits("iets anders dan dat", old) == (False, None)


def test_an_accent_is_the_same_however_it_was_typed(passwords: Passwords) -> None:
    assert passwords.fits("cafe\u0301 met terras", passwords.kept("caf\u00e9 met terras"))[0]


def test_signs_that_only_look_alike_stay_different(passwords: Passwords) -> None:
    assert not passwords.fits("vijf in een rij 5", passwords.kept("vijf in een rij \uff15"))[0]


@pytest.mark.parametrize("odd", ["met een \x00 erin, en dan", "half teken \ud800 hierin", "🏠" * SHORTEST])
def test_any_sign_is_kept_whole(passwords: Passwords, odd: str) -> None:
    kept = passwords.kept(odd)
    assert passwords.fits(odd, kept)[0]
    assert not passwords.fits(odd[:-1], kept)[0]


def test_nothing_is_cut_off_of_the_longest_password(passwords: Passwords) -> None:
    kept = passwords.kept("a" * LONGEST)
    assert passwords.fits("a" * LONGEST, kept)[0]
    assert not passwords.fits("a" * (LONGEST - 1) + "b", kept)[0]


def test_what_is_longer_than_any_password_never_fits(passwords: Passwords) -> None:
    assert not passwords.fits("a" * (LONGEST + 1), passwords.kept("a" * (LONGEST + 1)))[0]
    assert not passwords.fits("a" * (LONGEST + 1), passwords.kept(""))[0]


@pytest.mark.parametrize("good", ["a" * SHORTEST, "a" * LONGEST, "e\u0301" * LONGEST])
def test_length_is_all_that_is_asked(good: str) -> None:
    assert not list(faults_of(good, "ans", "new"))


@pytest.mark.parametrize(
    "wrong", ["", "a" * (SHORTEST - 1), "e\u0301" * (SHORTEST - 1), "a" * (LONGEST + 1), "Ans@Voorbeeld.nl"]
)
def test_too_short_too_long_or_the_login_is_a_fault(wrong: str) -> None:
    [fault] = faults_of(wrong, "ans@voorbeeld.nl", "new")
    assert fault.path == ("new",)
    assert wrong not in str(fault) or not wrong
