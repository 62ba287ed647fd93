"""Bodies of requests as frozen values: strict, every fault at once, with the codec of the files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from fastapi import Request
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from api.faults import Path, in_order, of_types, parsed
from api.wire import with_plain_dates
from optimizer.errors import Fault, InvalidInput

Value = TypeVar("Value")

NUL = "\x00"
# What a dataclass that is read from a body has as its `__pydantic_config__`.
STRICT = ConfigDict(strict=True, extra="forbid")


class JsonBody(Generic[Value]):
    """A body of JSON, as a dependency: `Annotated[RowIn, Depends(JsonBody(RowIn, example={…}))]`, after the `Asking` one.

    `read` replaces the reading where a codec does it already; `schema` then names the component that describes it.
    """

    def __init__(
        self,
        kind: type[Value],
        example: Mapping[str, Any],
        read: Callable[[bytes], Value] | None = None,
        schema: str | None = None,
    ) -> None:
        self.kind, self.example = kind, example
        self.read = read or self._read
        self.schema = schema or kind.__name__

    def __call__(self, request: Request) -> Value:
        """What was read when the request came in."""
        body: Value = request.state.body
        return body

    @cached_property
    def adapter(self) -> TypeAdapter[Value]:
        """The codec."""
        return TypeAdapter(self.kind)

    @cached_property
    def _validator(self) -> SchemaValidator:
        return SchemaValidator(with_plain_dates(self.adapter.core_schema))

    def _read(self, text: bytes) -> Value:
        tree, odd = parsed(text)
        odd = (*odd, *_without_end(tree))
        value: Value
        try:
            value = self._validator.validate_json(json.dumps(tree))
        except ValidationError as error:
            faults = (*odd, *of_types(error, tree, {fault.path for fault in odd}))
            raise InvalidInput(in_order(tree, faults)) from None
        if odd:
            raise InvalidInput(in_order(tree, odd))
        return value


def _without_end(tree: object, path: Path = ()) -> Iterator[Fault]:
    """Texts with the character 0, which not every database can keep."""
    if isinstance(tree, str) and NUL in tree:
        yield Fault(path, "een tekst met het teken 0", "een tekst zonder dat teken")
    elif isinstance(tree, dict):
        for key, item in tree.items():
            yield from _without_end(key, (*path, key.replace(NUL, "?")))
            yield from _without_end(item, (*path, key))
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from _without_end(item, (*path, index))
