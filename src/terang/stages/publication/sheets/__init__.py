"""Every public list of a round, by the last part of its address."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terang.stages.publication.sheet import Sheet
from terang.stages.publication.sheets.changes import changes
from terang.stages.publication.sheets.exam import exam_scores
from terang.stages.publication.sheets.need import need
from terang.stages.publication.sheets.objections import objections
from terang.stages.publication.sheets.ranked import final_ranking, shortlist
from terang.stages.publication.sheets.registration import registration
from terang.stages.publication.sheets.screening import screening_outcomes
from terang.stages.publication.sheets.second_tests import second_tests
from terang.stages.publication.sheets.vacancies import vacancies
from terang.stages.publication.told import Told

SHEETS: dict[str, tuple[Promise, Callable[[Told], Sheet]]] = {
    "kebutuhan": (_("Need and formasi"), need),
    "lowongan": (_("Vacancies"), vacancies),
    "pendaftaran": (_("Registrations"), registration),
    "seleksi-administrasi": (_("Screening of documents"), screening_outcomes),
    "ujian": (_("Scores of the first exam"), exam_scores),
    "lolos-ujian": (_("Shortlist"), shortlist),
    "tes-lanjutan": (_("Scores of the second tests"), second_tests),
    "hasil": (_("Final ranking"), final_ranking),
    "sanggah": (_("Objections"), objections),
    "perubahan": (_("Changes and editions"), changes),
}


def sheets_of(told: Told) -> dict[str, tuple[Promise, Callable[[Told], Sheet]]]:
    """The lists that this round can have: none of a stage that its norm does not know."""
    without = set()
    if told.norm and told.norm.shortlisting is None:
        without.add("lolos-ujian")
    if told.norm and told.norm.integration is None:
        without.add("tes-lanjutan")
    return {slug: sheet for slug, sheet in SHEETS.items() if slug not in without}


__all__ = ["SHEETS", "sheets_of"]
