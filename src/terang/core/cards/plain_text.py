"""A card as plain text for a terminal or a file: sections, short lines, nothing that needs colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from terang.core.cards.telling import Told

WIDTH = 88


def plain_text(card: Told) -> str:
    """The whole card; every figure stands with its name on one line."""
    words = card["words"]
    lines = [f"{words['card']}: {card['id']}", "", _wrapped(card["headline"], ""), ""]
    lines += _pairs(
        (words["vacancy"], card["vacancy"]), (words["kind"], card["kind"]),
        (words["norm"], f"{card['norm_title']} ({card['norm']}, SHA-256 {card['norm_hash'][:12]})"),
    )  # fmt: skip
    lines += _section(words["reasons"], (_wrapped(one) for one in card["reasons"]))
    lines += _section(words["components"], (_component(one, words) for one in card["components"]))
    lines += _section(words["steps"], map(_step, card["steps"]))
    lines += _section(words["neighbours"], map(_neighbour, card["neighbours"]))
    lines += _section(words["cutoff"], [_wrapped(card["cutoff"]["text"])] if card["cutoff"] else ())
    lines += _section(words["one_more"], (_wrapped(one["text"]) for one in card["one_more"]))
    lines += _section(words["enough"], (_wrapped(one["text"]) for one in card["enough"]))
    lines += [_wrapped(card["rerun"], "")] if card["one_more"] else []
    lines += _section(words["rules"], (_rule(one, words) for one in card["rules"]))
    lines += [_wrapped(card["notes"], "")] if card["notes"] else []
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> list[str]:
    there = list(lines)
    return ["", title, "-" * len(title), *there] if there else []


def _pairs(*pairs: tuple[str, str]) -> list[str]:
    width = max(len(label) for label, _ in pairs)
    return [f"{label:{width}}  {value}" for label, value in pairs]


def _wrapped(text: str, bullet: str = "- ") -> str:
    return fill(text, WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet))


def _component(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    points = words["absent"] if one["points"] is None else one["points"]
    notes = "; ".join(one["notes"])
    return _wrapped(f"{one['label']}: {points} / {one['maximum']}" + (f" ({notes})" if notes else ""))


def _step(one: Mapping[str, Any]) -> str:
    made = f"{one['label']}: {one['formula']} = "
    return _wrapped(
        f"{made}{one['exact']}, {one['rounding']}: {one['after']}"
        if one["rounding"]
        else f"{made}{one['after']}"
    )


def _neighbour(one: Mapping[str, Any]) -> str:
    return _wrapped(f"{one['label']}: {one['text']}")


def _rule(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    marks = [words["unconfirmed"]] * (not one["confirmed"]) + [words["own_choice"]] * one["own_choice"]
    marked = f" [{', '.join(marks)}]" if marks else ""
    return _wrapped(
        f"{one['text']}. {words['article']}: {one['article']}; {words['source']}: {one['source']}{marked}"
    )
