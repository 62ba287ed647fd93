"""What can go wrong at the desk, and the HTTP status of every error: the one table.

ZachteLandingError            (the tree of `optimizer.errors`)
├── InvalidInput              400
├── RejectedProposal, EngineError, NoAnswer, Cancelled
└── Denial                   somebody asks what can't be; the message is Dutch and for that person
    ├── NotSignedIn           401  nobody is known yet, or no more
    ├── NotAllowed            403  this role may not do that
    ├── NotThere              404  it does not exist, or not for this reader: the two can't be told apart
    ├── Clash                 409  it can't be done any more, as things are now
    ├── Overtaken             412  somebody else changed it first
    ├── KeyReused             422  the key of a request was used before, for another request
    └── TooManyTries          429  wait before trying again
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from optimizer.errors import Cancelled, EngineError, InvalidInput, NoAnswer, RejectedProposal, ZachteLandingError


class Denial(ZachteLandingError):
    """Somebody asks what can't be."""


class NotSignedIn(Denial):
    """Nobody is known yet, or no more."""


class NotAllowed(Denial):
    """This role may not do that, with whatever identifier."""


class NotThere(Denial):
    """It does not exist, or not for this reader."""


class Clash(Denial):
    """It can't be done any more, as things are now. `reasons`: each by itself, where the message holds several."""

    def __init__(self, message: str, reasons: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.reasons = tuple(reasons)


class Overtaken(Denial):
    """Somebody else changed it first."""


class KeyReused(Denial):
    """The key of a request was used before, for another request."""


class TooManyTries(Denial):
    """Wait before trying again. `seconds`: how long."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


STATUS: Mapping[type[ZachteLandingError], HTTPStatus] = {
    InvalidInput: HTTPStatus.BAD_REQUEST,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotThere: HTTPStatus.NOT_FOUND,
    Clash: HTTPStatus.CONFLICT,
    Overtaken: HTTPStatus.PRECONDITION_FAILED,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    RejectedProposal: HTTPStatus.INTERNAL_SERVER_ERROR,
    EngineError: HTTPStatus.INTERNAL_SERVER_ERROR,
    NoAnswer: HTTPStatus.BAD_GATEWAY,
    Cancelled: HTTPStatus.CONFLICT,
}
