"""Invented sample questions, as the CSV files that the demonstration imports like any author would.

`python -m terang.demonstration.content.items` writes the files again; a test sees that they are what it writes.
"""

from terang.demonstration.content.items.writing import FILES, path_of, written

__all__ = ["FILES", "path_of", "written"]
