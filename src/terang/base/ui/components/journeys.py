"""Where am I, how far, what else: the ways through and around."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.paginator import Page
from django.template.context import Context
from django.utils.translation import gettext_lazy as _

from terang.base.ui.components.library import register
from terang.base.ui.components.numbers import time_tag
from terang.base.ui.values import Link, Step, Tab, Words

BACK = _("Back")
STATES = {"done": _("done"), "now": _("now"), "next": _("not yet"), "stopped": _("stopped here")}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Iterable[Step], *, label: Words = "", zone: str = "") -> dict[str, object]:
    """The timeline of a round, or of one person in it."""
    drawn = [
        {
            "step": step,
            "words": STATES[step.state],
            "opens": step.opens_at and time_tag(step.opens_at, zone),  # type: ignore[arg-type]
            "closes": step.closes_at and time_tag(step.closes_at, zone),  # type: ignore[arg-type]
        }
        for step in Step.all(items)
    ]
    return {"items": drawn, "label": label}


@register.inclusion_tag("ui/components/progress.html")
def progress(*, value: int, of: int, label: Words) -> dict[str, object]:
    """How much of the work is done."""
    return {"value": value, "of": of, "label": label}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[Tab], *, label: Words) -> dict[str, object]:
    """Views of one thing, as links: every tab has its own address."""
    return {"items": Tab.all(items), "label": label}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(items: Iterable[Link]) -> dict[str, object]:
    """The way down to this page; the page itself is not in it."""
    return {"items": Link.all(items)}


@register.inclusion_tag("ui/components/back_link.html")
def back_link(*, href: str, text: Words = BACK) -> dict[str, object]:
    """The way back up."""
    return {"href": href, "text": text}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[object], *, key: str = "page") -> dict[str, object]:
    """The other pages of a list; the rest of the query string is kept."""
    request = context.get("request")
    kept = (
        [(name, value) for name, values in request.GET.lists() for value in values if name != key]
        if request
        else []
    )

    def address(number: int) -> str:
        return "?" + urlencode([*kept, (key, number)])

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(each, address(each) if isinstance(each, int) else "") for each in numbers],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
