"""One card from one case."""

from __future__ import annotations

from terang.core.cards.case import Case
from terang.core.cards.comparing import cutoff, neighbours
from terang.core.cards.components import components
from terang.core.cards.naming import TITLES, WORDS
from terang.core.cards.reasons import reasons
from terang.core.cards.rules import about_notes, rules
from terang.core.cards.shape import Card, Text
from terang.core.cards.steps import score, steps
from terang.core.cards.what_if import enough, one_more
from terang.core.sentences import Sentence


def make(case: Case) -> Card:
    """Explain one person's place.

    Refused: UnknownThreshold where nobody has found the threshold of the kind; ValueError for a claim or a priority
    group that the norm does not know.

    >>> from decimal import Decimal
    >>> from terang.core import norms
    >>> from terang.core.cards.lists import on_list, ranked
    >>> from terang.core.rules.ranking import FinalScore
    >>> norm = norms.load("cpns-2024")
    >>> ana = FinalScore("ana", {"twk": 75, "tiu": 130, "tkp": 195}, Decimal(70))
    >>> budi = FinalScore("budi", {"twk": 80, "tiu": 130, "tkp": 190}, Decimal(70))
    >>> lines = ranked(norm, "final", "UMUM", 1, [ana, budi])
    >>> card = make(on_list(norm, "final", "V1", "UMUM", 1, lines, "budi"))
    >>> print(card.headline)
    Place 2. TL: Tidak lulus
    >>> print(card.cutoff.text)
    The last who is in has 195 in TKP, you have 190: 5 points were missing.
    >>> print(card.one_more[1].text)
    TIU, one more right answer (5 points): you would have been in place 1, with the outcome L, Lulus.
    """
    outcome = case.mine.outcome if case.move is None else case.move.outcome
    code = case.norm.codes[case.stage].codes.get(outcome)
    meaning: Text = (
        code.meaning if code else Sentence("not decided yet: the norm can't separate those on this place")
    )
    official, behind = score(case), tuple(rules(case))
    return Card(
        id=case.mine.score.id,
        stage=case.stage,
        title=TITLES[case.stage],
        vacancy=case.vacancy,
        kind=case.norm.kind(case.kind).label,
        slots=case.slots,
        norm=case.norm.id,
        norm_title=case.norm.title,
        norm_hash=case.norm.content_hash,
        place=case.mine.place,
        sharing=case.mine.sharing,
        outcome=outcome,
        meaning=meaning,
        passes=bool(code and code.passes),
        headline=_headline(case, outcome, meaning),
        components=tuple(components(case)),
        steps=tuple(steps(case)),
        score=official,
        reasons=tuple(reasons(case, official)),
        neighbours=tuple(neighbours(case)),
        cutoff=cutoff(case),
        one_more=tuple(one_more(case)),
        enough=tuple(enough(case)),
        rerun=_rerun(case),
        rules=behind,
        notes=about_notes(behind),
        words=WORDS,
    )


def _headline(case: Case, outcome: str, meaning: Text) -> Sentence:
    said = {"place": case.mine.place, "outcome": outcome, "meaning": meaning}
    if case.mine.place is None:
        return Sentence("%(outcome)s: %(meaning)s", **said)
    if not outcome:
        return Sentence("Place %(place)s: %(meaning)s", **said)
    if case.move is not None:
        return Sentence(
            "Place %(place)s in %(vacancy)s, moved to %(target)s. %(outcome)s: %(meaning)s",
            vacancy=case.vacancy,
            target=case.move.target,
            **said,
        )
    return Sentence("Place %(place)s. %(outcome)s: %(meaning)s", **said)


def _rerun(case: Case) -> Sentence:
    if case.stage == "final" and case.norm.transfers:
        return Sentence(
            "The ranking of this vacancy was run again for each of these answers; empty slots of other vacancies are left out."
        )
    return Sentence("The ranking was run again for each of these answers.")
