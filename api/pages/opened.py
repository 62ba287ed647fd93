"""The proposal that the pages of an address show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from api.pages.book import Book
from api.reports.workbook import workbooks
from api.usecases.propose import Answer


@dataclass(frozen=True)
class Opened:
    """A proposal as its pages need it; whoever gives it keeps it, since everything is worked out once."""

    book: Book

    @cached_property
    def workbooks(self) -> dict[str, bytes]:
        """By file name, with / between folder and file."""
        shown = self.book.shown
        return workbooks(Answer(round=shown.round, proposal=shown.proposal, practice=shown.practice))


def opened(request: Request) -> Opened:
    """The only proposal that the application has.

    An application with more of them overrides this (`app.dependency_overrides[opened]`): what stands there finds the one
    of the address, in `request.path_params`, and refuses whoever may not see it.
    """
    only: Opened = request.app.state.opened
    return only


def laid_out(request: Request, found: Annotated[Opened, Depends(opened)]) -> Opened:
    """The same; from here on every page of this request knows it, that of a refusal too."""
    request.state.opened = found
    return found


def book_here(found: Annotated[Opened, Depends(laid_out)]) -> Book:
    """What the pages of it look up."""
    return found.book


def book_around(request: Request) -> Book | None:
    """What a page is laid out with that may belong to no proposal, such as the handleiding; None where that is so."""
    found: Opened | None = getattr(request.state, "opened", None) or getattr(request.app.state, "opened", None)
    return None if found is None else found.book
