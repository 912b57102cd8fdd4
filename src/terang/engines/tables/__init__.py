"""Tables in and out: CSV, XLSX and Parquet by the ending of the file, as rows of plain text."""

from terang.engines.tables.cells import Cells
from terang.engines.tables.problems import Problem, Refused
from terang.engines.tables.reading import ENDINGS, Row, Sheet, read_bytes, read_table
from terang.engines.tables.writing import Column, check_target, whole, write_table

__all__ = [
    "ENDINGS",
    "Cells",
    "Column",
    "Problem",
    "Refused",
    "Row",
    "Sheet",
    "check_target",
    "read_bytes",
    "read_table",
    "whole",
    "write_table",
]
