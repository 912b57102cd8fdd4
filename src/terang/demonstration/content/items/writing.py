"""Questions as rows of a CSV, with their options in an order that depends on nothing but their words."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

from terang.demonstration.content.items import attitude, civics, field, reasoning

Row = tuple[str, str, str, Sequence[tuple[str, int]]]
"""Part, topic, stem, options with points."""

FILES = ("lokal-contoh", "cpns-2024")
COLUMNS = ["part", "topic", "stem", *(f"{kind}_{n}" for n in range(1, 6) for kind in ("option", "points"))]


def path_of(name: str) -> Path:
    """Where the file of one norm lies."""
    return Path(__file__).with_name(f"{name}.csv")


def written(name: str) -> str:
    """The file of one norm."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for part, topic, stem, options in rows_of(name):
        shuffled = sorted(options, key=lambda option: _mark(stem, option[0]))
        lines.writerow([part, topic, stem, *chain.from_iterable(shuffled)])
    return text.getvalue()


def rows_of(name: str) -> list[Row]:
    """The questions of one norm: twice what a form needs, at least."""
    if name == "cpns-2024":
        return [
            *(("twk", topic, stem, _right(right, wrong)) for topic, stem, right, wrong in civics.QUESTIONS),
            *(
                ("tiu", topic, stem, _right(right, wrong))
                for topic, stem, right, wrong in reasoning.questions()
            ),
            *(("tkp", topic, stem, _graded(options)) for topic, stem, options in attitude.questions(4)),
            *(("skb", topic, stem, _right(right, wrong)) for topic, stem, right, wrong in field.QUESTIONS),
        ]
    easy = islice(_every(4, reasoning.questions()), 8)
    harder = islice(_every(2, islice(reasoning.questions(), 33, None)), 20)
    return [
        *(("umum", topic, stem, _right(right, wrong)) for topic, stem, right, wrong in civics.QUESTIONS[::5]),
        *(("umum", topic, stem, _right(right, wrong)) for topic, stem, right, wrong in easy),
        *(("pelayanan", topic, stem, _graded(options)) for topic, stem, options in attitude.questions(1)),
        *(("bidang", topic, stem, _right(right, wrong)) for topic, stem, right, wrong in field.QUESTIONS),
        *(("lanjutan", topic, stem, _right(right, wrong)) for topic, stem, right, wrong in harder),
    ]


def _every(step: int, questions: Iterable[reasoning.Question]) -> Iterable[reasoning.Question]:
    return islice(questions, 0, None, step)


def _right(right: str, wrong: Sequence[str]) -> list[tuple[str, int]]:
    return [(right, 5), *((one, 0) for one in wrong)]


def _graded(options: Sequence[str]) -> list[tuple[str, int]]:
    """From the best, 5 points, to the weakest, 1 point."""
    return [(text, 5 - place) for place, text in enumerate(options)]


def _mark(stem: str, text: str) -> bytes:
    return hashlib.sha256(f"{stem}\n{text}".encode()).digest()
