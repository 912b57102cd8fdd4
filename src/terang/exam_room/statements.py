"""The named SQL of the exam room, and the few lines that run it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

FILE = Path(__file__).with_name("statements.sql")
NAME = re.compile(r"^-- (\w+) --$", re.MULTILINE)


@cache
def statements() -> Mapping[str, str]:
    """Every statement of the file by its name."""
    _, *parts = NAME.split(FILE.read_text())
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def rows(name: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run one statement; its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statements()[name], dict(values))
        return list(cursor.fetchall())
