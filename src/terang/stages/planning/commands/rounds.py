"""Opening a round, and choosing the base of its workload analysis."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Agency, Round
from terang.core import norms
from terang.core.norms import workload
from terang.stages.planning import access, needs, queries
from terang.stages.planning.acts import Act
from terang.stages.planning.commands.locking import locked_round
from terang.stages.planning.commands.refreshing import refresh
from terang.stages.planning.models import Plan
from terang.stages.planning.states import FormasiState

FIRST_YEAR, LAST_YEAR = 2019, 2100


@transaction.atomic
def open_round(*, agency_id: int, title: str, year: int, norm_id: str, by: Actor, at: datetime) -> Round:
    """The committee opens a selection round; its code is the agency's, the year, and a number.

    norm_id: the norm that is meant for it; vacancies bind the round to it later.
    Refused: NotAllowed unless a committee officer or administrator of the whole agency; NotValid without a title,
    with an unknown norm, or an odd year. Journal: planning.round.opened.
    """
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency_id)
    must_be(access.may_open_round(by, agency), _("Only the committee of this agency opens a round."))
    if not title.strip() or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotValid(_("A round needs a title and a year from %(first)d on.") % {"first": FIRST_YEAR})
    if norm_id not in norms.available():
        raise NotValid(_("There is no norm “%s”.") % norm_id)
    number = Round.objects.filter(agency=agency, year=year).count() + 1
    round_ = Round.objects.create(
        agency=agency, code=f"{agency.code}-{year}-{number}", title=title.strip(), year=year, created_at=at
    )
    base = workload.load()
    Plan.objects.create(
        round=round_, agency=agency, base_id=base.id, minutes_per_year=base.minutes_per_year, norm_id=norm_id
    )
    journal.record(Act.ROUND_OPENED, subject=round_, by=by, at=at, round_=round_, facts={"norm": norm_id})
    return round_


@transaction.atomic
def choose_base(
    *, round_id: int, base_id: str, minutes: Decimal | None = None, by: Actor, at: datetime
) -> Plan:
    """The planner chooses how many minutes a member of staff works in a year; every need is worked out anew.

    base_id: one of core.norms.workload, or "own" with its minutes.
    Refused: NotAllowed unless planner; NotNow once a formasi is approved; NotValid if unknown or out of bounds.
    Journal: planning.base.chosen.
    """
    round_ = locked_round(round_id)
    must_be(access.may_plan(by, round_), _("Only a planner of this round does this."))
    if queries.formasi_in(round_).filter(state=FormasiState.APPROVED).exists():
        raise NotNow(_("A formasi of this round is approved, so the base of its analysis stands."))
    plan = _plan(round_)
    plan.base_id, plan.minutes_per_year = base_id, _minutes(base_id, minutes)
    plan.save(update_fields=["base_id", "minutes_per_year"])
    for line in queries.lines(round_):
        refresh(line, by=by, at=at)
    facts = {"base": base_id, "minutes": str(plan.minutes_per_year)}
    journal.record(Act.BASE_CHOSEN, subject=plan, by=by, at=at, round_=round_, facts=facts)
    return plan


def _plan(round_: Round) -> Plan:
    base = workload.load()
    fields = {
        "agency": round_.agency,
        "base_id": base.id,
        "minutes_per_year": base.minutes_per_year,
        "norm_id": "",
    }
    return Plan.objects.get_or_create(round=round_, defaults=fields)[0]


def _minutes(base_id: str, minutes: Decimal | None) -> Decimal:
    if base_id == needs.OWN:
        if minutes is None or not Decimal(10_000) <= minutes <= Decimal(200_000):
            raise NotValid(_("An own base has between 10,000 and 200,000 minutes a year."))
        return minutes
    if base_id not in workload.available():
        raise NotValid(_("There is no base “%s”.") % base_id)
    return workload.load(base_id).minutes_per_year
