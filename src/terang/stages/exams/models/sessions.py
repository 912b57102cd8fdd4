"""Sessions at their sites, and the seats of candidates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.exams.models.forms import Form
from terang.stages.exams.states import SeatState, SessionState, Stage


class Session(models.Model):
    """One room at one site at one time. No personal data; the live board of it is public.

    A second session serves one vacancy's test; a first one serves all vacancies of its round.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=120)
    site = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("session")
        constraints = [
            models.UniqueConstraint(
                "round", "title", condition=~Q(state="cancelled"), name="one_session_per_title"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=2000), name="session_has_seats"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=600), name="session_takes_time"),
            models.CheckConstraint(
                condition=Q(stage="first", vacancy=None) | Q(stage="second", vacancy__isnull=False),
                name="second_sessions_are_for_a_vacancy",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"], opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="session_times_with_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """One candidate's right to one test, and where and how they took it.

    token: of the sitting in the exam room. form: what lay before them. extra_minutes: accommodation.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    test = models.ForeignKey("vacancies.Test", on_delete=models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=32, blank=True, default="")
    state = models.CharField(max_length=10, choices=SeatState, default=SeatState.ADMITTED)
    admitted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seat")
        indexes = [models.Index(fields=["round", "stage", "state"], name="seats_of_round")]
        constraints = [
            models.UniqueConstraint("application", "test", name="one_seat_per_application_and_test"),
            models.UniqueConstraint("session", "number", name="one_candidate_per_seat"),
            models.UniqueConstraint("token", condition=~Q(token=""), name="one_seat_per_token"),
            models.CheckConstraint(condition=Q(extra_minutes__lte=240), name="extra_minutes_within_bounds"),
            models.CheckConstraint(
                condition=Q(session=None, number=None) | Q(session__isnull=False, number__gte=1),
                name="seat_number_with_session",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["seated", "called", "finished", "absent"], session__isnull=False)
                | Q(state__in=["admitted", "released"], session=None),
                name="seat_state_with_session",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["called", "finished", "absent"], form__isnull=False) & ~Q(token=""))
                | ~Q(state__in=["called", "finished", "absent"]),
                name="seat_called_with_form_and_token",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pid} ({self.test_id})"
