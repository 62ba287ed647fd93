"""`herstel`: from a kept folder and what happened to two folders that can be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import CONFLICT, DONE, OBJECTED, WRONG_INPUT, main
from api.usecases.keep import MAP, PROPOSAL, ROUND, read_answer, read_both
from api.usecases.mend import Said, events_of
from api.wire import dumps_proposal, dumps_round
from optimizer.agreements import Claim, Pin, PinReason, PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.events import Declined, Fixed
from optimizer.round import Round
from optimizer.solve import solve
from tests.worlds import dwelling, person, world

Spoken = pytest.CaptureFixture[str]
ROUND_ = world(
    [person("ans", urgency=2), person("bea", urgency=1), person("c=d")],
    [dwelling("v"), dwelling("w", "b")],
)
STAY, MOVE = "zonder-verhuizingen", "minste-verhuizingen"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The round with its proposal, in a folder."""
    folder = tmp_path / "eerst"
    folder.mkdir()
    (folder / ROUND).write_text(dumps_round(ROUND_), encoding="utf-8")
    (folder / PROPOSAL).write_text(dumps_proposal(solve(ROUND_)), encoding="utf-8")
    return folder


def newer(folder: Path, round_: Round) -> Path:
    path = folder / "nieuw.json"
    path.write_text(dumps_round(round_), encoding="utf-8")
    return path


def test_a_decline_gives_two_folders_that_can_be_shown(kept: Path, tmp_path: Path, capsys: Spoken) -> None:
    out = tmp_path / "uit"
    assert main(["herstel", str(kept), "--geweigerd", "ans=wob", "--out", str(out)]) == DONE
    for name in (STAY, MOVE):
        answer, map_html = read_answer(out / name)
        assert map_html
        assert {path.name for path in (out / name).iterdir()} >= {ROUND, PROPOSAL, MAP, "voorstel.xlsx"}
        assert [ban.person for ban in answer.round.bans] == ["ans"]
    said = capsys.readouterr()
    assert "Woonomgeving bevalt niet (cliënt). Dit telt als geweigerd aanbod." in said.out
    assert (out / "vergelijking.txt").read_text(encoding="utf-8") in said.out
    assert "Het herstel berekenen" in said.err


def test_a_repair_can_be_repaired(kept: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "een", tmp_path / "twee"
    assert main(["herstel", str(kept), "--geweigerd", "bea", "--verstuurd", "alles", "--out", str(first)]) == DONE
    assert main(["herstel", str(first / STAY), "--ingetrokken", "ans", "--out", str(second)]) == DONE
    round_, proposal = read_both(second / MOVE / ROUND, second / MOVE / PROPOSAL)
    assert (round_.id, len(proposal.placements)) == ("ronde-herstel-2-minste-verhuizingen", 2)
    assert round_.pins == ()
    assert "ans" not in {each.id for each in round_.people}


def test_new_people_and_dwellings_come_from_a_newer_round(kept: Path, tmp_path: Path, capsys: Spoken) -> None:
    later = world(
        [*ROUND_.people, person("emma", urgency=9)],
        [*ROUND_.dwellings, dwelling("x", "c")],
        claims=[Claim(person="ans", dwelling="v", status=PlacementStatus.VERHUURD)],
    )
    out = tmp_path / "uit"
    assert main(["herstel", str(kept), "--nieuw", str(newer(tmp_path, later)), "--out", str(out)]) == DONE
    _, proposal = read_both(out / STAY / ROUND, out / STAY / PROPOSAL)
    assert {each.person for each in proposal.placements} == {"bea", "emma"}
    assert "Krijgt nu wel een woning: emma in x." in capsys.readouterr().out


def test_faults_come_all_at_once_and_nothing_is_written(kept: Path, tmp_path: Path, capsys: Spoken) -> None:
    out = tmp_path / "uit"
    assert main(["herstel", str(kept), "--geweigerd", "ans=XYZ", "bea=ABC", "--out", str(out)]) == WRONG_INPUT
    said = capsys.readouterr().err
    assert "--geweigerd.ans: gevonden 'XYZ'; verwacht een van: BUI" in said
    assert "2 fouten" in said
    assert main(["herstel", str(kept), "--geweigerd", "niemand", "--vervallen", "z", "--out", str(out)]) == WRONG_INPUT
    said = capsys.readouterr().err
    assert "niemand: gevonden iemand zonder plaatsing" in said
    assert "z: gevonden iets wat niet in de ronde staat" in said
    assert not (out / STAY).exists()


def test_when_neither_answer_is_possible_the_exit_code_says_so(kept: Path, tmp_path: Path, capsys: Spoken) -> None:
    pins = [Pin(person=name, dwelling="v", reason=PinReason.AKKOORD) for name in ("ans", "bea")]
    later = newer(tmp_path, world(ROUND_.people, ROUND_.dwellings, pins=pins))
    out = tmp_path / "uit"
    assert main(["herstel", str(kept), "--nieuw", str(later), "--out", str(out)]) == CONFLICT
    assert "wat vastligt, botst" in capsys.readouterr().out


def test_a_proposal_that_the_check_rejects_is_not_repaired(kept: Path, capsys: Spoken) -> None:
    (kept / ROUND).write_text(dumps_round(world(ROUND_.people)), encoding="utf-8")
    assert main(["herstel", str(kept), "--ingetrokken", "ans"]) == OBJECTED
    assert "keurt dit voorstel af" in capsys.readouterr().err


def test_a_person_with_an_equals_sign_is_known_by_the_proposal() -> None:
    round_ = world([person("c=d")], [dwelling("v")])
    proposal = solve(round_)
    (event,) = events_of(Said(declined=["c=d"]), round_, proposal)
    assert isinstance(event, Declined)
    assert (event.person, event.refusal.code) == ("c=d", "ONBEKEND")
    (event,) = events_of(Said(declined=["c=d=wbn"]), round_, proposal)
    assert isinstance(event, Declined)
    assert (event.person, event.refusal.code) == ("c=d", "WBN")


def test_everything_is_sent_but_what_something_else_happened_to() -> None:
    proposal = solve(ROUND_)
    said = Said(declined=["ans"], sent=["alles"])
    assert [event.person for event in events_of(said, ROUND_, proposal) if isinstance(event, Fixed)] == ["bea"]
    lost = Said(lost=[each.dwelling for each in proposal.placements], sent=["alles"])
    assert not [event for event in events_of(lost, ROUND_, proposal) if isinstance(event, Fixed)]
    agreed = events_of(Said(agreed=["ans"], offered=["bea"]), ROUND_, proposal)
    assert [event.reason for event in agreed if isinstance(event, Fixed)] == [PinReason.AKKOORD, PinReason.AANGEBODEN]


def test_a_reason_that_is_not_there_and_a_stranger_are_told_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        events_of(Said(declined=["ans=xxx", "niemand"], lost=["nergens"]), ROUND_, solve(ROUND_))
    assert [fault.path[-1] for fault in caught.value.faults] == ["ans", "niemand", "nergens"]
