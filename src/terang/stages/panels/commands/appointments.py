"""When and where a candidate is judged; nobody is to be in two places at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.mail import outbox as mail
from terang.base.refusals import NotNow, NotValid
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.models import Assignment, Invitation
from terang.stages.panels.queries.tests import panel
from terang.stages.panels.states import INVITATION, AssignmentState, InvitationState
from terang.stages.vacancies import facts as vacancies

Span = tuple[datetime, datetime]
SATURDAY = 5
MOST_SLOTS = 5000


@dataclass(frozen=True)
class Slots:
    """A row of slots: from `first_at`, `minutes` each with a pause, on working days until `until` o'clock.

    rooms: how many candidates can be judged at the same time.
    """

    first_at: datetime
    minutes: int
    pause: int
    until: time
    zone: str
    rooms: int = 1

    def spans(self) -> Iterator[Span]:
        """The slots one after the other, without end."""
        start = self.first_at.astimezone(ZoneInfo(self.zone))
        opening, length = start.time(), timedelta(minutes=self.minutes)
        for _n in range(MOST_SLOTS):
            end = start + length
            if end.date() > start.date() or end.time() > self.until or start.weekday() >= SATURDAY:
                start = datetime.combine(start.date() + timedelta(days=1), opening, start.tzinfo)
                continue
            yield start, end
            start = end + timedelta(minutes=self.pause)


@transaction.atomic
def appoint(
    *,
    invitation_id: int,
    starts_at: datetime,
    minutes: int,
    place: str,
    link: str = "",
    by: Actor,
    at: datetime,
) -> Invitation:
    """The committee gives a candidate a time, and a place or an online link.

    Refused: NotAllowed unless committee officer; NotNow when assessed; NotValid outside the second tests, without a
    place or an https link, or when candidate or assessor is elsewhere at that time.
    Journal: panels.appointment.made.
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("round", "person")
        .get(pk=invitation_id)
    )
    must_be(access.may_lead(by, row), _("Only the committee officer of this round makes appointments."))
    row.state = INVITATION.after(row.state, "appoint")
    if at >= starts_at:
        raise NotValid(_("The appointment lies in the past."))
    if not 1 <= minutes <= 24 * 60:
        raise NotValid(_("An appointment takes between 1 minute and a day."))
    span = (starts_at, starts_at + timedelta(minutes=minutes))
    _check_place(place, link)
    _check_window(_window(row.round_id), span)
    busy = _busy(row.round_id, without=row.pk)
    if any(_clash(span, busy[person]) for person in (row.person_id, *_judges(row.round_id)[row.pk])):
        raise NotValid(_("The candidate or an assessor has another appointment at that time."))
    (row.starts_at, row.ends_at), row.place, row.link = span, place.strip(), link
    _set([row], by, at)
    return row


@transaction.atomic
def schedule(
    *, round_id: int, test_id: int, slots: Slots, place: str, link: str = "", by: Actor, at: datetime
) -> list[Invitation]:
    """All candidates of a test who have no appointment yet get one slot each, in the order of their numbers.

    Refused: as `appoint`; NotNow when everybody has one; NotValid when the second tests close before all have one.
    Journal: panels.appointment.made, once per candidate.
    """
    test = panel(round_id, test_id)
    must_be(access.may_lead(by, test), _("Only the committee officer of this round makes appointments."))
    rows = (
        Invitation.objects.select_for_update(of=("self",)).select_related("round", "person").order_by("pid")
    )
    waiting = list(rows.filter(test_id=test_id, state=InvitationState.INVITED, starts_at=None))
    if not waiting:
        raise NotNow(_("Every candidate of this test has an appointment already."))
    _check_place(place, link)
    if at >= slots.first_at:
        raise NotValid(_("The first appointment lies in the past."))
    judges, busy, window = _judges(round_id), _busy(round_id), _window(round_id)
    free, taken = list(slots.spans()), Counter[Span]()
    for row in waiting:
        people = [row.person_id, *judges[row.pk]]
        span = _first_free(free, [one for person in people for one in busy[person]])
        _check_window(window, span)
        taken[span] += 1
        if taken[span] == slots.rooms:
            free.remove(span)
        for person in people:
            busy[person].append(span)
        (row.starts_at, row.ends_at), row.place, row.link = span, place.strip(), link
    _set(waiting, by, at)
    return waiting


def _first_free(free: Iterable[Span], diary: list[Span]) -> Span:
    for span in free:
        if not _clash(span, diary):
            return span
    raise NotValid(_("There is no free time for everybody."))


def _check_place(place: str, link: str) -> None:
    if not place.strip() and not link:
        raise NotValid(_("Give the place, or the link of the online meeting."))
    if link and not link.startswith("https://"):
        raise NotValid(_("The link must begin with https://."))


def _window(round_id: int) -> vacancies.Window | None:
    return vacancies.calendar(round_id).get("second_tests")


def _check_window(window: vacancies.Window | None, span: Span) -> None:
    if window and not (window.opens_at <= span[0] and span[1] <= window.closes_at):
        raise NotValid(_("The calendar of this round has the second tests on other days."))


def _clash(span: Span, diary: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in diary)


def _judges(round_id: int) -> dict[int, list[int]]:
    """By invitation: the assessors who judge it."""
    seats = Assignment.objects.filter(round_id=round_id).exclude(state=AssignmentState.VOID)
    judges: dict[int, list[int]] = defaultdict(list)
    for invitation_id, assessor_id in seats.values_list("invitation_id", "assessor_id"):
        judges[invitation_id].append(assessor_id)
    return judges


def _busy(round_id: int, *, without: int = 0) -> dict[int, list[Span]]:
    """By person: when a candidate or assessor of this round has an appointment."""
    judges = _judges(round_id)
    busy: dict[int, list[Span]] = defaultdict(list)
    for row in Invitation.objects.filter(round_id=round_id, starts_at__isnull=False).exclude(pk=without):
        if row.starts_at and row.ends_at:
            for person in (row.person_id, *judges[row.pk]):
                busy[person].append((row.starts_at, row.ends_at))
    return busy


def _set(rows: Sequence[Invitation], by: Actor, at: datetime) -> None:
    """Keep the appointments that these rows hold now, and tell the candidates."""
    fields = ["state", "starts_at", "ends_at", "place", "link"]
    Invitation.objects.bulk_update(rows, fields, batch_size=500)
    round_ = rows[0].round
    lines = [journal.Line(subject=row) for row in rows]
    journal.record_all(Act.APPOINTED, lines, by=by, at=at, round_=round_)
    subject = _("Your appointment for a test: %s") % round_.title
    body = _(
        "Time and place, or the link of the online meeting, are on your own page. Bring your identity card."
    )
    mail.send_all(
        mail.letter(to=row.person, subject=subject, body=body, at=at, agency_id=row.agency_id) for row in rows
    )
