"""The queue: opened when registration has closed; each file goes to one verifier at a time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy.models import Round
from terang.stages.applications import facts as applications
from terang.stages.screening import access
from terang.stages.screening.acts import Act
from terang.stages.screening.commands.shared import locked, save
from terang.stages.screening.models import Case, Queue
from terang.stages.screening.states import CASE, CaseState
from terang.stages.vacancies import facts as vacancies


@transaction.atomic
def open_queue(*, round_id: int, by: Actor, at: datetime) -> Queue:
    """Once registration has closed, every submitted application becomes a file in the queue; asked twice: once.

    Refused: NotAllowed except to those who work in this round's screening, and the house; NotNow while people may
    still change their applications. Journal: screening.queue.opened, with the count.
    """
    round_ = _round(round_id)
    must_be(by.is_system or access.may_see_queue(by, round_), access.ONLY_VERIFIERS)
    found = Queue.objects.filter(pk=round_.pk).first()
    if found:
        return found
    window = vacancies.calendar(round_.pk).get("registration")
    if window is None or at < window.closes_at:
        raise NotNow(
            _("The queue opens when registration has closed: until then people may change what they sent.")
        )
    Round.objects.select_for_update().get(pk=round_.pk)
    queue, is_new = Queue.objects.get_or_create(
        round=round_, defaults={"agency": round_.agency, "opened_at": at}
    )
    if is_new:
        count = len(Case.objects.bulk_create(map(_case, applications.submitted(round_.pk)), batch_size=500))
        journal.record(Act.QUEUE_OPENED, subject=queue, by=by, at=at, round_=round_, facts={"count": count})
    return queue


@transaction.atomic
def take_next(*, round_id: int, by: Actor, at: datetime) -> Case | None:
    """A verifier takes the next file: the one still in hand, else a reopened one, else the lowest number.

    Two verifiers never get the same file. None when nothing waits for this person.
    Refused: NotAllowed to others than verifiers of the round; NotNow while registration is open.
    Journal: screening.case.taken.
    """
    round_ = _round(round_id)
    must_be(access.is_verifier(by, round_), access.ONLY_VERIFIERS)
    open_queue(round_id=round_id, by=by, at=at)
    in_hand = Case.objects.filter(round=round_, state=CaseState.TAKEN, taken_by_id=by.person_id).first()
    if in_hand:
        return in_hand
    case = _waiting(round_, by).select_for_update(skip_locked=True, of=("self",)).first()
    if case is None:
        return None
    case.state = CASE.after(case.state, "take")
    case.taken_by_id, case.taken_at = by.person_id, at
    save(case, "state", "taken_by", "taken_at")
    journal.record(Act.TAKEN, subject=case, by=by, at=at, round_=round_)
    return case


@transaction.atomic
def put_back(*, case_id: int, by: Actor, at: datetime) -> Case:
    """A verifier puts a file back; a committee officer does it for somebody who is away. Notes are kept.

    Refused: NotAllowed to others; NotNow unless it is in somebody's hands. Journal: screening.case.put_back.
    """
    case = locked(case_id)
    must_be(access.is_verifier(by, case.round) or access.may_put_back(by, case), access.ONLY_VERIFIERS)
    state = CASE.after(case.state, "put_back")
    must_be(access.may_put_back(by, case), _("Another verifier has this file in hand."))
    case.state, case.taken_by, case.taken_at = state, None, None
    save(case, "state", "taken_by", "taken_at")
    journal.record(Act.PUT_BACK, subject=case, by=by, at=at, round_=case.round)
    return case


def _waiting(round_: Round, by: Actor) -> QuerySet[Case]:
    waiting = Case.objects.filter(round=round_, state__in=[CaseState.QUEUED, CaseState.REOPENED])
    mine = Case.objects.filter(round=round_, rulings__decided_by_id=by.person_id).exclude(reopened_reason="")
    others = waiting.exclude(person_id=by.person_id or 0).exclude(pk__in=mine.values("pk"))
    return others.order_by("-edition", "number")


def _case(application: applications.ApplicationFacts) -> Case:
    return Case(
        application_id=application.id, round_id=application.round_id, agency_id=application.agency_id,
        vacancy_id=application.vacancy_id, person_id=application.person_id, pid=application.pid,
        number=application.number,
    )  # fmt: skip


def _round(round_id: int) -> Round:
    found = Round.objects.select_related("agency").filter(pk=round_id).first()
    if found is None:
        raise NotFound(_("There is no such round in your agency."))
    return found
