"""The distances between locations, by which people say how far they would go."""

from __future__ import annotations

from pathlib import Path

from terang.core.rules.transfers import NOWHERE, Distances
from terang.core.sentences import Sentence
from terang.engines.ranking import wanted
from terang.engines.tables import Cells, Problem, read_table


def distances(path: Path | None) -> tuple[Distances, list[Problem]]:
    """Whole kilometres between locations, and what is wrong with their table."""
    if path is None:
        return NOWHERE, []
    sheet, expected, found = read_table(path), wanted.of_distances(), dict[tuple[str, str], int]()
    problems = list(sheet.problems)
    problems += [
        Problem(sheet.file, 0, one.column, Sentence("this column is missing."))
        for one in expected
        if one.column not in sheet.columns
    ]
    if problems:
        return NOWHERE, problems
    cells = Cells(sheet.file, {one: place for place, one in enumerate(sheet.columns)}, problems)
    for line, row in sheet.rows:
        cells.at(line, row)
        for one in expected:
            one.tell(cells)
        pair = cells.raw("from"), cells.raw("to")
        km = cells.whole("km", 0, wanted.MOST_KM) if not problems else None
        if km is not None and found.setdefault(pair, found.get(pair[::-1], km)) != km:
            cells.wrong(
                "km", Sentence("%(here)s and %(there)s have two distances.", here=pair[0], there=pair[1])
            )
    return found, problems
