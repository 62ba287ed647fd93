"""Forms with files (RFC 7578), read from a body that is small enough to be here as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import HTTP

from optimizer.errors import Fault, InvalidInput

MOST_PARTS = 100
EXPECTED = "een formulier (multipart/form-data) zoals programma's het maken"


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form; `filename` is None where it is no file."""

    name: str
    filename: str | None
    content: bytes


def parts_of(content_type: str, body: bytes) -> tuple[Part, ...]:
    """The parts of the form, in their order. Raises InvalidInput."""
    header = _headers(f"content-type: {content_type}".encode("latin-1", errors="replace"))
    boundary = header.get_boundary()
    if not boundary or not boundary.isascii():
        raise InvalidInput([Fault((), "een formulier zonder grens tussen de delen", EXPECTED)])
    # Each delimiter stands at the begin of a line; that before the first part may be the begin of the body.
    before, *pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if before or not pieces or not pieces[-1].startswith(b"--") or len(pieces) > MOST_PARTS:
        raise InvalidInput([Fault((), f"een formulier dat niet klopt, of met meer dan {MOST_PARTS} delen", EXPECTED)])
    return tuple(_part(piece) for piece in pieces[:-1])


def _part(piece: bytes) -> Part:
    head, found, content = piece.partition(b"\r\n\r\n")
    headers = _headers(head.lstrip(b" \t").removeprefix(b"\r\n"))
    name = headers.get_param("name", header="content-disposition")
    if not found or headers.get_content_disposition() != "form-data" or not isinstance(name, str):
        raise InvalidInput([Fault((), "een deel van het formulier zonder naam", EXPECTED)])
    return Part(name, headers.get_filename(), content)


def _headers(head: bytes) -> Message:
    return message_from_bytes(head, policy=HTTP)


def texts_of(parts: tuple[Part, ...], name: str) -> Iterator[str]:
    """The fields with this name that are no files."""
    for part in parts:
        if part.name == name and part.filename is None:
            try:
                yield part.content.decode()
            except UnicodeDecodeError:
                raise InvalidInput([Fault((name,), "een tekst die geen UTF-8 is", "een tekst in UTF-8")]) from None
