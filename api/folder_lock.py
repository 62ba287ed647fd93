"""One service at a time in a folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimizer.errors import Fault, InvalidInput

NAME = ".in-gebruik"
# What lies in the folder holds values of people.
FOR_ITS_OWNER = 0o700


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep others out of a folder, which is made where it isn't there; whatever ends this process ends that too.

    Raises InvalidInput when somebody else is in it, or it can't be written in.
    """
    try:
        folder.mkdir(FOR_ITS_OWNER, parents=True, exist_ok=True)
        lock = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise InvalidInput([_fault(folder, "een map die niet te maken of te schrijven is", "een map van u")]) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            found = "een map waarin al een dienst draait"
            raise InvalidInput([_fault(folder, found, "een andere map, of een dienst die gestopt is")]) from error
        yield
    finally:
        os.close(lock)


def _fault(folder: Path, found: str, expected: str) -> Fault:
    return Fault((str(folder),), found, expected)
