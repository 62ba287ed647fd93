"""argparse that speaks Dutch."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

WRONG_USE = 2

# What argparse can say, and how we say it; the rest of the sentence is kept.
MESSAGES = (
    (r"the following arguments are required: (.*)", r"dit ontbreekt: \1"),
    (r"unrecognized arguments: (.*)", r"dit is onbekend: \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: \2 kan niet, kies uit \3"),
    (r"argument (.*?): invalid positive value: (.*)", r"\1: \2 is geen heel getal van 1 of meer"),
    (r"argument (.*?): invalid web_address value: (.*)", r"\1: \2 is geen adres dat begint met https://"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1: \2 is geen heel getal"),
    (r"argument (.*?): expected (?:one|at least one) argument", r"\1: hier hoort een waarde achter"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1: hier hoort geen waarde achter (\2)"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 gaat niet samen met \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 kan van alles zijn: \2"),
)


class DutchParser(argparse.ArgumentParser):
    """An ArgumentParser whose usage, headings and faults are Dutch."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Formatter)  # type: ignore[arg-type]  # settings of any kind
        self._positionals.title = "wat u opgeeft"
        self._optionals.title = "keuzes"
        self.add_argument("-h", "--help", action="help", help="laat deze uitleg zien")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and how it should be used."""
        for pattern, text in MESSAGES:
            message = re.sub(pattern, text, message)
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\nUitleg: {self.prog} --help\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)  # type: ignore[arg-type]  # the base class is typed by private names


def positive(text: str) -> int:
    """A whole number of at least 1; the name stands in `MESSAGES`."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def web_address(text: str) -> str:
    """The address of a service, without a slash at the end; the name stands in `MESSAGES`."""
    if not re.match(r"https?://[^/\s]+", text):
        raise ValueError
    return text.rstrip("/")
