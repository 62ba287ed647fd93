"""What a client asked for and what was acknowledged to it, on disk before it goes on."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ASKED, DONE, REFUSED = "asked", "done", "refused"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that changes the store. `content` is what can be found there when it was done, and only then."""

    kind: str
    key: str
    content: Mapping[str, Any]


class Journal:
    """One line for each deed that was asked, and one for its answer. A deed without an answer may have been done or not."""

    def __init__(self, path: Path) -> None:
        self.deeds: dict[str, Deed] = {}
        self.answers: dict[str, tuple[str, Any]] = {}
        self._file = path.open("a", encoding="utf-8")

    def asked(self, deed: Deed) -> None:
        """It is about to be sent for the first time."""
        self.deeds[deed.key] = deed
        self._write(ASKED, asdict(deed))

    def answered(self, deed: Deed, what: str, answer: Any) -> None:  # noqa: ANN401 - whatever came back
        """It was done, or refused."""
        self.answers[deed.key] = (what, answer)
        self._write(what, {"key": deed.key, "answer": answer})

    def of(self, kind: str) -> list[Deed]:
        """Those that were asked, in that order."""
        return [deed for deed in list(self.deeds.values()) if deed.kind == kind]

    def now(self) -> Told:
        """What has been acknowledged by now. Whoever looks whether it is there takes this first."""
        return Told(self, frozenset(key for key, (what, _) in list(self.answers.items()) if what == DONE))

    def is_refused(self, deed: Deed) -> bool:
        """Whether it was answered that it can't be done."""
        return self.answers.get(deed.key, ("", None))[0] == REFUSED

    def answer(self, deed: Deed) -> Any:  # noqa: ANN401 - same
        """What it was answered with."""
        return self.answers[deed.key][1]

    def counts(self, what: str) -> Counter[str]:
        """How many of each kind were answered so."""
        return Counter(self.deeds[key].kind for key, (found, _) in self.answers.items() if found == what)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, what: str, line: Mapping[str, Any]) -> None:
        self._file.write(json.dumps({"what": what, **line}, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


@dataclass(frozen=True)
class Told:
    """A journal with what had been acknowledged at one moment; deeds of later are in it too, as some that were only asked."""

    journal: Journal
    done: frozenset[str]

    def of(self, kind: str) -> list[Deed]:
        """Those that were asked, in that order."""
        return self.journal.of(kind)

    def is_done(self, deed: Deed) -> bool:
        """Whether it had been acknowledged."""
        return deed.key in self.done
