"""Which table this is, and what each of its rows says."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from terang.base.refusals import NotValid
from terang.stages.planning.tables.cells import Row, rows_of
from terang.stages.planning.tables.rows import Reader, staff_row, task_row
from terang.stages.planning.tables.values import Problem, StaffRow, Table, TaskRow, key

NAMES: Mapping[str, tuple[str, ...]] = {
    "position": ("position", "jabatan", "nama jabatan"),
    "unit": ("unit", "unit kerja"),
    "location": ("location", "lokasi", "tempat"),
    "task": ("task", "tugas", "uraian tugas"),
    "volume": ("volume", "beban kerja", "volume kerja"),
    "period": ("period", "periode", "satuan waktu"),
    "minutes": ("minutes", "menit", "norma waktu", "norma waktu (menit)", "waktu (menit)"),
    "incumbents": ("incumbents", "bezetting", "pegawai", "pegawai saat ini", "jumlah pegawai"),
    "retiring": ("retiring", "pensiun", "akan pensiun"),
}
WORKLOAD = ("position", "task", "volume", "period", "minutes")
STAFF = ("position", "incumbents")


def read(content: bytes) -> Table:
    """The table in a file, with every problem of every row.

    Refused: NotValid if the file can't be read at all, or it is neither a workload table nor one of staff.
    """
    rows = rows_of(content)
    columns = _columns(rows[0][1]) if rows else {}
    if set(WORKLOAD) <= columns.keys():
        return _workload(rows[1:], columns)
    if set(STAFF) <= columns.keys():
        return _staff(rows[1:], columns)
    raise NotValid(
        _("The first row must name the columns: %(workload)s; or, for staff: %(staff)s.")
        % {"workload": ", ".join(WORKLOAD), "staff": ", ".join((*STAFF, "retiring", "unit", "location"))}
    )


def _columns(head: list[str]) -> dict[str, int]:
    known = {name: column for column, names in NAMES.items() for name in names}
    found: dict[str, int] = {}
    for place, words in enumerate(head):
        column = known.get(words.casefold().replace("_", " "))
        if column is not None and column in found:
            raise NotValid(_("Two columns are called “%s”. Remove one of them.") % words[:40])
        if column is not None:
            found[column] = place
    return found


def _workload(rows: list[Row], columns: dict[str, int]) -> Table:
    readers = [Reader(line, cells, columns) for line, cells in rows]
    read_rows = [(reader, task_row(reader)) for reader in readers]
    tasks = tuple(row for _reader, row in read_rows if row)
    problems = [problem for reader in readers for problem in reader.problems]
    problems += _twice((row.line, (*key(row.position, row.unit), key(row.task, "")[0])) for row in tasks)
    return Table("workload", tasks=tasks, problems=_in_order(problems, tasks))


def _staff(rows: list[Row], columns: dict[str, int]) -> Table:
    readers = [Reader(line, cells, columns) for line, cells in rows]
    read_rows = [(reader, staff_row(reader)) for reader in readers]
    staff = tuple(row for _reader, row in read_rows if row)
    problems = [problem for reader in readers for problem in reader.problems]
    problems += _twice((row.line, key(row.position, row.unit)) for row in staff)
    return Table("staff", staff=staff, problems=_in_order(problems, staff))


def _twice(keyed: Iterator[tuple[int, tuple[str, ...]]]) -> list[Problem]:
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for line, name in keyed:
        if name in first:
            problems.append(
                Problem(line, _("whole row"), _("the same as line %d; keep one of them") % first[name])
            )
        first.setdefault(name, line)
    return problems


def _in_order(
    problems: list[Problem], rows: tuple[TaskRow, ...] | tuple[StaffRow, ...]
) -> tuple[Problem, ...]:
    if not rows and not problems:
        raise NotValid(_("The table has column names, but no rows."))
    return tuple(sorted(problems, key=lambda problem: problem.line))
