"""Whose scores everybody may see: not those of very small groups of a special kind.

Places and outcomes are always public. With fewer than five people, a special kind of formasi would say who somebody
is and something personal about them; their scores go to themselves and the auditors only.
Source: terang-log/1 section 10; docs/decisions, 9.
"""

from terang.core.sentences import Sentence

K_MIN = 5
GENERAL_KINDS = frozenset({"UMUM", "DOKTER", "KHUSUS_JABATAN"})

LEFT_OUT = Sentence(
    "Scores in special kinds of formasi with fewer than %(least)s people are left out: they could tell who somebody"
    " is. The people themselves and the auditors see them. Places and outcomes are complete.",
    least=K_MIN,
)
"""What is left out of lists of scores, said openly."""


def scores_are_public(kind: str, count: int) -> bool:
    """Whether scores of this kind of formasi are shown, with so many people on the list.

    >>> scores_are_public("UMUM", 2), scores_are_public("DISABILITAS", 2), scores_are_public("DISABILITAS", 5)
    (True, False, True)
    """
    return kind in GENERAL_KINDS or count >= K_MIN
