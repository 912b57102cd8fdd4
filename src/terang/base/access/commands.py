"""Granting and revoking roles."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from terang.base.access.actor import Actor, must_be
from terang.base.access.acts import Act
from terang.base.access.models import RoleGrant
from terang.base.access.roles import Role
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow, NotValid
from terang.base.tenancy.models import Agency, Round


@transaction.atomic
def grant_role(
    *, person: Person, agency: Agency, round_: Round | None, role: Role, by: Actor, at: datetime
) -> RoleGrant:
    """An administrator gives an official a role.

    Refused: NotAllowed unless an administrator of the agency, and to oneself; NotValid if the person belongs
    to another agency, or holds a role that the separation of duties forbids beside this one.
    Journal: access.role.granted.
    """
    may = by.is_system or by.holds(Role.ADMINISTRATOR, agency_id=agency.pk)
    must_be(may, _("Only an administrator of this agency gives roles."))
    must_be(by.person_id != person.pk, _("Nobody gives roles to themselves: ask another administrator."))
    if person.agency_id != agency.pk or (round_ and round_.agency_id != agency.pk):
        raise NotValid(_("This person or round belongs to another agency."))
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                person=person,
                agency=agency,
                round=round_,
                role=role,
                granted_by_id=by.person_id,
                granted_at=at,
            )
    except IntegrityError as error:
        raise NotValid(_refusal(error)) from error
    journal.record(
        Act.ROLE_GRANTED, subject=grant, by=by, at=at, agency_id=agency.pk, round_=round_,
        facts={"role": str(role), "person": person.pk},
    )  # fmt: skip
    return grant


@transaction.atomic
def revoke_role(*, grant_id: int, by: Actor, at: datetime) -> RoleGrant:
    """An administrator takes a role back; what was done with it stands.

    Refused: NotFound; NotAllowed unless an administrator of the agency; NotNow if revoked already.
    Journal: access.role.revoked.
    """
    grant = RoleGrant.objects.select_for_update().filter(pk=grant_id).first()
    if grant is None:
        raise NotFound(_("There is no such role in your agency."))
    may = by.is_system or by.holds(Role.ADMINISTRATOR, agency_id=grant.agency_id)
    must_be(may, _("Only an administrator of this agency takes roles back."))
    if grant.revoked_at:
        raise NotNow(_("This role was taken back already."))
    grant.revoked_by_id, grant.revoked_at = by.person_id, at
    grant.save(update_fields=["revoked_by", "revoked_at"])
    journal.record(
        Act.ROLE_REVOKED, subject=grant, by=by, at=at, agency_id=grant.agency_id, round_=grant.round,
        facts={"role": grant.role, "person": grant.person_id},
    )  # fmt: skip
    return grant


def _refusal(error: IntegrityError) -> str:
    if "separation_of_duties" in str(error):
        return _(
            "The separation of duties forbids this role beside another that the person holds in this round."
        )
    return _("The person holds this role already.")
