"""Round trips, strict reading, and all faults of a file at once, in Dutch."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import partial, reduce
from operator import getitem
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic_core.core_schema import ErrorType

from api.faults import expected, found
from api.wire import (
    Kind,
    dumps_explanations,
    dumps_proposal,
    dumps_round,
    loads_explanations,
    loads_proposal,
    loads_round,
    schema,
)
from optimizer import agreements, people, policy, proposal, supply
from optimizer import round as rounds
from optimizer.consistency import COLLECTIONS
from optimizer.errors import InvalidInput
from optimizer.proposal import Proposal
from optimizer.round import Round
from tests.api.full import full_explanations, full_proposal, full_round
from tests.worlds import cap, dwelling, person, world

ENGLISH = re.compile(
    r"\b(input|should|field|required|valid|unexpected|keyword|argument|value|error|must|expected|string|integer"
    r"|boolean|tuple|array|type|found|or|and|the|is not|at most|None|True|False)\b",
)
# A value from the file, in whatever language.
VALUE = re.compile(r"\[.*|\{.*|'.*'|\(.*\)", re.DOTALL)
OTHERWISE = expected("geen soort die bestaat", {})


def small() -> dict[str, Any]:
    """A round of two people and two dwellings, as a tree."""
    return tree_of(world([person("ans"), person("bob")], [dwelling("d1"), dwelling("d2")], limits=[cap("wijk-a", 3)]))


def tree_of(value: Round | Proposal) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(dumps_round(value) if isinstance(value, Round) else dumps_proposal(value))
    return tree


def refused(text: str | bytes | dict[str, Any], load: Callable[[str | bytes], object] = loads_round) -> list[str]:
    """The faults as texts."""
    with pytest.raises(InvalidInput) as caught:
        load(json.dumps(text) if isinstance(text, dict) else text)
    return dutch(caught.value)


def dutch(error: InvalidInput) -> list[str]:
    """The faults as texts that can be written, with no word of English in them."""
    assert error.faults
    for fault in error.faults:
        assert not ENGLISH.search(VALUE.sub("", fault.found) + VALUE.sub("", fault.expected)), fault
    return [str(fault).encode().decode() for fault in error.faults]


def places(text: str | bytes | dict[str, Any]) -> list[str]:
    return [fault.split(":")[0] for fault in refused(text)]


# Writing


def test_a_round_comes_back_equal() -> None:
    round_ = full_round()
    assert all(getattr(round_, name) for name in COLLECTIONS)
    assert loads_round(dumps_round(round_)) == round_
    assert loads_round(dumps_round(round_).encode()) == round_


def test_a_proposal_comes_back_equal() -> None:
    assert loads_proposal(dumps_proposal(full_proposal())) == full_proposal()


def test_explanations_come_back_equal() -> None:
    told = full_explanations()
    assert loads_explanations(dumps_explanations(told)) == told
    tree = json.loads(dumps_explanations(told))
    assert fits(schema("explanations"), schema("explanations"), tree)
    tree["explanations"]["unplaced"][0]["openings"][0]["easings"][0]["kind"] = "zomaar"
    assert len(refused(tree, loads_explanations)) == 1
    assert refused(small(), loads_explanations) == [
        "format: gevonden de tekst 'zachte-landing/round'; verwacht 'zachte-landing/explanations'"
    ]


def test_the_written_form_is_one_form() -> None:
    text, tree = dumps_round(full_round()), tree_of(full_round())
    assert text == dumps_round(loads_round(text))
    assert text.endswith("}\n")
    assert "mère" in text
    assert list(tree) == ["format", "version", "round"]
    assert list(tree["round"]) == [item.name for item in fields(Round)]
    exclusion = tree["round"]["contact_exclusions"][0]
    assert exclusion["close"] == [["d1", "d2"], ["d3", "d1"]]
    assert exclusion["protected"] == ["d1", "d2"]
    assert tree["round"]["people"][0]["registered_on"] == "2026-08-01"


def test_the_order_of_rows_and_fields_changes_nothing() -> None:
    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return value

    tree = tree_of(full_round())
    for name in COLLECTIONS:
        tree["round"][name] = [turned(row) for row in reversed(tree["round"][name])]
    assert loads_round(json.dumps(turned(tree))) == full_round()


def test_a_byte_order_mark_is_no_fault() -> None:
    text = dumps_round(full_round())
    assert loads_round(b"\xef\xbb\xbf" + text.encode()) == full_round()
    assert loads_round("\ufeff" + text) == full_round()


def test_absent_fields_take_their_defaults() -> None:
    round_ = world([person("ans")], [dwelling("d1")])
    tree = tree_of(round_)
    for rows in ([tree["round"]], tree["round"]["people"], tree["round"]["dwellings"]):
        rows[0] = {name: value for name, value in rows[0].items() if value not in ([], "", None)}
    del tree["round"]["policy"]["goals"], tree["round"]["people"][0]["household"]
    assert loads_round(json.dumps(tree)) == round_


# Strict reading


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("urgency", "3", "gevonden de tekst '3'; verwacht een geheel getal, zonder aanhalingstekens"),
        ("urgency", 3.0, "gevonden het getal 3.0; verwacht een geheel getal, zonder aanhalingstekens"),
        ("urgency", True, "gevonden true; verwacht een geheel getal, zonder aanhalingstekens"),
        ("urgency", float("nan"), "gevonden het getal NaN; verwacht een geheel getal, zonder aanhalingstekens"),
        ("urgency", float("-inf"), "gevonden het getal -Infinity; verwacht een geheel getal, zonder aanhalingstekens"),
        ("urgency", 10**18, "gevonden het getal 1000000000000000000; verwacht een getal van hooguit 18 cijfers"),
        ("urgency", 12, "gevonden 12; verwacht een getal van 0 tot en met 9"),
        ("returns", 1, "gevonden het getal 1; verwacht true (ja) of false (nee), zonder aanhalingstekens"),
        ("origin", 4, "gevonden het getal 4; verwacht tekst tussen aanhalingstekens"),
        ("origin", "\ud800", "gevonden de tekst '?' met een half teken; verwacht tekst met alleen hele tekens"),
        ("provider", "x" * 99, f"gevonden '{'x' * 99}'; verwacht een zorgaanbieder die in deze ronde voorkomt"),
        ("care", "erg", "gevonden de tekst 'erg'; verwacht één van 'licht', 'midden' of 'zwaar'"),
        ("care", None, "gevonden null; verwacht één van 'licht', 'midden' of 'zwaar'"),
        ("ages", 30, "gevonden het getal 30; verwacht een groep velden tussen { en }"),
        ("needs", "lift", "gevonden de tekst 'lift'; verwacht een lijst tussen [ en ]"),
        ("preferred", {}, "gevonden de velden {}; verwacht een lijst tussen [ en ]"),
        ("schoenmaat", [43], "gevonden een onbekend veld met de lijst [43]; verwacht alleen velden die bij dit"),
    ],
)
def test_a_wrong_value_is_shown_with_what_should_stand_there(field: str, value: object, fault: str) -> None:
    tree = small()
    tree["round"]["people"][1][field] = value
    assert [text[: len(f"people[1].{field}: {fault}")] for text in refused(tree)] == [f"people[1].{field}: {fault}"]


@pytest.mark.parametrize(
    "value",
    ["2026-02-30", "2026-10-1", "01-10-2026", "20261001", "2026-10-01T00:00:00", "1790812800", "0", "", 5, None],
)
def test_only_days_that_exist_are_dates(value: object) -> None:
    tree = small()
    tree["round"]["people"][0]["ready_on"] = value
    (fault,) = refused(tree)
    assert fault.startswith("people[0].ready_on: gevonden ")
    assert fault.endswith("verwacht een bestaande datum als jjjj-mm-dd, tussen aanhalingstekens")


def test_long_values_are_shortened() -> None:
    tree = small()
    tree["round"]["people"][0]["care"] = "z" * 5_000
    tree["round"]["people"][1]["care"] = ["z"] * 5_000
    assert all(len(fault) < 150 for fault in refused(tree)[:2])


def test_missing_fields_are_named() -> None:
    tree = small()
    del tree["round"]["people"][0]["ages"]["low"], tree["round"]["name"]
    assert refused(tree) == [
        "people[0].ages.low: gevonden niets; verwacht een waarde, want dit veld is verplicht",
        "name: gevonden niets; verwacht een waarde, want dit veld is verplicht",
    ]


def test_pairs_hold_two() -> None:
    tree = tree_of(full_round())
    tree["round"]["contact_exclusions"][0]["close"] = [["d1"], ["d1", "d2", "d3"], "d1"]
    assert refused(tree) == [
        "contact_exclusions[0].close[0][1]: gevonden niets; verwacht een waarde, want dit veld is verplicht",
        """contact_exclusions[0].close[1]: gevonden de lijst ["d1", "d2", "d3"]; verwacht een lijst van 2""",
        "contact_exclusions[0].close[2]: gevonden de tekst 'd1'; verwacht een lijst tussen [ en ]",
    ]


def test_doubled_keys_are_faults_wherever_they_stand() -> None:
    text = dumps_round(full_round()).replace('"urgency": 0', '"urgency": 0, "urgency": 1', 1)
    assert refused(text) == [
        "people[0].urgency: gevonden een veld dat meer dan één keer voorkomt; verwacht elk veld hooguit één keer"
    ]
    assert places('{"format": "zachte-landing/round", "round": {"id": 1, "id": 2}, "version": 1}')[0] == "id"


def test_a_set_holds_a_value_once() -> None:
    tree = small()
    tree["round"]["people"][0]["needs"] = ["lift", "rolstoel", "lift"]
    assert refused(tree) == [
        "people[0].needs[2]: gevonden de tekst 'lift', die al eerder voorkomt; verwacht elke waarde hooguit één keer"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "(het hele bestand): gevonden een fout op regel 1, teken 1; verwacht een bestand in geldige JSON"),
        (
            '{"a": 1\n"b": 2}',
            "(het hele bestand): gevonden een fout op regel 2, teken 1; verwacht een bestand in geldige",
        ),
        (b'{\n"\xe9"', "(het hele bestand): gevonden een teken dat geen UTF-8 is, op regel 2; verwacht een bestand"),
        ("[" * 100_000, "(het hele bestand): gevonden te veel groepen en lijsten in elkaar; verwacht hooguit 20"),
        ("[]", "(het hele bestand): gevonden de lijst []; verwacht een groep velden tussen { en }"),
        ("null", "(het hele bestand): gevonden null; verwacht een groep velden tussen { en }"),
        ("9" * 5_000, "(het hele bestand): gevonden het getal 999"),
        ("{}", "format: gevonden niets; verwacht een waarde, want dit veld is verplicht"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_in_dutch(text: str | bytes, fault: str) -> None:
    assert refused(text)[0][: len(fault)] == fault


def test_deep_nesting_is_a_fault_with_a_place() -> None:
    tree = small()
    tree["round"]["people"][0]["name"] = json.loads("[" * 60 + "]" * 60)
    assert any(fault.startswith("people[0].name") and "in elkaar" in fault for fault in refused(tree))


@pytest.mark.parametrize("version", [2, 0, True, 1.0, "1", None])
def test_another_version_is_refused(version: object) -> None:
    assert [fault[-10:] for fault in refused({**small(), "version": version})] == ["verwacht 1"]


def test_a_file_that_is_something_else_is_not_read_any_further() -> None:
    assert refused(tree_of(full_proposal())) == [
        "format: gevonden de tekst 'zachte-landing/proposal'; verwacht 'zachte-landing/round'"
    ]
    assert refused(small(), loads_proposal) == [
        "format: gevonden de tekst 'zachte-landing/round'; verwacht 'zachte-landing/proposal'"
    ]
    assert places({**small(), "version": 2, "round": {}, "nieuw": 1}) == ["version"]


def test_faults_of_the_envelope_come_with_those_inside() -> None:
    tree = small()
    del tree["format"]
    tree["round"]["people"][0]["urgency"] = -1
    tree["extra"] = 1
    assert places(tree) == ["people[0].urgency", "extra", "format"]


# All at once, across kinds


def test_faults_of_every_kind_come_at_once_in_the_order_of_the_file() -> None:
    tree = tree_of(full_round())
    round_ = tree["round"]
    round_["people"][0]["ready_on"] = "2026-02-30"
    round_["people"][1]["urgency"] = 99
    round_["dwellings"][0]["rent"] = "550"
    round_["dwellings"][1]["buurt"] = "nergens"
    round_["dwellings"][2]["rent"] = -1
    round_["limits"].insert(0, {"id": 7})
    round_["limits"].append(round_["limits"][1])
    round_["pins"].append({"person": "niemand", "dwelling": "d1", "reason": "besluit van de coördinator"})
    assert places(tree) == [
        "people[0].ready_on",
        "people[1].urgency",
        "dwellings[0].rent",
        "dwellings[1].buurt",
        "dwellings[2].rent",
        "limits[0].id",
        "limits[0].area",
        "limits[0].kind",
        "limits[0].gross_cap",
        "limits[0].used",
        "limits[0].decision",
        "limits[3]",
        "pins[1].person",
    ]


def test_one_row_shows_its_faults_of_both_kinds_where_it_can_be_read_without_the_faulty_field() -> None:
    tree = small()
    tree["round"]["people"][0].update(urgency="9", rounds_missed=-1, schoenmaat=43, origin="nergens")
    tree["round"]["policy"].update(max_hold_days="x", small_count=-5)
    assert places(tree) == [
        "policy.max_hold_days",
        "policy.small_count",
        "people[0].origin",
        "people[0].urgency",
        "people[0].rounds_missed",
        "people[0].schoenmaat",
    ]


@pytest.mark.parametrize("name", ["municipalities", "areas", "corporations", "providers", "people", "dwellings"])
@pytest.mark.parametrize("harm", ["row without id", "id of another type", "no row", "doubled id", "no list"])
def test_rows_that_cannot_be_read_make_no_reference_faulty(name: str, harm: str) -> None:
    tree = tree_of(full_round())
    rows = tree["round"][name]
    if harm == "row without id":
        del rows[0]["id"]
    elif harm == "id of another type":
        rows[0]["id"] = 5
    elif harm == "no row":
        rows[0] = "rij"
    elif harm == "doubled id":
        rows[0] = {"dubbel": 0, **rows[0]}
    else:
        tree["round"][name] = "rijen"
    text = json.dumps(tree).replace('"dubbel": 0', '"id": "eerst"')
    assert len(places(text)) == 1
    assert places(text)[0].startswith(name)


def test_other_references_are_still_checked_when_a_row_has_no_id() -> None:
    tree = tree_of(full_round())
    del tree["round"]["people"][0]["id"]
    tree["round"]["dwellings"][0]["corporation"] = "geen"
    assert places(tree) == ["people[0].id", "dwellings[0].corporation"]


@pytest.mark.parametrize("field", ["corporation", "provider", "units"])
def test_a_faulty_field_that_others_lean_on_makes_none_of_them_faulty(field: str) -> None:
    tree = tree_of(full_round())
    tree["round"]["claims"].append({"person": "ans", "dwelling": "d2", "status": "verhuurd"})
    tree["round"]["dwellings"][1][field] = 1.5
    assert places(tree) == [f"dwellings[1].{field}"]


@pytest.mark.parametrize(
    ("harm", "wanted"),
    [
        ({"start": "ooit"}, ["start", "people[0].urgency"]),
        ({"end": None}, ["end", "people[0].urgency"]),
        ({"start": 1, "end": 2}, ["start", "end", "people[0].urgency"]),
        ({"end": "2026-01-01"}, ["end", "people[0].urgency"]),
        ({"start": "ooit", "end": "2027-01-01"}, ["start", "policy.amounts", "people[0].urgency"]),
        ({"id": 3, "name": None}, ["id", "name", "people[0].urgency"]),
        ({"policy": "streng"}, ["policy", "people[0].urgency"]),
        ({"policy": {"name": "leeg"}}, ["policy.amounts", "people[0].urgency"]),
        ({"policy": {"name": "leeg", "amounts": [], "goal": []}}, ["policy.amounts", "policy.goal"]),
        ({"people": {}}, ["people"]),
        ({"mensen": []}, ["people[0].urgency", "mensen"]),
    ],
)
def test_faults_in_the_heading_hide_no_faults_in_the_rows(harm: dict[str, object], wanted: list[str]) -> None:
    tree = small()
    tree["round"]["people"][0]["urgency"] = -1
    tree["round"].update(harm)
    assert places(tree)[: len(wanted)] == wanted


def test_an_unknown_kind_of_rule_is_one_fault() -> None:
    tree = tree_of(full_proposal())
    tree["proposal"]["conflicts"][1]["facts"][0] = "zomaar"
    (fault,) = refused(tree, loads_proposal)
    assert fault.startswith("conflicts[1].facts[0]: gevonden de tekst 'zomaar'; verwacht één van 'unit_free', ")
    assert "of één van 'unit_once', " in fault


# Whatever comes in

WRONG: tuple[object, ...] = (None, True, "x", [], [1], {})
LEAVES = (None, True, -1, 10**30, 1.5, float("nan"), "", "x", "2026-02-30", "\ud800")
json_values = st.recursive(
    st.sampled_from(LEAVES) | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def spots(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the tree."""
    yield path
    for step, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from spots(item, (*path, step))


def kinds_of_spots(tree: object) -> Iterator[tuple[Any, ...]]:
    """Every place in the tree, of many rows of one kind only the last."""
    yield from {tuple("*" if isinstance(step, int) else step for step in path): path for path in spots(tree)}.values()


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    return reduce(getitem, path, tree)


def changed(tree: Any, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    """A copy of the tree, changed at the place: `change` gets the parent and the step."""
    box = {"": copy.deepcopy(tree)}
    *above, last = ("", *path)
    change(at(box, tuple(above)), last)
    return box.get("")


def outcome(kind: Kind, text: str | bytes) -> None:
    """A value, or faults in Dutch; any other exception fails the test."""
    load = loads_round if kind == "round" else loads_proposal
    faults: list[str] = []
    try:
        load(text)
    except InvalidInput as error:
        faults = dutch(error)
    assert OTHERWISE not in " ".join(faults)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode(errors="replace")))
@example(b'{"format": "zachte-landing/round", "version": 1, "round": {"\\ud800": 1}}')
@example(b"\xef\xbb\xbf")
@example(b"-" + b"1" * 10_000)
@example(b"1e999")
@example(b'{"a":' * 5_000)
def test_any_bytes_give_a_value_or_faults(data: bytes) -> None:
    outcome("round", data)
    outcome("proposal", data)


@settings(max_examples=150, deadline=None)
@given(json_values, json_values)
def test_any_json_gives_a_value_or_faults(inside: object, row: object) -> None:
    outcome("round", json.dumps({**small(), "round": inside}))
    tree = small()
    tree["round"].update(people=row, claims=[row], policy=inside)
    outcome("round", json.dumps(tree))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_change_of_a_file_gives_a_value_or_faults(data: st.DataObject) -> None:
    tree = tree_of(full_round())
    every = sorted(spots(tree), key=str)
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(every))
        value = data.draw(json_values | st.sampled_from(every).map(partial(at, tree_of(full_round()))))
        action = data.draw(st.sampled_from((put(value), drop, add(value))))
        try:
            tree = changed(tree, path, action)
        except (AttributeError, IndexError, KeyError, TypeError):
            continue  # an earlier change took the place away
    outcome("round", json.dumps(tree))


def put(value: object) -> Callable[[Any, Any], None]:
    return lambda parent, step: parent.__setitem__(step, value)


def drop(parent: Any, step: Any) -> None:
    del parent[step]


def add(value: object) -> Callable[[Any, Any], None]:
    def added(parent: Any, step: Any) -> None:
        if isinstance(parent[step], dict):
            parent[step]["erbij"] = value
        elif isinstance(parent[step], list):
            parent[step].append(value)

    return added


@pytest.mark.parametrize("kind", ["round", "proposal"])
def test_every_place_with_any_wrong_type_is_explained_in_dutch(kind: Kind) -> None:
    tree = tree_of(full_round() if kind == "round" else full_proposal())
    for path in kinds_of_spots(tree):
        for change in (drop, add(1), *map(put, WRONG)):
            outcome(kind, json.dumps(changed(tree, path, change)))


@pytest.mark.parametrize("kind", ["round", "proposal"])
def test_one_wrong_value_is_one_fault(kind: Kind) -> None:
    tree = tree_of(full_round() if kind == "round" else full_proposal())
    for path in kinds_of_spots(tree):
        with pytest.raises(InvalidInput) as caught:
            (loads_round if kind == "round" else loads_proposal)(json.dumps(changed(tree, path, put(1.5))))
        inside = path[1:] if path[:1] == (kind,) and len(path) > 1 else path
        assert [fault.path for fault in caught.value.faults] == [inside]


def test_every_error_that_pydantic_knows_has_a_dutch_text() -> None:
    context = {"max_length": 2, "min_length": 1, "ge": 1, "le": 2, "expected": "'a', 'b' or 'c'"}
    for kind in get_args(ErrorType):
        assert not ENGLISH.search(f"{found(kind, 5)} {expected(kind, context)}"), kind


# The schema


def dataclasses_of(*modules: Any) -> dict[str, Any]:
    named: dict[str, Any] = {name: value for module in modules for name, value in vars(module).items()}
    return {name: value for name, value in named.items() if isinstance(value, type) and is_dataclass(value)}


@pytest.mark.parametrize(
    ("kind", "modules"),
    [("round", (agreements, people, policy, supply, rounds)), ("proposal", (proposal,))],
)
def test_the_schema_has_every_field_and_nothing_else(kind: Kind, modules: tuple[Any, ...]) -> None:
    whole = schema(kind)
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(whole["properties"]) == ["format", "version", kind] == whole["required"]
    assert whole["additionalProperties"] is False
    objects = {name: part for name, part in whole["$defs"].items() if part["type"] == "object"}
    assert set(objects) == set(dataclasses_of(*modules))
    for name, value in dataclasses_of(*modules).items():
        needed = [item.name for item in fields(value) if (item.default, item.default_factory) == (MISSING, MISSING)]
        assert list(objects[name]["properties"]) == [item.name for item in fields(value)]
        assert objects[name].get("required", []) == needed
        assert objects[name]["additionalProperties"] is False
    for part in (whole, *whole["$defs"].values()):
        assert part["title"]
        assert part["description"]


def fits(whole: dict[str, Any], part: dict[str, Any], value: Any) -> bool:
    """Whether a value fits the part of the schema; knows the words that our schemas use."""
    if "$ref" in part:
        return fits(whole, whole["$defs"][part["$ref"].split("/")[-1]], value)
    if "anyOf" in part:
        return any(fits(whole, one, value) for one in part["anyOf"])
    kind = {type(None): "null", bool: "boolean", int: "integer", str: "string", list: "array", dict: "object"}
    if kind[type(value)] != part["type"] or value != part.get("const", value) or value not in part.get("enum", [value]):
        return False
    if isinstance(value, dict):
        known = part["properties"]
        return set(part.get("required", ())) <= set(value) <= set(known) and all(
            fits(whole, known[key], item) for key, item in value.items()
        )
    if isinstance(value, list):
        parts = part.get("prefixItems") or [part["items"]] * len(value)
        return len(parts) == len(value) and all(fits(whole, one, item) for one, item in zip(parts, value, strict=True))
    return True


def test_the_schema_accepts_what_is_written() -> None:
    assert fits(schema("round"), schema("round"), tree_of(full_round()))
    assert fits(schema("proposal"), schema("proposal"), tree_of(full_proposal()))
    assert not fits(schema("round"), schema("round"), {**small(), "version": 2})
    assert not fits(schema("round"), schema("round"), tree_of(full_proposal()))


def test_the_schema_knows_every_status_of_a_placement_and_a_claim_is_live() -> None:
    assert schema("round")["$defs"]["PlacementStatus"]["enum"] == list(agreements.PlacementStatus)
    tree = tree_of(full_round())
    tree["round"]["claims"][0]["status"] = "terugval"
    with pytest.raises(InvalidInput, match=r"claims\[0\]\.status.*'terugval'.*een plaatsing die nog loopt"):
        loads_round(json.dumps(tree))
