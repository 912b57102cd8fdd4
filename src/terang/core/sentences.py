"""A sentence of the law's answer: English, with its parts kept apart so that a room can translate it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self


class Sentence(str):
    """What a rule says about a case: reads as English, and is translated as `gettext(s.msgid) % s.params`.

    >>> why = Sentence("%(part)s: %(points)s points are too few.", part="TIU", points=75)
    >>> print(why)
    TIU: 75 points are too few.
    >>> why.msgid
    '%(part)s: %(points)s points are too few.'
    """

    __slots__ = ("msgid", "params")

    msgid: str
    params: Mapping[str, object]

    def __new__(cls, msgid: str, **params: object) -> Self:
        self = super().__new__(cls, msgid % params)
        self.msgid = msgid
        self.params = params
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (self.msgid, dict(self.params)))


def say(sentence: Sentence, translate: Callable[[str], str], write: Callable[[Any], str] = str) -> str:
    """The sentence in another language, with the sentences inside it; `translate` is a room's gettext.

    write: how the reader's language writes decimals and quotients.

    >>> words = {"exam": "ujian", "The %(stage)s is over.": "Tahap %(stage)s sudah selesai."}
    >>> say(Sentence("The %(stage)s is over.", stage=Sentence("exam")), words.__getitem__)
    'Tahap ujian sudah selesai.'
    """
    params = {name: _said(value, translate, write) for name, value in sentence.params.items()}
    return translate(sentence.msgid) % params


def _said(value: object, translate: Callable[[str], str], write: Callable[[Any], str]) -> object:
    if isinstance(value, Sentence):
        return say(value, translate, write)
    return write(value) if isinstance(value, Decimal | Fraction) else value


def _again(msgid: str, params: dict[str, object]) -> Sentence:
    return Sentence(msgid, **params)
