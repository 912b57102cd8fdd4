"""The announced outcomes of the screening, under public numbers."""

from django.utils.translation import gettext as _

from terang.base.ui.states import meaning_of, words_for
from terang.stages.publication.sheet import Col, Row, Sheet
from terang.stages.publication.told import Told
from terang.stages.screening import facts as screening


def screening_outcomes(told: Told) -> Sheet:
    """Number, outcome and the clauses that were not met; the reasons in words go to the person only."""
    outcomes = screening.outcomes(told.round.pk)
    passed = sum(one.passed for one in outcomes)
    lead = _("%(passed)d of %(all)d applications meet the requirements.") % {
        "passed": passed,
        "all": len(outcomes),
    }
    return Sheet(
        slug="seleksi-administrasi",
        title=_("Screening of documents"),
        lead=lead if outcomes else "",
        columns=(
            Col("vacancy", _("Vacancy")),
            Col("id", _("Public number"), "number"),
            Col("outcome", _("Outcome"), "outcome"),
            Col("clauses", _("Clauses not met")),
            Col("edition", _("Edition"), "count"),
        ),
        rows=tuple(
            Row(
                {
                    "vacancy": told.by_id[one.vacancy_id].code, "id": one.pid,
                    "outcome": "MS" if one.passed else "TMS",
                    "clauses": ", ".join(reason.clause for reason in one.reasons), "edition": one.edition,
                },
                pid=one.pid, vacancy_id=one.vacancy_id,
            )
            for one in outcomes
            if one.vacancy_id in told.by_id
        ),
        changed_at=max((one.announced_at for one in outcomes), default=None),
        edition=max((one.edition for one in outcomes), default=0),
        outcomes={code: (str(words_for(code)), meaning_of(code)) for code in ("MS", "TMS")},
        empty=_("No outcome is announced yet."),
    )  # fmt: skip
