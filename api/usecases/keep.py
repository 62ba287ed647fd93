"""Keep an answer in a folder, and read it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from api.reports.workbook import workbooks
from api.usecases.propose import Answer
from api.wire import (
    dumps_explanations,
    dumps_proposal,
    dumps_round,
    loads_explanations,
    loads_proposal,
    loads_round,
)
from optimizer.errors import Fault, InvalidInput, RejectedProposal
from optimizer.explanations import Explanations
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.solve import practice
from optimizer.verify import verify, verify_explanations

Value = TypeVar("Value", Round, Proposal, Explanations)

ROUND, PROPOSAL, EXPLANATIONS = "ronde.json", "voorstel.json", "uitleg.json"
MAP, LOADS_MAP = "kaart.html", "kaart-coordinator.html"


def make_folder(folder: Path) -> None:
    """Make the folder for an answer. Raises InvalidInput when that can't be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = f"{folder}, waar geen map kan komen"
        raise InvalidInput([Fault(("--out",), found, "een map waarin te schrijven is")]) from error


def write_answer(answer: Answer, map_html: str, loads_html: str, folder: Path) -> tuple[str, ...]:
    """Write round, proposal, both maps and workbooks; each file appears whole or not at all. The result names them."""
    files = {
        ROUND: dumps_round(answer.round).encode(),
        PROPOSAL: dumps_proposal(answer.proposal).encode(),
        MAP: map_html.encode(),
        LOADS_MAP: loads_html.encode(),
        **workbooks(answer),
    }
    # What is told of another proposal would be refused here.
    (folder / EXPLANATIONS).unlink(missing_ok=True)
    _write(files, folder)
    return tuple(files)


def write_explanations(answer: Answer, loads_html: str | None, folder: Path) -> tuple[str, ...]:
    """Write what was worked out beside a kept answer, and its workbooks and the coordinator's map again.

    `loads_html` is None where there is no such map to write. The result names the files.
    """
    if answer.explanations is None:
        return ()
    drawn = {} if loads_html is None else {LOADS_MAP: loads_html.encode()}
    files = {EXPLANATIONS: dumps_explanations(answer.explanations).encode(), **drawn, **workbooks(answer)}
    _write(files, folder)
    return tuple(files)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Each file appears whole or not at all."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f".{path.name}.deel")
        part.write_bytes(content)
        part.replace(path)


def read_round(path: Path) -> Round:
    """The round in a file. Raises InvalidInput."""
    return loads_round(_bytes_of(path))


def read_proposal(path: Path) -> Proposal:
    """The proposal in a file, checked in form only. Raises InvalidInput with faults that name the file."""
    proposal, faults = _read(loads_proposal, path)
    if proposal is None:
        raise InvalidInput(faults)
    return proposal


def read_both(round_path: Path, proposal_path: Path) -> tuple[Round, Proposal]:
    """A round and a proposal, the proposal checked in form only. Raises InvalidInput with the faults of both."""
    round_, faults = _read(loads_round, round_path)
    proposal, more = _read(loads_proposal, proposal_path)
    if round_ is None or proposal is None:
        raise InvalidInput((*faults, *more))
    return round_, proposal


def read_answer(folder: Path) -> tuple[Answer, str]:
    """A kept answer and its map, checked again. Raises InvalidInput, RejectedProposal."""
    answer = read_checked(folder)
    map_html = _bytes_of(folder / MAP).decode("utf-8", errors="replace")
    return answer, map_html


def read_loads_map(folder: Path) -> str:
    """The coordinator's map of a kept answer; nothing where an earlier version didn't draw one. Raises InvalidInput."""
    path = folder / LOADS_MAP
    return _bytes_of(path).decode("utf-8", errors="replace") if path.exists() else ""


def read_checked(folder: Path) -> Answer:
    """A kept answer with what is told about it where that is kept too, all checked again. Raises as `read_answer`."""
    round_, proposal = read_both(folder / ROUND, folder / PROPOSAL)
    violations = verify(round_, proposal)
    told = _told(folder / EXPLANATIONS) if not violations else None
    violations += verify_explanations(round_, proposal, told) if told else ()
    if violations:
        raise RejectedProposal(violation.message for violation in violations)
    return Answer(round=round_, proposal=proposal, practice=practice(round_), explanations=told)


def _told(path: Path) -> Explanations | None:
    """What is told beside a proposal; None where nobody had that worked out."""
    if not path.exists():
        return None
    told, faults = _read(loads_explanations, path)
    if told is None:
        raise InvalidInput(faults)
    return told


def _read(loads: Callable[[bytes], Value], path: Path) -> tuple[Value | None, tuple[Fault, ...]]:
    """The value in a file, or its faults, which then name the file."""
    try:
        return loads(_bytes_of(path)), ()
    except InvalidInput as error:
        return None, _in_file(path, error.faults)


def _in_file(path: Path, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(replace(fault, path=(f"{path.name}:", *fault.path)) for fault in faults)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found = "een map" if path.is_dir() else "iets wat niet te lezen is" if path.exists() else "geen bestand"
        raise InvalidInput([Fault((), found, f"een leesbaar bestand op {path}")]) from error
