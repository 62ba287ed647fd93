"""How large a sheet unpacks, whichever way it writes its cells."""

from __future__ import annotations

import pytest

from geodata.cells import UnreadableError
from geodata.cells_scan import scan_xlsx

PLACED = b'<row r="1"><c r="A1"><v>1</v></c><c r="%s"%s</row>'


@pytest.mark.parametrize("far", [b"XFD1048576", b"A9999999", b"ZZZZ1"])
def test_a_figure_far_away_is_refused(far: bytes) -> None:
    with pytest.raises(UnreadableError):
        scan_xlsx(PLACED % (far, b"><v>1</v></c>"))


def test_a_cell_far_away_that_only_has_a_colour_is_not() -> None:
    assert not scan_xlsx(PLACED % (b"XFD1048576", b' s="3"/>')).flaws


def test_cells_that_do_not_say_where_they_are_count_as_well() -> None:
    rows = b"<row>" + b"<c ><v>1</v></c>" * 3 + b"</row>"
    assert not scan_xlsx(rows).flaws
    wide = b'<row r="1048000">' + b"<c><v>1</v></c>" * 6 + b"</row>"
    with pytest.raises(UnreadableError):
        scan_xlsx(wide)


def test_a_formula_without_an_outcome_is_found_beside_figures() -> None:
    part = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c></row>'
    assert list(scan_xlsx(part).flaws) == [(1, 2)]
