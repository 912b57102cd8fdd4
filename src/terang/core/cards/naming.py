"""What people call the keys of a chain, and the headings of a card."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from terang.core.norms import Norm
from terang.core.norms.text import wording
from terang.core.rules.shortlist import THRESHOLD
from terang.core.sentences import Sentence

KEYS: Mapping[str, Sentence] = MappingProxyType({**wording.KEYS, THRESHOLD: Sentence("threshold")})
TITLES: Mapping[str, Sentence] = MappingProxyType(
    {"shortlist": Sentence("Shortlist"), "final": Sentence("Final ranking")}
)
WORDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "card": Sentence("Explanation card"),
        "components": Sentence("The figures"),
        "what": Sentence("What"),
        "points": Sentence("Points"),
        "how": Sentence("How"),
        "steps": Sentence("Step by step to the score"),
        "step": Sentence("Step"),
        "calculation": Sentence("Calculation"),
        "result": Sentence("Result"),
        "reasons": Sentence("Why this place"),
        "neighbours": Sentence("Next to this place"),
        "cutoff": Sentence("How far from the last who is in"),
        "one_more": Sentence("What a little more would have changed"),
        "enough": Sentence("What would have been enough"),
        "rules": Sentence("The rules behind it"),
        "article": Sentence("Article"),
        "source": Sentence("Source"),
        "unconfirmed": Sentence("not confirmed"),
        "own_choice": Sentence("the agency's own choice"),
        "number": Sentence("Public number"),
        "vacancy": Sentence("Vacancy"),
        "kind": Sentence("Kind of formasi"),
        "slots": Sentence("Slots"),
        "norm": Sentence("Norm"),
        "list": Sentence("The public list"),
        "absent": Sentence("absent"),
    }
)


def key_name(norm: Norm, key: str) -> str | Sentence:
    """A key of a chain in a word or two; parts, groups and exams are called as the norm calls them.

    >>> from terang.core import norms
    >>> norm = norms.load("cpns-2024")
    >>> print(key_name(norm, "tkp"), key_name(norm, "gpa"), sep=", ")
    TKP, GPA
    """
    return KEYS.get(key) or norm.labels.get(key, key)
