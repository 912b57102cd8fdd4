"""Cards, notices, tags: words with a frame."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from terang.base.ui.components.library import draw, register
from terang.base.ui.states import meaning_of, words_for
from terang.base.ui.values import Change, Download, Link, Meaning, Words


@register.simple_block_tag
def card(content: str, *, title: Words = "", level: int = 2, href: str = "") -> SafeString:
    """A titled section; with `href` the whole card leads there. `level` is the heading level, 2 to 4."""
    return draw("card", {"content": content, "title": title, "level": level, "href": href})


@register.simple_block_tag
def cards(content: str) -> SafeString:
    """Cards beside each other, where the screen is wide enough."""
    return draw("cards", {"content": content})


@register.inclusion_tag("ui/components/tag.html")
def tag(text: Words, meaning: Meaning = "neutral") -> dict[str, object]:
    """A state in words, coloured by its meaning."""
    return {"text": text, "meaning": meaning}


@register.inclusion_tag("ui/components/tag.html")
def status(state: str, *, label: Words = "") -> dict[str, object]:
    """The tag of a usual state ("draft", "published", ...). `label` replaces the usual words."""
    return {"text": label or words_for(state), "meaning": meaning_of(state)}


@register.simple_block_tag
def notice(content: str, *, title: Words = "", meaning: Meaning = "info", level: int = 2) -> SafeString:
    """Something to know before going on. `meaning` info, good, warning or bad."""
    return draw("notice", {"content": content, "title": title, "meaning": meaning, "level": level})


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """What happens if the reader does not mind this."""
    return draw("warning", {"content": content})


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A passage that is set apart: a quotation of the law, an example."""
    return draw("inset", {"content": content})


@register.simple_block_tag
def panel(content: str, *, title: Words, number: Words = "", label: Words = "", level: int = 1) -> SafeString:
    """The big confirmation after an act, with the page's h1 and the number to keep."""
    return draw(
        "panel", {"content": content, "title": title, "number": number, "label": label, "level": level}
    )


@register.simple_block_tag
def details(content: str, summary: Words, *, open: bool = False) -> SafeString:  # noqa: A002 - the HTML word
    """More for those who ask."""
    return draw("details", {"content": content, "summary": summary, "open": open})


@register.simple_block_tag
def empty_state(content: str, title: Words) -> SafeString:
    """What stands where nothing is yet, and what to do."""
    return draw("empty_state", {"content": content, "title": title})


@register.inclusion_tag("ui/components/download_list.html")
def download_list(items: Iterable[Download]) -> dict[str, object]:
    """Files and feeds for everybody, with format and size."""
    return {"items": Download.all(items)}


@register.inclusion_tag("ui/components/diff.html")
def diff(changes: Iterable[Change], *, caption: Words) -> dict[str, object]:
    """What an amendment takes away and what it puts there."""
    return {"changes": Change.all(changes), "caption": caption}


@register.inclusion_tag("ui/components/copyable.html")
def copyable(value: str, *, label: Words, id: str = "copyable") -> dict[str, object]:  # noqa: A002 - the HTML word
    """A code to keep; a button copies it where the browser can. Give an `id` to each when there are several."""
    return {"value": value, "label": label, "id": id}


@register.inclusion_tag("ui/components/links.html")
def link_list(items: Iterable[Link]) -> dict[str, object]:
    """Links, one a line."""
    return {"items": Link.all(items)}
