"""What is wrong with a form, as its page tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the `field` that is called `label`."""

    field: str
    label: str
    text: str


def problems_of(error: InvalidInput, labels: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the faults; `labels` names the fields of the form."""
    return tuple(
        Problem(field, labels.get(field, "Het formulier"), f"{fault.found}. Nodig: {fault.expected}.")
        for fault in error.faults
        for field in [str(fault.path[0]) if fault.path else ""]
    )
