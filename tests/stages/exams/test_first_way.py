"""From the bank to the published score, once through by the commands."""

import pytest

from terang.base.access import Role
from terang.base.journal.models import Entry, Pending
from terang.base.tenancy import scope
from terang.exam_room import commands as room
from terang.stages.exams import commands, facts
from terang.stages.exams.models import Placed, Score, Seat
from tests.factories import exams, people
from tests.factories.exams import AFTER, DURING, FLOW

pytestmark = pytest.mark.django_db


def best_choice(seat, position):
    return Placed.objects.get(form=seat.form, position=position).points.index(5)


def test_a_candidate_who_chooses_the_best_everywhere_has_the_maximum():
    made = exams.opened(1)
    with scope.as_system():
        seat = made.seat_of(0)
        room.save_many(
            token=seat.token, given=[(n + 1, n, best_choice(seat, n)) for n in range(30)], at=DURING
        )

        score = commands.end_sitting(token=seat.token, by=FLOW, at=DURING)

    assert (score.parts, score.total, str(score.score_100)) == (
        {"umum": 50, "pelayanan": 50, "bidang": 50},
        150,
        "100.000",
    )


def test_the_whole_way_ends_in_published_scores():
    made = exams.opened(3)
    approver = people.official(Role.APPROVER, made.round_)
    with scope.as_system():
        one, other = made.seat_of(0), made.seat_of(1)
        room.save(token=one.token, seq=1, item=0, choice=best_choice(one, 0), at=DURING)
        first = commands.end_sitting(token=one.token, by=FLOW, at=DURING)
        room.save(token=other.token, seq=1, item=12, choice=best_choice(other, 12), at=DURING)
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=AFTER)
        commands.publish_scores(round_=made.round_, stage="first", by=approver, at=AFTER)
        found = {score.application_id: score for score in facts.scores(made.round_.pk, "first")}

    assert first.total == 5
    assert [found[a.pk].total for a in made.applications] == [5, 5, 0]
    assert [found[a.pk].absent for a in made.applications] == [False, False, False]
    assert all(score.published for score in found.values())


def test_who_never_came_is_absent_when_the_session_closes():
    made = exams.opened(2, entered=False)
    with scope.as_system():
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=AFTER)

        assert set(Seat.objects.values_list("state", flat=True)) == {"absent"}
        assert [(s.absent, s.total, s.parts) for s in facts.scores(made.round_.pk, "first")] == [
            (True, 0, {})
        ] * 2
        assert facts.admitted(made.round_.pk, "first") == tuple(sorted(a.pk for a in made.applications))


def test_every_end_and_every_score_is_a_leaf_without_open_values():
    made = exams.opened(1)
    with scope.as_system():
        seat = made.seat_of(0)
        room.save(token=seat.token, seq=1, item=0, choice=best_choice(seat, 0), at=DURING)
        commands.end_sitting(token=seat.token, by=FLOW, at=DURING)
        commands.end_sitting(token=seat.token, by=FLOW, at=DURING)

        leaves = {
            p.kind: bytes(p.leaf).decode() for p in Pending.objects.filter(kind__in=["sess_end", "score"])
        }
        assert Entry.objects.filter(act="exams.score.made").count() == Score.objects.count() == 1
    assert set(leaves) == {"sess_end", "score"}
    assert '"total"' not in leaves["score"]
    assert seat.token not in "".join(leaves.values())
