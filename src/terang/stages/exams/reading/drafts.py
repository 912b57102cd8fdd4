"""A question as a file gives it, what makes it acceptable, and what is said when it is not."""

import hashlib
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from terang.core.ledger import canonical
from terang.core.norms import Norm
from terang.core.rules.scoring import check_item
from terang.stages.exams.rulebook import named

LONGEST_STEM, LONGEST_OPTION, LONGEST_TOPIC = 3000, 600, 60
MOST_OPTIONS = 8


@dataclass(frozen=True)
class Draft:
    """One question with the line on which it begins. options: (text, points), as the author ordered them."""

    line: int
    part: str
    topic: str
    stem: str
    options: tuple[tuple[str, int], ...]

    @property
    def digest(self) -> str:
        """The name of the very text with its key."""
        value = {"part": self.part, "stem": self.stem, "options": [{"t": t, "p": p} for t, p in self.options]}
        return hashlib.sha256(canonical.encode(value)).hexdigest()


@dataclass(frozen=True)
class Problem:
    """Why a question, or the file, was refused."""

    line: int
    sentence: str


@dataclass
class Reading:
    """What a file gives: its questions, and every reason why it can't be taken as it is."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def clean(text: str) -> str:
    """The text as it is kept: normalised, without spaces around."""
    return unicodedata.normalize("NFC", text).strip()


def checked(draft: Draft, norm: Norm) -> tuple[Draft, list[str]]:
    """The question under the code of its part, and everything that is wrong with it."""
    part = named(draft.part, norm)
    if part is None:
        known = ", ".join(p.code for p in norm.parts)
        return draft, [
            _("The part “%(part)s” does not exist; there are %(known)s.")
            % {"part": draft.part[:40], "known": known}
        ]
    draft = Draft(draft.line, part.code, draft.topic, draft.stem, draft.options)
    wrong = [
        *_shape(draft),
        *(_(s.msgid) % s.params for s in check_item(part, [p for _t, p in draft.options])),
    ]
    return draft, wrong


def _shape(draft: Draft) -> list[str]:
    texts = [text for text, _points in draft.options]
    every = [draft.stem, draft.topic, *texts]
    found = [
        (not draft.stem, _("The question has no words.")),
        (len(draft.stem) > LONGEST_STEM, _("The question is longer than %d characters.") % LONGEST_STEM),
        (len(draft.topic) > LONGEST_TOPIC, _("The topic is longer than %d characters.") % LONGEST_TOPIC),
        (any(not text for text in texts), _("An option has no words.")),
        (
            any(len(text) > LONGEST_OPTION for text in texts),
            _("An option is longer than %d characters.") % LONGEST_OPTION,
        ),
        (len(texts) > MOST_OPTIONS, _("There are more than %d options.") % MOST_OPTIONS),
        (len({text.casefold() for text in texts}) < len(texts), _("Two options are the same.")),
        (any(map(_has_controls, every)), _("There are characters that can't be shown.")),
    ]
    return [sentence for is_wrong, sentence in found if is_wrong]


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n" for c in text)
