"""Questions as CSV: part, topic, stem, option_1, points_1, option_2, points_2, ... (up to option_8, points_8).

Comma, semicolon or tab; the first line names the columns. Empty options at the end are left out.
"""

import csv
import io

from django.utils.translation import gettext as _

from terang.stages.exams.reading.drafts import MOST_OPTIONS, Draft, Problem, Reading, clean

REQUIRED = ("part", "stem", "option_1", "points_1", "option_2", "points_2")
KNOWN = (
    "part",
    "topic",
    "stem",
    *(f"{kind}_{n}" for n in range(1, MOST_OPTIONS + 1) for kind in ("option", "points")),
)
LONGEST_FIELD = 20_000
MOST_DIGITS = 3


def read(text: str) -> Reading:
    """Every row as a draft, not yet checked against a norm."""
    reading = Reading()
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        columns = [column.strip().lower() for column in next(rows)]
        reading.problems += _heads(columns)
        if not reading.problems:
            _rows(rows, columns, reading)
    except (csv.Error, StopIteration) as error:
        reading.problems.append(Problem(rows.line_num or 1, _("This line can't be read as CSV: %s.") % error))
    return reading


def _heads(columns: list[str]) -> list[Problem]:
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name not in KNOWN]
    found = []
    if missing:
        found.append(_("Columns are missing: %s.") % ", ".join(missing))
    if unknown:
        found.append(_("Unknown columns: %s.") % ", ".join(name[:30] for name in unknown[:10]))
    if len(set(columns)) < len(columns):
        found.append(_("A column stands twice."))
    return [Problem(1, sentence) for sentence in found]


def _rows(rows: "csv._reader", columns: list[str], reading: Reading) -> None:  # type: ignore[name-defined]
    line = rows.line_num + 1
    for cells in rows:
        if any(cell.strip() for cell in cells):
            if len(cells) > len(columns):
                reading.problems.append(Problem(line, _("There are more cells than columns.")))
            else:
                _row(dict(zip(columns, cells, strict=False)), line, reading)
        line = rows.line_num + 1


def _row(cells: dict[str, str], line: int, reading: Reading) -> None:
    options, wrong = [], []
    for n in range(1, MOST_OPTIONS + 1):
        text, points = clean(cells.get(f"option_{n}", "")), cells.get(f"points_{n}", "").strip()
        if not text and not points:
            continue
        if not (points.isascii() and points.isdigit() and len(points) <= MOST_DIGITS):
            wrong.append(_("The points of option %d are not a whole number.") % n)
            continue
        options.append((text, int(points)))
    if wrong:
        reading.problems += [Problem(line, sentence) for sentence in wrong]
        return
    part, topic, stem = (clean(cells.get(name, "")) for name in ("part", "topic", "stem"))
    reading.drafts.append(Draft(line, part, topic, stem, tuple(options)))
