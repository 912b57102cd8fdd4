r"""Drawing forms from the bank: the same seed gives the same forms, on anybody's machine.

Source: terang-log/1 section 8.4: ids sorted by HMAC(seed, "terang/v1/order\n" || purpose || "\n" || id).
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from terang.core.ledger import canonical
from terang.core.sentences import Sentence


@dataclass(frozen=True)
class Cell:
    """How many questions of one part, and how many of them of single topics."""

    part: str
    count: int
    topics: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """A reviewed question of the bank, by its digest."""

    digest: str
    part: str
    topic: str
    options: int


@dataclass(frozen=True)
class Place:
    """A question at its place, with the order in which its options are displayed."""

    digest: str
    part: str
    option_order: tuple[int, ...]


class CellLacksItems(ValueError):
    """The bank has too few reviewed questions for a cell of the blueprint."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def order(seed: bytes, purpose: str, ids: Iterable[str]) -> list[str]:
    """The ids in the order that the seed gives for this purpose.

    >>> order(bytes(32), "try", ["a", "b", "c"]) == order(bytes(32), "try", ["c", "a", "b"])
    True
    """
    prefix = f"terang/v1/order\n{purpose}\n"
    return sorted(ids, key=lambda one: (hmac.digest(seed, (prefix + one).encode(), "sha256"), one))


def draw(seed: bytes, cells: Sequence[Cell], bank: Iterable[Candidate], *, forms: int) -> list[list[Place]]:
    """Parallel forms by the blueprint; a question returns in a second form only when its cell is used up.

    Refused: CellLacksItems, naming the part or topic and how many are missing.
    """
    known = sorted(set(bank), key=lambda one: one.digest)
    used: dict[str, int] = {}
    drawn = []
    for number in range(1, forms + 1):
        chosen = [one for cell in cells for one in _fill(seed, f"form/{number}", cell, known, used)]
        drawn.append([_place(seed, f"form/{number}", one) for one in chosen])
    return drawn


def digest_of(places: Sequence[Place]) -> str:
    """The name of a form: its questions and all orders."""
    value = [{"i": one.digest, "o": list(one.option_order)} for one in places]
    return hashlib.sha256(canonical.encode(value)).hexdigest()


def _fill(
    seed: bytes, form: str, cell: Cell, known: list[Candidate], used: dict[str, int]
) -> list[Candidate]:
    """The questions of one cell in their displayed order: those of named topics first drawn, then the rest."""
    pool = [one for one in known if one.part == cell.part]
    taken: list[Candidate] = []
    for topic, count in sorted(cell.topics.items()):
        taken += _take(
            seed,
            f"{form}/{cell.part}/{topic}",
            [one for one in pool if one.topic == topic],
            count,
            used,
            cell,
            topic,
        )
    rest = [one for one in pool if one not in taken]
    taken += _take(seed, f"{form}/{cell.part}", rest, cell.count - len(taken), used, cell, "")
    for one in taken:
        used[one.digest] = used.get(one.digest, 0) + 1
    by_digest = {one.digest: one for one in taken}
    return [by_digest[digest] for digest in order(seed, f"{form}/{cell.part}/positions", by_digest)]


def _take(
    seed: bytes, purpose: str, pool: list[Candidate], count: int, used: dict[str, int], cell: Cell, topic: str
) -> list[Candidate]:
    if len(pool) < count:
        words = f"{cell.part} / {topic}" if topic else cell.part
        raise CellLacksItems(
            Sentence(
                "%(cell)s needs %(count)s reviewed questions, and the bank has %(have)s.",
                cell=words, count=count, have=len(pool),
            )
        )  # fmt: skip
    by_digest = {one.digest: one for one in pool}
    ordered = order(seed, purpose, by_digest)
    ordered.sort(key=lambda digest: used.get(digest, 0))  # stable: the least used first, else by lot
    return [by_digest[digest] for digest in ordered[:count]]


def _place(seed: bytes, form: str, one: Candidate) -> Place:
    places = order(seed, f"{form}/options/{one.digest}", map(str, range(one.options)))
    return Place(one.digest, one.part, tuple(map(int, places)))


def form_of(seed: bytes, purpose: str, pid: str, forms: int) -> int:
    """Which of the parallel forms lies before a candidate, from 0."""
    message = f"terang/v1/order\n{purpose}\n{pid}".encode()
    return int.from_bytes(hmac.digest(seed, message, "sha256")[:8], "big") % forms
