"""What users do around proposals: look what there is, why, and where, and take steps with what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.asking import Sent
from benchmarks.user import COORDINATOR, CORPORATIE, PLANNER, REASON, ZORGAANBIEDER, Doing, User
from geodata.synthetic import OCTOBER_TO_DECEMBER

PERIOD = OCTOBER_TO_DECEMBER
SHAPES, PER_MUNICIPALITY, LOADS = "ruimte", "herkomst", "belasting"
LAYERS: Mapping[str, tuple[str, ...]] = {
    COORDINATOR: (SHAPES, PER_MUNICIPALITY, LOADS),
    CORPORATIE: (SHAPES,),
    ZORGAANBIEDER: (SHAPES,),
    PLANNER: (SHAPES, PER_MUNICIPALITY),
}
DECLINE = "weigeren"
# Why each declines; the coordinator leaves that to them.
REFUSALS: Mapping[str, str] = {CORPORATIE: "DON", ZORGAANBIEDER: "BEGELEIDING"}
# Steps after which a placement is over: seldom, or there would soon be nothing to decide.
LAST = frozenset({DECLINE, "terugnemen", "terugval melden", "beëindigen"})
SELDOM = 0.1


async def rounds(user: User) -> None:
    """Look which rounds there are, or look into one."""
    seen = user.one_of(user.known.rounds)
    if seen is None or user.dice.random() < 0.5:  # noqa: PLR2004 - half of the time
        answer = await user.client.ask("rounds", "GET", "/rounds")
        user.known.rounds = [one["id"] for one in answer.json()["items"]] if answer.good else []
    else:
        await user.client.ask("round", "GET", f"/rounds/{seen}")


async def freeze(user: User) -> None:
    """Freeze a round of what is known now."""
    body = {"name": f"Ronde {user.key()}", "start": PERIOD.start.isoformat(), "end": PERIOD.end.isoformat()}
    await user.client.ask("freezing of a round", "POST", "/rounds", Sent(body=body, key=user.key()))


async def runs(user: User) -> None:
    """Look which calculations there are."""
    answer = await user.client.ask("runs", "GET", "/runs", query={"pageSize": "20"})
    if answer.good:
        user.known.runs = [run["id"] for run in answer.json()["items"]]


async def run(user: User) -> None:
    """Look how a calculation stands."""
    if not user.known.runs:
        await runs(user)
    if user.known.runs:
        await user.client.ask("run", "GET", f"/runs/{user.one_of(user.known.runs)}")


async def proposals(user: User) -> None:
    """Look which proposals there are; what follows is about the one that was sent last."""
    answer = await user.client.ask("proposals", "GET", "/proposals", query={"pageSize": "20", "sort": "-sent_at"})
    found = answer.json()["items"] if answer.good else []
    user.known.proposals = [one for one in found if one["sent_at"] is not None][:1]


def of_a_proposal(do: Doing) -> Doing:
    """First look which there are, when none is known."""

    async def look(user: User) -> None:
        if not user.known.proposals:
            await proposals(user)
        if user.known.proposals:
            await do(user)

    return look


@of_a_proposal
async def proposal(user: User) -> None:
    """Look at one."""
    await user.client.ask("proposal", "GET", _path(user))


@of_a_proposal
async def placements(user: User) -> None:
    """Look who goes where."""
    answer = await user.client.ask("placements", "GET", f"{_path(user)}/placements", query={"pageSize": "100"})
    user.known.placements = answer.json()["items"] if answer.good else []


@of_a_proposal
async def unplaced(user: User) -> None:
    """Look who has no home."""
    answer = await user.client.ask("unplaced", "GET", f"{_path(user)}/unplaced", query={"pageSize": "100"})
    found = answer.json()["items"] if answer.good else []
    user.known.unplaced = [one["values"]["person"] for one in found]


@of_a_proposal
async def explanation(user: User) -> None:
    """Look why somebody goes there, or has no home yet."""
    people = [*(one["values"]["person"] for one in user.known.placements), *user.known.unplaced]
    if not people:
        await unplaced(user)
        return
    await user.client.ask("explanation", "GET", f"{_path(user)}/explanations/{user.one_of(people)}")


@of_a_proposal
async def figures(user: User) -> None:
    """Look at the numbers."""
    await user.client.ask("figures", "GET", f"{_path(user)}/figures")


@of_a_proposal
async def layer(user: User) -> None:
    """Look at a map."""
    await user.client.ask("layer", "GET", f"{_path(user)}/layers/{user.one_of(LAYERS[user.client.role])}")


async def placement(user: User) -> None:
    """Look how far one placement is."""
    sent = [one["placement"] for one in user.known.placements if one["placement"]]
    if sent:
        await user.client.ask("placement", "GET", f"/placements/{user.one_of(sent)}")
    else:
        await placements(user)


async def decisions(user: User) -> None:
    """Look what was decided."""
    await user.client.ask("decisions", "GET", "/decisions", query={"pageSize": "50"})


@of_a_proposal
async def decide(user: User) -> None:
    """Look who goes where, and take a step with one of them; a colleague may take one at the same time."""
    await placements(user)
    possible = [(one, step) for one in user.known.placements for step in one["steps"]]
    onward = [(one, step) for one, step in possible if step not in LAST]
    ending = [(one, step) for one, step in possible if step == DECLINE and user.client.role in REFUSALS]
    chosen = user.one_of(ending if ending and user.dice.random() < SELDOM else onward)
    if chosen is None:
        return
    found, step = chosen
    body: dict[str, Any] = {"placement": found["placement"], "step": step, "motivation": REASON}
    body |= {"refusal": REFUSALS[user.client.role]} if step == DECLINE else {}
    sent = Sent(body=body, etag=f'"{found["version"]}"', key=user.key())
    await user.client.ask("decision", "POST", "/decisions", sent)


def _path(user: User) -> str:
    return f"/proposals/{user.one_of(user.known.proposals)['id']}"
