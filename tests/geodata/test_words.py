"""The words of the field lead to our columns, and to one of them wherever that can be."""

from __future__ import annotations

import pytest

from geodata import synonyms
from geodata.tables import TABLES
from geodata.words import choice_for, columns_for, plain, table_named, tables_hinted, words_of

MEANT_TWICE = {("uitstromers", word) for word in ("leeftijd", "inkomen", "jaarinkomen")}


def test_every_word_belongs_to_a_table_column_or_choice_that_exists() -> None:
    assert set(synonyms.TABLES) == set(TABLES)
    for table, columns in synonyms.COLUMNS.items():
        assert set(columns) <= set(TABLES[table].names), table
    choices = {choice for table in TABLES.values() for column in table.columns for choice in column.choices}
    assert set(synonyms.CHOICES) <= choices


def test_no_word_means_two_things_unless_it_does() -> None:
    for table, columns in synonyms.COLUMNS.items():
        own = {plain(name) for name in TABLES[table].names}
        words = {plain(word) for meant in columns.values() for word in meant}
        unclear = {(table, word) for word in words - own if len(columns_for(table, (word,))) > 1}
        assert unclear <= MEANT_TWICE
    tables = [plain(word) for words in synonyms.TABLES.values() for word in words]
    assert len(tables) == len(set(tables))


def test_the_name_of_a_column_is_that_column() -> None:
    for table in TABLES.values():
        for name in table.names:
            assert columns_for(table.name, words_of(name.upper().replace("_", " "))) == {name}


@pytest.mark.parametrize("word", ["Kale huur", "KALE_HUUR", "kale  huur (€ per maand)", "Kále-huur:", "Huurprijs *"])
def test_case_accents_and_signs_do_not_count(word: str) -> None:
    assert columns_for("woningen", words_of(word)) == {"huur"}


def test_choices_by_their_own_and_by_usual_words() -> None:
    columns = {(name, column.name): column for name, table in TABLES.items() for column in table.columns}
    stream = columns["uitstromers", "doelgroep"]
    assert [choice_for(stream, text) for text in ("bw", "Beschermd Wonen", "Jeugd 18+", "18-/18+", "18+/18-")] == [
        "BW", "BW", "jeugd18+", "jeugd18+", None,
    ]  # fmt: skip
    assert choice_for(columns["plaatsingen", "status"], "Beeindigd") == "beëindigd"
    assert choice_for(columns["plaatsingen", "status"], "Terugval") == "terugval"
    for column in columns.values():
        assert [choice_for(column, choice) for choice in column.choices] == list(column.choices)


def test_names_of_files_and_sheets() -> None:
    assert table_named("Vrijkomende woningen 2026") == "woningen"
    assert table_named("export") is None
    assert tables_hinted("aanbod_corporatie-x_okt") == {"woningen", "corporaties"}
