"""A card in a reader's language: plain texts and lists, as pages, papers and files take them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from terang.core.cards.shape import Card, Formula
from terang.core.languages import Language
from terang.core.sentences import Sentence

Told = dict[str, Any]


def told(card: Card, language: Language) -> Told:
    """The card by the names of its fields, every sentence and number as the reader reads it."""
    found: Told = _told(card, language, language.write)
    return found


def as_json(card: Card, language: Language) -> str:
    """The same for machines: sentences in the language, numbers exact and with a dot, quotients as `2/3`."""
    return json.dumps(_told(card, language, _exactly), ensure_ascii=False, indent=2) + "\n"


def _told(value: Any, language: Language, write: Callable[[Any], str]) -> Any:
    match value:
        case Sentence():
            return language.say(value)
        case Formula():
            return "".join(str(_told(one, language, language.write)) for one in value)
        case Decimal() | Fraction():
            return write(value)
        case tuple():
            return [_told(one, language, write) for one in value]
    if isinstance(value, Mapping) or is_dataclass(value):
        named = (
            value
            if isinstance(value, Mapping)
            else {one.name: getattr(value, one.name) for one in fields(value)}
        )
        return {key: _told(one, language, write) for key, one in named.items()}
    return value


def _exactly(number: Decimal | Fraction) -> str:
    return str(number) if isinstance(number, Fraction) else f"{number:f}"
