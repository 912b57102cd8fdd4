"""The values of the norm on which a place rests, each with its article, in the order in which they were applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from terang.core.cards.case import Case
from terang.core.cards.comparing import chain_of
from terang.core.cards.naming import key_name
from terang.core.cards.shape import Rule, Text
from terang.core.norms import Norm
from terang.core.norms.notes import pieces
from terang.core.rules.affirmations import added
from terang.core.rules.rounding import plain
from terang.core.sentences import Sentence


def rules(case: Case) -> Iterator[Rule]:
    """Each rule that this place rests on."""
    yield from _of_claims(case)
    yield from _of_kind(case)
    yield from _of_scores(case) if case.stage == "final" else _of_quota(case)
    yield from _of_order(case)
    yield from _of_outcome(case)


def about_notes(found: Sequence[Rule]) -> Text:
    """What "catatan 2.4" in their sources is; empty where none names a note."""
    if not any(number for one in found for _, number in pieces(one.source)):
        return ""
    return Sentence(
        "“catatan 2.4” is section 2.4 of the notes on sources: page /norms/sources/ of every portal of Terang."
    )


def priority_of(case: Case) -> str:
    """The priority group of the person; the last one where none is said, empty where the norm has none."""
    groups = case.norm.priority
    return case.mine.score.priority or (groups[-1].code if groups else "")


def _of_claims(case: Case) -> Iterator[Rule]:
    for claim in added(case.norm, case.mine.score.claims):
        found = case.norm.affirmations[claim.code]
        target = case.norm.labels.get(found.target, found.target)
        yield _rule(
            case.norm,
            f"affirmations.{claim.code}.percent",
            Sentence(
                "%(claim)s adds %(percent)s%% of the maximum of %(target)s",
                claim=found.label,
                percent=plain(found.percent),
                target=target,
            ),
        )


def _of_kind(case: Case) -> Iterator[Rule]:
    kind = case.norm.kind(case.kind)
    path = f"kinds.{kind.code}"
    if kind.threshold and (kind.threshold.parts or kind.threshold.total is not None):
        text = Sentence("Threshold of %(kind)s", kind=kind.label)
    else:
        text = Sentence("%(kind)s has no threshold", kind=kind.label)
    yield _rule(case.norm, f"{path}.threshold", text)
    if kind.fallback is not None:
        text = Sentence(
            "Where too few reach the threshold, who has at least %(total)s in all may fill the empty places",
            total=kind.fallback,
        )
        yield _rule(case.norm, f"{path}.fallback", text)


def _of_quota(case: Case) -> Iterator[Rule]:
    times = case.norm.shortlist_rule.times
    yield _rule(case.norm, "shortlist.times", Sentence("%(times)s times as many as slots go on", times=times))


def _of_scores(case: Case) -> Iterator[Rule]:
    norm = case.norm
    if norm.integration is None:
        return
    weights = norm.integration
    for path, share, label in (
        ("first", weights.first, norm.total.label),
        ("second", weights.second, weights.label),
    ):
        text = Sentence("%(exam)s counts %(share)s%%", exam=label, share=plain(share * 100))
        yield _rule(norm, f"integration.{path}", text)
    text = Sentence("Rounded to %(decimals)s decimals, half up", decimals=weights.decimals)
    yield _rule(norm, "integration.decimals", text)


def _of_order(case: Case) -> Iterator[Rule]:
    norm = case.norm
    for group in norm.priority:
        if group.code == priority_of(case):
            text = Sentence("Your priority group: %(group)s", group=group.label)
            yield _rule(norm, f"priority.{group.code}.label", text)
    names = [key_name(norm, key) for key in chain_of(norm, case.stage)]
    order = reduce(lambda before, name: Sentence("%(before)s, %(name)s", before=before, name=name), names)
    yield _rule(norm, f"{case.stage}.chain", Sentence("Order of comparison: %(order)s", order=order))


def _of_outcome(case: Case) -> Iterator[Rule]:
    norm, move = case.norm, case.move
    if move is not None:
        text = Sentence("Empty slots are filled: %(step)s", step=move.step.label)
        yield _rule(norm, f"transfers.{move.step.code}.threshold_of", text)
    outcome = case.mine.outcome if move is None else move.outcome
    code = norm.codes["final" if move else case.stage].codes.get(outcome)
    if code is not None:
        text = Sentence("%(code)s means: %(meaning)s", code=code.code, meaning=code.meaning)
        yield _rule(norm, f"codes.{case.stage}.{code.code}.meaning", text)


def _rule(norm: Norm, path: str, text: Text) -> Rule:
    found = norm.cite(path)
    return Rule(path, text, found.article, found.source, found.confirmed, found.own_choice)
