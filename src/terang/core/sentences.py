"""A sentence of the law's answer: English, with its parts kept apart so that a room can translate it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self


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


def say(sentence: Sentence, translate: Callable[[str], str]) -> str:
    """The sentence in another language, with the sentences inside it; `translate` is a room's gettext.

    >>> words = {"exam": "ujian", "The %(stage)s is over.": "Tahap %(stage)s sudah selesai."}
    >>> say(Sentence("The %(stage)s is over.", stage=Sentence("exam")), words.__getitem__)
    'Tahap ujian sudah selesai.'
    """
    params = {
        name: say(value, translate) if isinstance(value, Sentence) else value
        for name, value in sentence.params.items()
    }
    return translate(sentence.msgid) % params


def _again(msgid: str, params: dict[str, object]) -> Sentence:
    return Sentence(msgid, **params)
