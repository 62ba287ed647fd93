"""What changed between two years, in sentences that people read."""

from __future__ import annotations

from geodata.boundaries.changes import Change, Kind, Part
from geodata.boundaries.names import hectares


def sentence(change: Change) -> str:
    """The change in Dutch."""
    return _SENTENCES[change.kind](change)


def _vanished(change: Change) -> str:
    rest = f"Nu ligt daar {_said(change.went)}." if change.went else "Geen gebied in het nieuwe bestand ligt daar."
    return f"{change.code} {change.before} bestaat niet meer. {rest}"


def _new(change: Change) -> str:
    rest = f"Daar lag {_said(change.came)}." if change.came else "Geen gebied in het oude bestand lag daar."
    return f"{change.code} {change.after} is nieuw. {rest}"


def _recoded_said(change: Change) -> str:
    to = change.came[0]
    return f"{change.code} {change.before} is hetzelfde gebied gebleven, maar heet nu {to.code} {to.naam}."


def _renamed(change: Change) -> str:
    return f"{change.code} {change.before} heet nu {change.after}."


def _moved(change: Change) -> str:
    said = [f"De grens van {change.code} {change.after} is verlegd."]
    if change.lost:
        share = _percent(change.lost, change.hectares_before)
        where = f", naar {_said(change.went)}" if change.went else ""
        said.append(f"Eraf ging {hectares(change.lost)} ({share}){where}.")
    if change.gained:
        share = _percent(change.gained, change.hectares_before)
        where = f", van {_said(change.came)}" if change.came else ""
        said.append(f"Erbij kwam {hectares(change.gained)} ({share}){where}.")
    return " ".join(said)


_SENTENCES = {
    Kind.VANISHED: _vanished,
    Kind.NEW: _new,
    Kind.RECODED: _recoded_said,
    Kind.RENAMED: _renamed,
    Kind.MOVED: _moved,
}


def _said(parts: tuple[Part, ...]) -> str:
    return ", ".join(f"{part.code} {part.naam} ({hectares(part.hectares)})" for part in parts)


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole if whole else 0.0
    return "minder dan 1%" if share < 1 else f"{share:.0f}%"
