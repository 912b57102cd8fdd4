"""What is still missing before an application can be sent. Whether somebody is eligible is no part of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from terang.stages.applications.models import Application, Document
from terang.stages.applications.slots import Slot
from terang.stages.vacancies.facts import VacancyFacts


def unsaid(application: Application, vacancy: VacancyFacts) -> list[str]:
    """What must still be said before the application can be sent."""
    experience_open = bool(vacancy.experience_years) and application.experience_years is None
    asked = (
        (not application.education_code, _("Your education is missing.")),
        (not application.institution, _("Your institution is missing.")),
        (application.graduated_on is None, _("Your date of graduation is missing.")),
        (application.born_on is None, _("Your date of birth is missing.")),
        (vacancy.gpa_min is not None and application.gpa is None, _("Your GPA is missing.")),
        (experience_open, _("Your years of experience are missing.")),
    )
    return [sentence for is_open, sentence in asked if is_open]


def missing(slots: Iterable[Slot], documents: Iterable[Document]) -> tuple[Slot, ...]:
    """The slots in which nothing lies; a claim is made by whoever wants to."""
    filled = {one.slot for one in documents}
    return tuple(slot for slot in slots if slot.code not in filled and not slot.is_claim)
