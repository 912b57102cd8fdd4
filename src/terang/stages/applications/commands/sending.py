"""Submitting: from this moment the application counts, under a number, and everybody can see that it does."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base import sealing
from terang.base.access import Actor
from terang.base.entropy import random_bytes
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act as Kind
from terang.base.refusals import NotValid
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger.commitments import utag
from terang.stages.applications import letters, slots
from terang.stages.applications.acts import Act
from terang.stages.applications.answers import Answers
from terang.stages.applications.commands.shared import locked, must_be_open
from terang.stages.applications.completeness import missing, unsaid
from terang.stages.applications.declaration import DECLARATION
from terang.stages.applications.dossiers import LABEL, dossier
from terang.stages.applications.models import SAID, Application, Document, RoundKey, Version
from terang.stages.applications.states import APPLICATION, ApplicationState
from terang.stages.vacancies import facts as vacancies

SECRET_BYTES = 32
DIGITS = 6


@transaction.atomic
def submit(*, application_id: int, declared: bool, by: Actor, at: datetime) -> Application:
    """An applicant submits; sent twice, it is one application with one number.

    Refused: NotAllowed if another's; NotNow outside registration; NotValid if the declaration is not confirmed or
    something is missing (all of it is listed). That a rule says "not eligible" never refuses: people decide that.
    Journal: applications.application.submitted, public as `reg` under the pseudonym. A mail goes out.
    """
    application = locked(application_id, by)
    if application.state == ApplicationState.SUBMITTED and application.changing_since is None:
        return application
    state = APPLICATION.after(application.state, "submit")
    must_be_open(application.round_id, at)
    vacancy = vacancies.vacancy(application.vacancy_id)
    documents = must_be_complete(application, vacancy, declared=declared)
    nik = _nik(application)
    key = _round_key(application.round)
    application.state, application.submitted_at = state, at
    application.number = application.number or _next_number(key, application.round)
    application.save(update_fields=["state", "submitted_at", "number"])
    public = {"pid": application.pid, "formation": vacancy.code, "utag": utag(_opened(key), nik)}
    send(application, vacancy, documents, act=Act.SUBMITTED, public=public, by=by, at=at)
    letters.submitted(application, vacancy, at=at)
    return application


def send(
    application: Application, vacancy: vacancies.VacancyFacts, documents: list[Document], *, act: Kind,
    public: Mapping[str, object], by: Actor, at: datetime,
) -> Version:  # fmt: skip
    """Fix what is sent as the next edition, journal it, and keep the hash of its leaf."""
    edition = application.versions.count() + 1
    answers = Answers.of(application)
    value = dossier(
        answers, documents, edition=edition, vacancy=vacancy.code, alternatives=application.alternatives
    )
    entry = journal.record(
        act, subject=application, by=by, at=at, round_=application.round, facts={"edition": edition},
        public=public, committed={"com": (LABEL, value)}, of=application.person_id,
    )  # fmt: skip
    return Version.objects.create(
        application=application, agency_id=application.agency_id, person_id=application.person_id,
        edition=edition, documents=[one.pk for one in documents], declared=str(DECLARATION),
        vacancy_edition=vacancy.edition, sent_at=at, alternatives=application.alternatives,
        leaf_hash=bytes(entry.pending.leaf_hash).hex() if entry.pending else "",
        **{name: getattr(application, name) for name in SAID},
    )  # fmt: skip


def must_be_complete(
    application: Application, vacancy: vacancies.VacancyFacts, *, declared: bool
) -> list[Document]:
    """The documents as they lie now. Refused: NotValid, listing everything that is missing."""
    lying = Document.objects.filter(application=application, removed_at=None).select_related("stored_file")
    places = slots.of(vacancy)
    documents = [one for one in lying.order_by("slot") if one.slot in places]
    problems = [*unsaid(application, vacancy)]
    problems += [
        _("The document is missing: %s") % slot.label for slot in missing(places.values(), documents)
    ]
    if not declared:
        problems.append(_("Confirm the declaration: tick the box above the button."))
    if problems:
        raise NotValid(_("Your application isn't complete yet."), problems=tuple(problems))
    return documents


def _nik(application: Application) -> str:
    nik = application.person.nik
    if not nik:
        raise NotValid(_("Your account has no NIK. Add it before you submit."))
    return nik


def _round_key(round_: Round) -> RoundKey:
    """The round's key, locked: numbers are given out one after the other."""
    with scope.as_system():
        found = RoundKey.objects.select_for_update().filter(pk=round_.pk).first()
        return found or _new_key(round_)


def _new_key(round_: Round) -> RoundKey:
    sealed = sealing.seal(sealing.house_key("round"), random_bytes(SECRET_BYTES), place=f"round:{round_.pk}")
    RoundKey.objects.bulk_create([RoundKey(round=round_, sealed=sealed)], ignore_conflicts=True)
    return RoundKey.objects.select_for_update().get(pk=round_.pk)


def _opened(key: RoundKey) -> bytes:
    return sealing.unseal(sealing.house_key("round"), bytes(key.sealed), place=f"round:{key.pk}")


def _next_number(key: RoundKey, round_: Round) -> str:
    """SAW26-000123: the agency, the year, and a count without gaps within the round."""
    key.last_number += 1
    with scope.as_system():
        key.save(update_fields=["last_number"])
    return f"{round_.agency.code[:3].upper()}{round_.year % 100:02d}-{key.last_number:0{DIGITS}d}"
