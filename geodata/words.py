"""When two words are the same to a reader: case, accents, spaces, underscores and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from geodata import synonyms
from geodata.columns import Column
from geodata.tables import TABLES

MOST_LETTERS = 200


def plain(text: str) -> str:
    """The letters and digits of a text, lower case, without accents: "Kale huur (€)" is "kalehuur"."""
    spread = unicodedata.normalize("NFKD", text[:MOST_LETTERS].casefold())
    return re.sub(r"[^a-z0-9]", "", spread)


def words_of(heading: str) -> tuple[str, ...]:
    """A heading as words to look up: as it is, else without what stands between brackets."""
    return plain(heading), plain(re.sub(r"[(\[][^()\[\]]*[)\]]", "", heading[:MOST_LETTERS]))


def columns_for(table: str, words: tuple[str, ...]) -> frozenset[str]:
    """The columns of a table that a heading may mean, by its `words_of`."""
    known = _columns_by_word(table)
    return next((known[word] for word in words if word in known), frozenset())


def table_named(name: str) -> str | None:
    """The table that the whole name of a file or sheet means; figures do not count."""
    return _tables_by_word().get(plain(re.sub(r"\d", "", name)))


def tables_hinted(name: str) -> frozenset[str]:
    """The tables that words in the name of a file or sheet may mean."""
    words = re.findall(r"[^\W\d_]+", name[:MOST_LETTERS])
    groups = [*words, *("".join(pair) for pair in pairwise(words))]
    found = (_tables_by_word().get(plain(group)) for group in groups)
    return frozenset(table for table in found if table)


def choice_for(column: Column, text: str) -> str | None:
    """The choice of the column that a text means, if it means one."""
    return _choices_by_word(column.choices).get(_choice_word(text))


def _choice_word(text: str) -> str:
    # The sign is all that tells 18- from 18+.
    return plain(text.replace("+", "plus"))


@cache
def _columns_by_word(table: str) -> Mapping[str, frozenset[str]]:
    """A column's own name always means that column."""
    words: dict[str, set[str]] = {}
    for column, meant in synonyms.COLUMNS[table].items():
        for word in meant:
            words.setdefault(plain(word), set()).add(column)
    own = {plain(name): frozenset({name}) for name in TABLES[table].names}
    return {**{word: frozenset(columns) for word, columns in words.items()}, **own}


@cache
def _tables_by_word() -> Mapping[str, str]:
    return {plain(word): table for table, words in synonyms.TABLES.items() for word in (*words, table)}


@cache
def _choices_by_word(choices: Iterable[str]) -> Mapping[str, str]:
    words = {_choice_word(word): choice for choice in choices for word in synonyms.CHOICES.get(choice, ())}
    own = {word(choice): choice for choice in choices for word in (plain, _choice_word)}
    return {**words, **own}
