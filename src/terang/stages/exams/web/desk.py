"""What of the exams awaits an official."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.ui.desk import Task
from terang.stages.exams import access
from terang.stages.exams.queries import bank, rounds, sessions
from terang.stages.exams.states import SessionState, Stage


def awaiting(actor: Actor) -> Iterator[Task]:
    """The open work of this person, in the order of the process."""
    if actor.agency_of(Role.ITEM_AUTHOR) is not None:
        yield from _questions(actor)
    for round_ in rounds.rounds_for(actor):
        url = reverse("exams:round", args=[round_.code])
        if access.may_arrange(actor, round_.agency_id, round_.pk):
            without = sum(rounds.counts(round_.pk, stage).admitted for stage in Stage.values)
            if without:
                yield Task(text=_("Candidates without a seat: %s") % round_.title, href=url, count=without)
        if access.may_publish(actor, round_.agency_id, round_.pk):
            yield from _to_publish(round_.pk, round_.title, url)
        for session in sessions.pending([round_.pk]):
            if access.may_proctor(actor, session):
                words = (
                    _("Open session: %s")
                    if session.state == SessionState.OPEN
                    else _("Session to proctor: %s")
                )
                yield Task(
                    text=words % session.title,
                    href=reverse("exams:session", args=[session.pk]),
                    due_at=session.starts_at,
                )


def _questions(actor: Actor) -> Iterator[Task]:
    waiting, back = bank.to_review(actor).count(), bank.sent_back(actor).count()
    if waiting:
        yield Task(text=_("Questions to review"), href=reverse("exams:items"), count=waiting)
    if back:
        yield Task(text=_("Questions that were sent back to you"), href=reverse("exams:items"), count=back)


def _to_publish(round_id: int, title: str, url: str) -> Iterator[Task]:
    published = rounds.score_lists(round_id)
    for stage in Stage.values:
        counts = rounds.counts(round_id, stage)
        if stage not in published and not counts.waiting and counts.finished + counts.absent:
            yield Task(
                text=_("Scores to publish: %s") % title, href=url, count=counts.finished + counts.absent
            )
