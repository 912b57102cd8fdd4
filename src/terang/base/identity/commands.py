"""Registering applicants, inviting officials."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from terang.base import sealing
from terang.base.access.actor import Actor, must_be
from terang.base.access.roles import Role
from terang.base.identity import nik as niks
from terang.base.identity.acts import Act
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow, NotValid
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency


@transaction.atomic
def register_applicant(
    *,
    name: str,
    nik: str,
    born_on: date,
    at: datetime,
    email: str = "",
    phone: str = "",
    password: str | None = None,
    is_demonstration: bool = False,
) -> Person:
    """A person makes an applicant's account, one per NIK.

    password: None for a person who signs in with a passkey. A birth date unlike the NIK's only warns (the page does).
    Refused: NotValid if the NIK is malformed or has an account, or neither e-mail nor phone is given.
    Journal: identity.applicant.registered, without the NIK.
    """
    if problem := niks.problem(nik):
        raise NotValid(problem)
    if not email and not phone:
        raise NotValid(_("Give an e-mail address or a phone number, so that we can reach you."))
    person = Person(
        name=name.strip(),
        email=email.strip().lower(),
        phone=phone,
        born_on=born_on,
        nik_sealed=sealing.seal(sealing.house_key("nik"), nik.encode(), place="identity.nik"),
        nik_mark=sealing.blind_index("nik", nik),
        is_demonstration=is_demonstration,
        created_at=at,
    )
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    with scope.as_system():
        _save_once(person)
        journal.record(Act.APPLICANT_REGISTERED, subject=person, by=Actor(person_id=person.pk), at=at)
    return person


@transaction.atomic
def invite_official(
    *, agency: Agency, name: str, email: str, by: Actor, at: datetime, is_demonstration: bool = False
) -> Person:
    """An administrator makes an official's account; the official enrols a passkey by a link.

    Refused: NotAllowed unless an administrator of the agency; NotValid if the address has an account.
    Journal: identity.official.invited.
    """
    may = by.is_system or by.holds(Role.ADMINISTRATOR, agency_id=agency.pk)
    must_be(may, _("Only an administrator of this agency invites officials."))
    person = Person(
        name=name.strip(),
        email=email.strip().lower(),
        agency=agency,
        is_demonstration=is_demonstration,
        created_at=at,
    )
    person.set_unusable_password()
    with scope.as_system():
        _save_once(person)
        journal.record(Act.OFFICIAL_INVITED, subject=person, by=by, at=at, agency_id=agency.pk)
    return person


@transaction.atomic
def deactivate_official(*, person_id: int, by: Actor, at: datetime) -> Person:
    """An administrator closes an official's account; what the official did stands.

    Refused: NotFound, for people of other agencies as well; NotAllowed unless an administrator of the agency, and
    for oneself; NotNow if closed already. Journal: identity.official.deactivated.
    """
    person = Person.objects.select_for_update().filter(pk=person_id, agency_id=by.agency_id or 0).first()
    if person is None:
        raise NotFound(_("There is no such official in your agency."))
    must_be(
        by.holds(Role.ADMINISTRATOR, agency_id=person.agency_id or 0),
        _("Only an administrator of this agency closes accounts."),
    )
    must_be(by.person_id != person.pk, _("You can't close your own account: ask another administrator."))
    if not person.is_active:
        raise NotNow(_("This account is closed already."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    journal.record(Act.OFFICIAL_DEACTIVATED, subject=person, by=by, at=at, agency_id=person.agency_id)
    return person


def _save_once(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise NotValid(_taken(str(error))) from error


def _taken(error: str) -> str:
    if "nik_mark" in error:
        return _(
            "There is an account for this NIK already. If it isn't yours, somebody else used your number: "
            "tell the agency's helpdesk, they can give it back to you."
        )
    if "one_person_per_phone" in error:
        return _("There is an account with this phone number already. Sign in, or use another number.")
    return _("There is an account with this e-mail address already. Sign in, or use another address.")
