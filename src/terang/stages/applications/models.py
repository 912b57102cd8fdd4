"""Profiles, applications, what was sent in each edition of them, and the documents."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.files.models import StoredFile
from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.applications.states import ApplicationState


class Said(models.Model):
    """What people say of themselves. The birth date is the one on the diploma."""

    education_code = models.CharField(max_length=20, blank=True, default="")
    education_label = models.CharField(max_length=200, blank=True, default="")
    institution = models.CharField(max_length=200, blank=True, default="")
    gpa = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    graduated_on = models.DateField(null=True, blank=True)
    born_on = models.DateField(null=True, blank=True)
    experience_years = models.PositiveSmallIntegerField(null=True, blank=True)
    statement = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


SAID = (
    "education_code", "education_label", "institution", "gpa", "graduated_on", "born_on", "experience_years",
    "statement",
)  # fmt: skip


class Agreed(models.Model):
    """Where else a person would go: codes of vacancies of the round, best liked first. Empty: nowhere."""

    alternatives = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    class Meta:
        abstract = True


class Profile(Said):
    """What one person keeps for all applications; a new draft begins with it."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="profile")
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("profile")

    def __str__(self) -> str:
        return f"profile of person {self.person_id}"


class Application(Said, Agreed):
    """One person's application for one vacancy. Its own fields are the working copy; what counts is a `Version`.

    `changing_since`: set while a submitted application is being changed; what was sent counts meanwhile.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    pid = models.CharField(_("public number"), max_length=16)
    number = models.CharField(_("application number"), max_length=24, blank=True, default="")
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    started_at = models.DateTimeField()
    changing_since = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [models.Index(fields=["round", "state"], name="applications_of_round")]
        constraints = [
            models.UniqueConstraint(
                "round", "person", condition=~Q(state="withdrawn"), name="one_live_application_per_round"
            ),
            models.UniqueConstraint("vacancy", "person", name="one_application_per_vacancy"),
            models.UniqueConstraint("vacancy", "pid", name="one_pid_per_vacancy"),
            models.UniqueConstraint("round", "number", condition=~Q(number=""), name="one_number_per_round"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | (Q(submitted_at__isnull=False) & ~Q(number="")),
                name="submitted_with_number_and_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="withdrawn_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(changing_since=None) | Q(state="submitted"), name="only_what_was_sent_is_changed"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or self.pid

    @property
    def is_editable(self) -> bool:
        """Whether the working copy may be written: a draft, or a submitted one opened for change."""
        return self.state == ApplicationState.DRAFT or self.changing_since is not None


class Document(models.Model):
    """One file in one slot. A replaced or removed one stays, because an earlier edition may have sent it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="documents")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=40)
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                "application", "slot", condition=Q(removed_at=None), name="one_document_per_slot"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=F("added_at")), name="removed_after_added"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.slot} of {self.application_id}"


class Version(Said, Agreed):
    """What was sent: one edition of an application, never changed. The last one counts.

    `documents` are the ids of the `Document` rows sent; `declared` is the text that was agreed to.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    documents = models.JSONField(default=list)
    declared = models.TextField()
    vacancy_edition = models.PositiveIntegerField(default=1)
    leaf_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint("application", "edition", name="one_version_per_edition")]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.edition}"


class RoundKey(models.Model):
    """A round's secret for utags, sealed under the house key, and the last number given out in the round."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="+")
    sealed = models.BinaryField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("round key")

    def __str__(self) -> str:
        return f"key of round {self.round_id}"
