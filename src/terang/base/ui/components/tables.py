"""Tables, summaries, charts: facts in rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from terang.base.ui.components.library import draw, register
from terang.base.ui.components.numbers import number, points, time_tag
from terang.base.ui.components.stacking import STACKING, stacked
from terang.base.ui.values import Bar, Column, Item, Link, Tag, Words


def cell(value: object) -> str | SafeString:
    """Write what stands in one cell: a link, a tag, a moment, a number or words."""
    if isinstance(value, Link):
        return draw("link", {"link": value})
    if isinstance(value, Tag):
        return draw("tag", {"text": value.text, "meaning": value.meaning})
    if isinstance(value, Decimal):
        return points(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    if value is None or hasattr(value, "isoformat"):
        return time_tag(value)  # type: ignore[arg-type]
    return str(value) if not isinstance(value, SafeString) else value


@register.inclusion_tag("ui/components/table.html")
def table(
    *,
    caption: Words,
    columns: Sequence[Column | Words],
    rows: Iterable[Sequence[object]],
    empty: Words = "",
    row_heads: bool = True,
) -> dict[str, object]:
    """Rows under heads. The first cell names its row unless `row_heads` is off; no rows shows `empty`."""
    heads = Column.all(columns)
    drawn = [
        [
            (cell(value), head, row_heads and at == 0)
            for at, (value, head) in enumerate(zip(row, heads, strict=True))
        ]
        for row in rows
    ]
    return {
        "caption": caption,
        "columns": heads,
        "rows": drawn,
        "empty": empty,
        "stacks": len(heads) >= STACKING,
    }


@register.simple_block_tag
def table_frame(content: str, *, caption: Words) -> SafeString:
    """A table written by hand: `content` is its thead and tbody.

    From four columns on, its rows stack on a phone;
    what does not fit otherwise scrolls sideways by itself.
    """
    cells, stacks = stacked(content)
    return draw("table_frame", {"content": cells, "caption": caption, "stacks": stacks})


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(items: Iterable[Item], *, caption: Words = "", level: int = 2) -> dict[str, object]:
    """Facts about one thing: label, value, and a link to change it."""
    return {
        "items": [(item, cell(item.value)) for item in Item.all(items)],
        "caption": caption,
        "level": level,
    }


@register.simple_block_tag
def summary(content: str, *, caption: Words = "", level: int = 2) -> SafeString:
    """The same, with `summary_row`s inside."""
    return draw("summary", {"content": content, "caption": caption, "level": level})


@register.simple_block_tag
def summary_row(content: str, *, label: Words, href: str = "", action: Words = "") -> SafeString:
    """One fact: its label, its value as content."""
    return draw("summary_row", {"content": content, "label": label, "href": href, "action": action})


@dataclass(frozen=True)
class Drawn:
    """A bar with its place in the drawing, in units of the view box."""

    label: Words
    text: str
    y: int
    width: int


WIDE, ROW = 360, 48


@register.inclusion_tag("ui/components/bar_chart.html")
def bar_chart(*, title: Words, bars: Iterable[Bar], unit: Words, label: Words = "") -> dict[str, object]:
    """Bars drawn by the server, and the same figures in a table beside them.

    `unit` heads the column of figures, `label` the column of names.
    """
    given = Bar.all(bars)
    most = max((bar.value for bar in given), default=0) or 1
    drawn = [
        Drawn(bar.label, str(cell(bar.value)), at * ROW, int(WIDE * bar.value / most))
        for at, bar in enumerate(given)
    ]
    rows = [[bar.label, bar.value] for bar in given]
    columns = [Column(label or _("Group")), Column(unit, numeric=True)]
    return {
        "title": title,
        "bars": drawn,
        "wide": WIDE,
        "high": ROW * len(drawn),
        "rows": rows,
        "columns": columns,
    }
