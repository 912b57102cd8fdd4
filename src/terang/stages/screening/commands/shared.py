"""What the commands of this room do first."""

from django.utils.translation import gettext as _

from terang.base.refusals import NotFound, NotNow
from terang.stages.screening.models import Case


def locked(case_id: int) -> Case:
    """One file, locked. Refused: NotFound if there is none in the present scope."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("round", "round__agency", "taken_by")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("There is no such file in your agency."))
    return case


def must_be_current(case: Case, version: int) -> None:
    """Refused: NotNow if somebody wrote since the page was loaded."""
    if case.version != version:
        raise NotNow(
            _(
                "This file was changed after you opened the page, perhaps by yourself in another window. Load it again."
            )
        )


def save(case: Case, *fields: str) -> None:
    """Keep the fields under the next version."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])
