"""What can happen with vacancies, and which of it becomes public."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COUNT, DAY_TIME, HEX32, Schema, list_of, one_of
from terang.stages.vacancies.states import STAGES

FORMATION = Schema("formation", {"id": CODE, "blob": HEX32, "slots": COUNT, "rule": HEX32})
"""`rule`: the digest of the rule that is approved with the vacancy, and whose own leaf follows."""
RULE = Schema("rule", {"id": CODE, "blob": HEX32, "norm": HEX32, "formations": list_of(CODE)})
"""`blob`: the rule as data (terang-log/1 section 9); `norm`: the file of the norm from which it was made."""
FREEZE = Schema("freeze", {"what": one_of("formation"), "id": CODE, "at": DAY_TIME})
CALENDAR = Schema(
    "calendar",
    {"stage": one_of(*STAGES), "opens": DAY_TIME, "closes": DAY_TIME, "replaces": DAY_TIME.optional()},
)
ANNOUNCE = Schema("announce", {"formation": CODE, "blob": HEX32})


class Act:
    NORM_PINNED = Kind("vacancies.norm.pinned", _("Norm of the round pinned"))
    CALENDAR_WRITTEN = Kind("vacancies.calendar.written", _("Calendar of the round written"))
    VACANCY_WRITTEN = Kind("vacancies.vacancy.written", _("Vacancy written"))
    VACANCY_CHANGED = Kind("vacancies.vacancy.changed", _("Draft of the vacancy changed"))
    VACANCY_DROPPED = Kind("vacancies.vacancy.dropped", _("Draft of the vacancy dropped"))
    VACANCY_PROPOSED = Kind("vacancies.vacancy.proposed", _("Publication proposed"))
    VACANCY_REFUSED = Kind("vacancies.vacancy.refused", _("Proposal sent back"))
    VACANCY_PUBLISHED = Kind("vacancies.vacancy.published", _("Vacancy published"), public=FORMATION)
    RULE_PUBLISHED = Kind("vacancies.rule.published", _("Norm of the vacancy published"), public=RULE)
    CALENDAR_ANNOUNCED = Kind(
        "vacancies.calendar.announced", _("Stage of the calendar announced"), public=CALENDAR
    )
    VACANCY_FROZEN = Kind(
        "vacancies.vacancy.frozen", _("Vacancy fixed: changes only by amendment"), public=FREEZE
    )
    VACANCY_CLOSED = Kind("vacancies.vacancy.closed", _("Vacancy closed for applications"))
    AMENDMENT_PROPOSED = Kind("vacancies.amendment.proposed", _("Amendment proposed"))
    AMENDMENT_REFUSED = Kind("vacancies.amendment.refused", _("Amendment sent back"))
    VACANCY_AMENDED = Kind("vacancies.vacancy.amended", _("Vacancy amended"), public=ANNOUNCE)
    CALENDAR_CHANGED = Kind("vacancies.calendar.changed", _("Stage of the calendar moved"), public=CALENDAR)
