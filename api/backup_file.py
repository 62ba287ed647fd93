"""The file of a backup: lines of JSON, compressed, with a digest over the whole at its end.

The first line tells where it comes from; then for each table a line with its name and columns, a line for each row, and a
line with how many there are and their digest. A byte that is changed or missing anywhere shows before a line is used.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from optimizer.errors import Fault, InvalidInput

NAME = b"zachte-landing reservekopie "
VERSION = b"1"
MAGIC = NAME + VERSION + b"\n"
CHUNK = 1 << 20
DIGEST_BYTES = 32
FOR_ITS_OWNER = 0o600

Line = Any


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write a backup, all of it or nothing; only its owner may read it. Raises InvalidInput when that can't be."""
    part = path.with_name(path.name + ".deel")
    try:
        if path.exists():
            raise InvalidInput([Fault((str(path),), "een bestand dat er al is", "een nieuwe naam")])
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FOR_ITS_OWNER), "wb") as file:
            _write(file, lines)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise InvalidInput(
            [Fault((str(path),), "een bestand dat niet te schrijven is", "een plek met ruimte waar u mag schrijven")]
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a backup that is whole. Raises InvalidInput, at the first line already, when it is not."""
    try:
        with path.open("rb") as file:
            size = _checked(path, file)
            yield from _lines(file, size)
    except OSError as error:
        raise InvalidInput([Fault((str(path),), "een bestand dat niet te openen is", "een reservekopie")]) from error


def _write(file: BinaryIO, lines: Iterable[Line]) -> None:
    digest, packer = sha256(MAGIC), zlib.compressobj()
    file.write(MAGIC)
    for line in lines:
        packed = packer.compress(line_of(line))
        digest.update(packed)
        file.write(packed)
    packed = packer.flush()
    digest.update(packed)
    file.write(packed + digest.digest())


def line_of(line: Line) -> bytes:
    """A line as it is written, and as digests are made of it."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _checked(path: Path, file: BinaryIO) -> int:
    """How many bytes of the file are compressed lines, after looking at every byte; reading goes on at the first of them."""
    size = path.stat().st_size - DIGEST_BYTES - len(MAGIC)
    first = file.read(len(MAGIC))
    digest, left = sha256(first), size
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    if not first.startswith(NAME):
        raise InvalidInput(
            [Fault((path.name,), "een ander bestand, of een beschadigd", "een reservekopie van dit programma")]
        )
    if size < 0 or file.read() != digest.digest():
        raise InvalidInput([Fault((path.name,), "een bestand dat beschadigd of niet heel is", "een hele reservekopie")])
    if first != MAGIC:
        raise InvalidInput([_too_new(path)])
    file.seek(len(MAGIC))
    return size


def _too_new(path: Path) -> Fault:
    return Fault(
        (path.name,), "een reservekopie van een nieuwere versie", "een van deze versie of ouder; werk het programma bij"
    )


def _lines(file: BinaryIO, size: int) -> Iterator[Line]:
    unpacker, rest = zlib.decompressobj(), b""
    while size > 0:
        chunk = file.read(min(CHUNK, size))
        size -= len(chunk)
        *whole, rest = (rest + unpacker.decompress(chunk)).split(b"\n")
        yield from map(json.loads, whole)
