"""The score of a panel, fixed in the log for each candidate, following from the marks."""

from collections import defaultdict
from datetime import datetime

from terang.base.access import Actor
from terang.base.journal import recording as journal
from terang.base.journal.queries import leaf_hashes
from terang.base.journal.recording import Line
from terang.base.journal.software import declared
from terang.base.tenancy.models import Round
from terang.core.rules.public_rule import exam_name, second_value
from terang.stages.panels.acts import Act
from terang.stages.panels.models import Assignment, Invitation, Result
from terang.stages.panels.queries.tests import Panel
from terang.stages.panels.states import AssignmentState, InvitationState
from terang.stages.vacancies import facts as vacancies


def seal_scores(test: Panel, round_: Round, *, by: Actor, at: datetime) -> None:
    """Commit to the points of everybody invited, inside the act that publishes the results.

    Journal: panels.score.made; leaf `score`, with the marks as parents. An edition of results is sealed once.
    """
    norm, number = vacancies.norm_of(round_.pk), test.vacancy.number_of(test.test.id)
    common = {
        "rule": test.vacancy.rule_id(norm),
        "exam": exam_name(number),
        "release": declared(round_, at=at),
    }
    there = Invitation.objects.filter(test_id=test.test.id).exclude(state=InvitationState.RELEASED)
    results = {
        one.invitation_id: one for one in Result.objects.filter(invitation__in=there).order_by("edition")
    }
    seats = list(Assignment.objects.filter(invitation__in=there, state=AssignmentState.LOCKED).order_by("pk"))
    hashes = leaf_hashes(Act.MARK_LOCKED, seats)
    marks: dict[int, list[bytes]] = defaultdict(list)
    for seat in seats:
        if seat.pk in hashes:
            marks[seat.invitation_id].append(hashes[seat.pk])
    lines = []
    for one in there.order_by("pk"):
        found = results.get(one.pk)
        value = second_value(norm, number, found.score if found else None)
        lines.append(
            Line(
                subject=one, public={"pid": one.pid, **common}, committed={"com": ("score", value)},
                of=one.person_id, parents=marks[one.pk],
            )
        )  # fmt: skip
    journal.record_all(Act.SCORED, lines, by=by, at=at, round_=round_)
