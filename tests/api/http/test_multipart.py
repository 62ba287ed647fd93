"""Forms with files, as programs make them."""

from __future__ import annotations

import httpx
from hypothesis import given
from hypothesis import strategies as st

from api.http.multipart import Part, parts_of

NAMES = st.text(st.characters(min_codepoint=97, max_codepoint=233, categories=["Ll"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(NAMES, NAMES, st.binary(max_size=200)), min_size=1, max_size=5))
def test_what_a_program_sends_comes_out_as_it_was(files: list[tuple[str, str, bytes]]) -> None:
    sent = httpx.Request("POST", "http://x", files=[(field, (name, content)) for field, name, content in files])
    found = parts_of(sent.headers["content-type"], sent.read())
    assert found == tuple(Part(field, name, content) for field, name, content in files)


def test_a_field_that_is_no_file() -> None:
    sent = httpx.Request("POST", "http://x", files=[("a", ("b", b""))], data={"waarom": "één"})
    assert parts_of(sent.headers["content-type"], sent.read())[0] == Part("waarom", None, "één".encode())
