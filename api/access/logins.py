"""The name with which somebody signs in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from optimizer.errors import Fault

SHORTEST, LONGEST = 3, 100
_LOGIN = re.compile(rf"[\w.@+'-]{{{SHORTEST},{LONGEST}}}")


def folded(login: str) -> str:
    """The one way to write it: capitals and the ways to put an accent on a letter make no other account."""
    return normalize("NFKC", normalize("NFKC", login.strip()).casefold())


def is_login(login: str) -> bool:
    """Whether an account can have this name, which is folded."""
    return _LOGIN.fullmatch(login) is not None


def faults_of(login: str) -> Iterator[Fault]:
    """What is wrong with a name that is given to an account."""
    if not is_login(folded(login)):
        length = f"{SHORTEST} tot {LONGEST}"
        yield Fault(("login",), "een naam die niet kan", f"{length} letters, cijfers of . @ + ' - _, zonder spaties")
