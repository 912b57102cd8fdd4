"""The public list of outcomes: canonical bytes, pseudonyms only."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from terang.base.journal.models import Blob
from terang.core.ledger import canonical
from terang.stages.screening.models import Announced, Announcement, Case, Finding
from terang.stages.screening.states import CaseState, Outcome
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import CLAIM

STAGE = "screening"
DECISION = {Outcome.MS.value: "ok", Outcome.TMS.value: "not"}

Entry = dict[str, object]


def document(round_id: int, round_code: str, number: int) -> bytes:
    """The list as edition `number` would say it now: every outcome announced before, and the decided ones."""
    codes = {one.id: one.code for one in vacancies.vacancies_of(round_id)}
    entries = {**_before(round_id, codes), **_now(round_id, number, codes)}
    outcomes = sorted(entries.values(), key=lambda one: (str(one["formation"]), str(one["pid"])))
    return canonical.encode(
        {"v": 1, "round": round_code, "stage": STAGE, "edition": number, "outcomes": outcomes}
    )


def body(content: bytes, number: int) -> Entry:
    """The body of the leaf that announces this list."""
    return {"stage": STAGE, "edition": number, "blob": hashlib.sha256(content).hexdigest()}


def outcomes(announcement: Announcement) -> tuple[Entry, ...]:
    """What a list says: as kept when it was announced, as it would be now while it waits."""
    kept = Blob.objects.filter(pk=announcement.digest).first()
    round_ = announcement.round
    content = bytes(kept.content) if kept else document(round_.pk, round_.code, announcement.number)
    return tuple(json.loads(content)["outcomes"])


def clauses_not_met(cases: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], list[str]]:
    """By case and edition: the clauses of what is not met, in order; refused claims are nobody else's business."""
    wanted = set(cases)
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    rows = Finding.objects.filter(case__in=[case for case, _edition in wanted], met=False)
    rows = rows.exclude(requirement__code__startswith=CLAIM).order_by("requirement_id")
    for case_id, edition, clause in rows.values_list("case_id", "edition", "clause"):
        if (case_id, edition) in wanted:
            found[case_id, edition].append(clause)
    return found


def _before(round_id: int, codes: Mapping[int, str]) -> dict[int, Entry]:
    rows = Announced.objects.filter(case__round_id=round_id).select_related("case", "announcement")
    latest = list(rows.order_by("case", "-edition").distinct("case"))
    clauses = clauses_not_met((row.case_id, row.edition) for row in latest)
    return {
        row.case_id: _entry(row.case, row.outcome, clauses.get((row.case_id, row.edition), []), codes,
                            row.announcement.number)
        for row in latest
    }  # fmt: skip


def _now(round_id: int, number: int, codes: Mapping[int, str]) -> dict[int, Entry]:
    decided = list(Case.objects.filter(round_id=round_id, state=CaseState.DECIDED))
    clauses = clauses_not_met((case.pk, case.edition) for case in decided)
    return {
        case.pk: _entry(case, case.outcome, clauses.get((case.pk, case.edition), []), codes, number)
        for case in decided
    }


def _entry(case: Case, outcome: str, clauses: list[str], codes: Mapping[int, str], number: int) -> Entry:
    return {
        "pid": case.pid, "formation": codes[case.vacancy_id], "decision": DECISION[outcome],
        "clauses": clauses, "announced_in": number,
    }  # fmt: skip
