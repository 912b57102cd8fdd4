"""Why somebody stands where they stand, or has no place, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from terang.core.cards.case import Case, Move
from terang.core.cards.comparing import difference
from terang.core.cards.components import minima
from terang.core.cards.naming import key_name
from terang.core.cards.rules import priority_of
from terang.core.cards.shape import Number
from terang.core.rules.affirmations import affirm
from terang.core.rules.shortlist import THRESHOLD
from terang.core.rules.totals import sums
from terang.core.sentences import Sentence


def reasons(case: Case, score: Number | None) -> Iterator[Sentence]:
    """What the rule did with the figures of this person."""
    yield from _slots(case)
    if case.mine.place is None:
        yield from _without_place(case)
    else:
        yield from _placed(case)
    if case.decision:
        yield Sentence(
            "The norm can't separate those on this place. The committee decided: %(reason)s",
            reason=case.decision,
        )
    yield from _elsewhere(case)
    if case.mine.official is not None and score is not None and Decimal(str(score)) != case.mine.official:
        yield Sentence(
            "The list says %(official)s, but these steps give %(score)s. One of them is wrong: please object.",
            official=case.mine.official,
            score=score,
        )


def _slots(case: Case) -> Iterator[Sentence]:
    if case.stage == "shortlist":
        times = case.norm.shortlist_rule.times
        yield Sentence(
            "Slots: %(slots)s. %(times)s times as many go on to the second tests: %(quota)s.",
            slots=case.slots,
            times=times,
            quota=times * case.slots,
        )
    else:
        yield Sentence("Slots: %(slots)s.", slots=case.slots)


def _placed(case: Case) -> Iterator[Sentence]:
    group = next((one.label for one in case.norm.priority if one.code == priority_of(case)), "")
    if group and case.stage == "final":
        yield Sentence(
            "Your priority group is %(group)s; everybody of an earlier group is placed before it.",
            group=group,
        )
    if case.stage == "shortlist" and any(_missed(case)):
        yield Sentence(
            "Fewer people reach the threshold than there are slots; so the best of the others may fill the empty places, and you are one of them."
        )
    if case.mine.sharing > 1:
        yield Sentence(
            "Others who share this place, because no rule separates them from you: %(count)s.",
            count=case.mine.sharing - 1,
        )
    yield _decided(case)


def _decided(case: Case) -> Sentence:
    if case.above is None:
        return Sentence("Nobody stands above this place.")
    key = difference(case, case.above.score).key
    if key == THRESHOLD:
        return Sentence("What put the next person above is the threshold: they reach it.")
    name = key_name(case.norm, key)
    earlier = _equal_before(case, key)
    if earlier:
        return Sentence(
            "What put the next person above is %(key)s; in what is compared before, you are equal.", key=name
        )
    return Sentence("What put the next person above is %(key)s.", key=name)


def _equal_before(case: Case, key: str) -> bool:
    chain = case.norm.final_chain if case.stage == "final" else case.norm.shortlist_rule.chain
    return key in chain and chain.index(key) > 0


def _without_place(case: Case) -> Iterator[Sentence]:
    codes = case.norm.codes[case.stage]
    if case.mine.outcome == codes.absent:
        yield from _absences(case)
    if case.mine.outcome == codes.below:
        yield from _missed(case)
    for each in case.tests:
        minimum = each.test.knockout_minimum
        if each.test.knockout and minimum is not None and each.points is not None and each.points < minimum:
            yield Sentence(
                "%(title)s: %(points)s points, at least %(minimum)s are needed. This test knocks out.",
                title=each.title,
                points=each.points,
                minimum=minimum,
            )
    if case.mine.score.knocked_out and not case.tests:
        yield Sentence("One of the second tests that knock out was not passed.")


def _absences(case: Case) -> Iterator[Sentence]:
    if case.mine.score.parts is None:
        yield Sentence("%(exam)s: you were absent. Without it there is no place.", exam=case.norm.total.label)
    elif case.tests:
        for each in case.tests:
            if each.points is None:
                yield Sentence("%(exam)s: you were absent. Without it there is no place.", exam=each.title)
    elif case.norm.integration is not None:
        yield Sentence(
            "%(exam)s: you were absent. Without it there is no place.", exam=case.norm.integration.label
        )


def _missed(case: Case) -> Iterator[Sentence]:
    """Each minimum of the threshold that was not reached."""
    norm, one = case.norm, case.mine.score
    points = {} if one.parts is None else sums(norm, affirm(norm, one.parts, one.claims))
    article = norm.cite(f"kinds.{case.kind}.threshold").reference
    for code, minimum in minima(norm, case.kind).items() if points else ():
        if points[code] < minimum:
            yield Sentence(
                "%(part)s: %(points)s points, at least %(minimum)s are needed (%(article)s).",
                part=norm.labels[code],
                points=points[code],
                minimum=minimum,
                article=article,
            )


def _elsewhere(case: Case) -> Iterator[Sentence]:
    """What became of the empty slots of other vacancies."""
    for code, reason in case.passed_over.items():
        yield Sentence(
            "For an empty slot of %(target)s you stood equal with others. The committee decided: %(reason)s",
            target=code,
            reason=reason,
        )
    if case.move is not None:
        yield from _moved(case.vacancy, case.move)
    elif (
        case.agreed is not None and case.mine.place and case.mine.outcome == case.norm.codes["final"].outside
    ):
        if case.agreed:
            yield Sentence(
                "No slot was empty for you in the vacancies that you had named: %(codes)s.",
                codes=", ".join(case.agreed),
            )
        else:
            yield Sentence("You had named no other vacancy, so nobody moved you.")


def _moved(vacancy: str, move: Move) -> Iterator[Sentence]:
    said = {"target": move.target, "step": move.step.label, "vacancy": vacancy}
    if not move.outcome:
        yield Sentence(
            "Vacancy %(target)s has an empty slot for which you and others are equal (%(step)s); a person decides.",
            **said,
        )
        return
    yield Sentence(
        "In vacancy %(vacancy)s all slots went to people placed before you. Vacancy %(target)s had an empty slot, and you had agreed to go there (%(step)s).",
        **said,
    )
    if move.decision:
        yield Sentence(
            "You stood equal with others there. The committee decided: %(reason)s", reason=move.decision
        )
