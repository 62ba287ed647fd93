"""How long an account waits after wrong passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.access.door import DoorRules


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, None), (4, None), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (10**6, 15)]
)
def test_each_wrong_password_after_the_fifth_doubles_the_wait_up_to_a_quarter_of_an_hour(
    failures: int, minutes: int | None
) -> None:
    assert DoorRules().wait_after(failures) == (None if minutes is None else timedelta(minutes=minutes))
