"""How a wide table stands on a phone: its rows stack, and each cell says which column it is in."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

STACKING = 4  # columns that do not fit beside each other on a phone

HEAD = re.compile(r"<thead.*?</thead>", re.DOTALL)
LABEL = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row"}
PART = re.compile(r"<(thead|tbody|tfoot|tr)\b")


def stacked(content: str) -> tuple[SafeString, bool]:
    """Label the cells of a table written by hand, and tell whether it stacks: plain rows of four columns or more."""
    head = HEAD.search(content)
    labels = (
        [" ".join(strip_tags(each).split()).replace('"', "&quot;") for each in LABEL.findall(head[0])]
        if head
        else []
    )
    if head is None or len(labels) < STACKING or "<table" in content:
        return mark_safe(content), False  # noqa: S308 - rendered and escaped by the template around it
    body = ROW.sub(lambda row: labelled(row[0], labels), content[head.end() :])
    named = LABEL.sub(lambda cell: cell[0].replace("<th", '<th role="columnheader"', 1), head[0])
    whole = content[: head.start()] + named + body
    return mark_safe(PART.sub(lambda tag: f'{tag[0]} role="{ROLES[tag[1]]}"', whole)), True  # noqa: S308 - as above


def labelled(row: str, labels: list[str]) -> str:
    """Put the name of its column on each cell of a row; a row with merged cells stays as it is."""
    cells = CELL.findall(row)
    if len(cells) != len(labels):
        return row
    names = iter(labels)

    def name(cell: re.Match[str]) -> str:
        label, kind = next(names), cell[1]
        if kind == "th":
            return f'<th role="rowheader"{cell[2]}>{cell[3]}</th>'
        return f'<td role="cell" data-label="{label}"{cell[2]}><div>{cell[3]}</div></td>'

    return CELL.sub(name, row)
