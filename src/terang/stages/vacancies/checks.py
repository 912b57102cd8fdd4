"""Whether a vacancy may be announced: every reason why not, with its article where the norm says so."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from terang.base.tenancy.models import Round
from terang.base.ui.components.sentences import said
from terang.core.norms import Norm
from terang.core.rules import schedule, second_tests
from terang.core.rules.second_tests import SecondTest
from terang.stages.vacancies import facts
from terang.stages.vacancies.claims import claims_of, code_of
from terang.stages.vacancies.models import StageWindow, Test, Vacancy
from terang.stages.vacancies.states import Stage, stages_of


def of_vacancy(vacancy: Vacancy) -> tuple[str, ...]:
    """Why this vacancy can't be published, as it stands; nothing when it may."""
    norm = facts.norm_of(vacancy.round_id)
    return (
        *of_tests(norm, vacancy.round, vacancy.tests.filter(stage="second")),
        *of_ages(norm, vacancy),
        *of_kind(norm, vacancy.kind),
        *of_claims(norm, vacancy),
        *of_calendar(norm, windows_of(vacancy.round)),
    )


def of_norm(norm: Norm) -> tuple[str, ...]:
    """Why no round can be bound to this norm: as long as nobody has found any threshold, nobody could be judged."""
    if any(kind.threshold for kind in norm.kinds.values()):
        return ()
    said = {"norm": norm.title, "article": next(iter(norm.kinds.values())).article}
    return (
        _("The norm %(norm)s has no known threshold for any kind of formasi (%(article)s), so nobody could be judged.") % said,
    )  # fmt: skip


def of_tests(norm: Norm, round_: Round, tests: Iterable[Test]) -> tuple[str, ...]:
    """Why the second tests can't be announced under the norm (PermenPANRB 6/2024 Ps. 22 and 34)."""
    plan = [
        SecondTest(row.kind, _plain(row.weight), row.knockout, row.knockout_minimum, code=row.title)
        for row in tests
    ]
    if norm.integration is None:
        words = _("Under the norm %(norm)s one exam decides; it knows no second tests.") % {
            "norm": norm.title
        }
        return (words,) if plan else ()
    if not plan:
        return (_("No second test is planned."),)
    return tuple(map(said, second_tests.check_plan(norm, round_.agency.kind, plan)))


def of_ages(norm: Norm, vacancy: Vacancy) -> Iterable[str]:
    """A vacancy may be narrower than its norm, never wider."""
    limits = norm.eligibility
    special = any(name in vacancy.position.casefold() for name in limits.special_positions)
    most = (limits.age_max_special if special else None) or limits.age_max
    if vacancy.age_min < limits.age_min or vacancy.age_max > most:
        article = norm.cite("eligibility.age_max").article
        yield _("The norm admits ages from %(least)d to %(most)d (%(article)s).") % {
            "least": limits.age_min, "most": most, "article": article,
        }  # fmt: skip


def of_kind(norm: Norm, kind: str) -> Iterable[str]:
    """Without a threshold nobody of this kind can be judged."""
    known = norm.kinds.get(kind)
    if known is None:
        yield _("The norm %(norm)s knows no kind of formasi “%(kind)s”.") % {"norm": norm.title, "kind": kind}
    elif known.threshold is None:
        yield _("The norm has no threshold for the kind “%(kind)s” (%(article)s), so nobody could be judged.") % {
            "kind": known.label, "article": known.article,
        }  # fmt: skip


def of_claims(norm: Norm, vacancy: Vacancy) -> Iterable[str]:
    """A draft that was written under another norm offers other claims."""
    offered = {code_of(row.code) for row in vacancy.requirements.all()} - {""}
    if offered != {claim.code for claim in claims_of(norm)}:
        yield _(
            "The norm knows other claims than this draft offers. Open what it asks, and save it once more."
        )


def of_calendar(norm: Norm, windows: Mapping[str, schedule.Window]) -> tuple[str, ...]:
    """Why this calendar can't be announced under the norm."""
    wanted = stages_of(norm)
    missing = [str(Stage(stage).label) for stage in wanted if stage not in windows]
    if missing:
        return (_("The calendar has no dates for: %s.") % ", ".join(missing),)
    foreign = [str(Stage(stage).label) for stage in windows if stage not in wanted]
    if foreign:
        return (
            _("Under this norm a round has no such stage: %s. Write the calendar anew.") % ", ".join(foreign),
        )
    return tuple(map(said, schedule.check(norm, windows)))


def windows_of(round_: Round) -> dict[str, schedule.Window]:
    """The calendar as written, announced or not."""
    return {
        row.stage: schedule.Window(row.opens_at, row.closes_at)
        for row in StageWindow.objects.filter(round=round_)
    }


def _plain(weight: Decimal | None) -> Decimal:
    """40.00 as 40, as people write it."""
    value = weight or Decimal(0)
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
