"""Agencies and rounds by what addresses name them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.refusals import NotFound
from terang.base.tenancy.models import Agency, Round


def agency(agency_id: int) -> Agency:
    """One agency. Refused: NotFound."""
    found = Agency.objects.filter(pk=agency_id).first()
    if found is None:
        raise NotFound(_("There is no such agency here."))
    return found


def agencies() -> QuerySet[Agency]:
    """All agencies, by name."""
    return Agency.objects.order_by("name")


def rounds_of(agency_id: int) -> QuerySet[Round]:
    """The rounds of an agency, newest first."""
    return Round.objects.filter(agency_id=agency_id).order_by("-created_at")


def round_of(agency_id: int, round_id: int) -> Round:
    """One round of an agency. Refused: NotFound, for other agencies' rounds as well."""
    found = Round.objects.filter(pk=round_id, agency_id=agency_id).first()
    if found is None:
        raise NotFound(_("There is no such round in your agency."))
    return found
