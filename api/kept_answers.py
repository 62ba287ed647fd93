"""Answers of a service kept on disk, so that nobody waits twice for borders that stay the same all year."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from api.pdok import Answer

VARIABLE = "ZACHTE_LANDING_CACHE"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the day on which it came."""

    answer: Answer
    day: date


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """A folder with one file per whole answer; a file that can't be read counts as none."""

    folder: Path

    def find(self, name: str, asked: str) -> Kept | None:
        """The answer kept under a name, to what was asked and where."""
        try:
            kept = json.loads(self._path(name, asked).read_text(encoding="utf-8"))
            answer = Answer(features=tuple(kept["features"]), source=kept["source"], country=kept["country"])
            return Kept(answer, date.fromisoformat(kept["day"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, name: str, asked: str, answer: Answer, day: date) -> None:
        """Keep a whole answer. Raises OSError when the folder can't be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = {"day": day.isoformat(), "source": answer.source, "country": answer.country}
        text = json.dumps({"type": "FeatureCollection", **told, "features": answer.features}, ensure_ascii=False)
        # Written beside it and then named, so that a file of that name is whole.
        handle, temporary = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(temporary).replace(self._path(name, asked))
        except BaseException:
            Path(temporary).unlink()
            raise

    def _path(self, name: str, asked: str) -> Path:
        return self.folder / f"{name}-{sha256(asked.encode()).hexdigest()[:12]}.json"


def own_folder() -> Path:
    """Where this user's programs keep what they can fetch again, by the customs of the system; or what `VARIABLE` says."""
    if VARIABLE in os.environ:
        return Path(os.environ[VARIABLE])
    if sys.platform == "win32":
        around = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        around = Path.home() / "Library" / "Caches"
    else:
        around = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return around / "zachte-landing"
