"""What is published, as canonical JSON: a vacancy in one edition, and an amendment with its difference."""

import hashlib
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from terang.core import norms
from terang.core.ledger import canonical
from terang.core.rules.public_rule import public_rule
from terang.core.rules.second_tests import SecondTest
from terang.stages.vacancies.models import Amendment, Requirement, RoundNorm, StageWindow, Test, Vacancy

Json = dict[str, object]


def vacancy(row: Vacancy) -> bytes:
    """The whole vacancy: what it asks, what it tests with which weights, when, under which norm."""
    norm = RoundNorm.objects.get(round_id=row.round_id)
    windows = StageWindow.objects.filter(round_id=row.round_id).order_by("opens_at", "closes_at")
    return _encode(
        {
            "v": 1,
            "type": "vacancy",
            "round": row.round.code,
            "agency": row.round.agency.name,
            "code": row.code,
            "edition": row.edition,
            "formasi": row.formasi.code,
            "position": row.position,
            "unit": row.unit,
            "location": row.location,
            "kind": row.kind,
            "slots": row.slots,
            "education_codes": list(row.education_codes),
            "gpa_min": row.gpa_min,
            "age_min": row.age_min,
            "age_max": row.age_max,
            "experience_years": row.experience_years,
            "mechanism": row.mechanism,
            "norm": {"id": norm.norm_id, "sha256": norm.norm_hash},
            "requirements": [_requirement(one) for one in row.requirements.order_by("id")],
            "tests": [_test(one) for one in row.tests.order_by("id")],
            "calendar": [
                {"stage": w.stage, "opens": _unix(w.opens_at), "closes": _unix(w.closes_at)} for w in windows
            ],
        }
    )


def amendment(row: Amendment) -> bytes:
    """What changes, from what to what, and why."""
    changes = [{name: one[name] for name in ("path", "old", "new")} for one in row.changes]
    named: Json = {"vacancy": row.vacancy.code} if row.vacancy else {}
    return _encode(
        {
            "v": 1,
            "type": "amendment",
            "round": row.round.code,
            **named,
            "edition": row.edition,
            "reason": row.reason,
            "changes": changes,
        }
    )


def body(row: Vacancy) -> Json:
    """The body of the leaf `formation`."""
    return {"id": row.code, "blob": digest(vacancy(row)), "slots": row.slots, "rule": digest(rule(row))}


def rule(row: Vacancy) -> bytes:
    """How the people of this vacancy are ranked, as data that anybody's program can follow."""
    tests = [
        SecondTest(one.kind, one.weight or Decimal(0), one.knockout, one.knockout_minimum)
        for one in row.tests.filter(stage="second").order_by("id")
    ]
    norm = norms.load(RoundNorm.objects.get(round_id=row.round_id).norm_id)
    return canonical.encode(public_rule(norm, code=row.code, kind=row.kind, slots=row.slots, tests=tests))


def amendment_body(row: Amendment) -> Json:
    """The body of the leaf of an amendment: `announce`, or `calendar` for a stage."""
    if row.vacancy:
        return {"formation": row.vacancy.code, "blob": digest(amendment(row))}
    return {"stage": row.changes[0]["path"].partition(":")[0], **_moved(row.changes)}


def window_body(window: StageWindow) -> Json:
    """The body of the leaf `calendar` at announcement."""
    return {"stage": window.stage, "opens": _unix(window.opens_at), "closes": _unix(window.closes_at)}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _moved(changes: list[Mapping[str, str]]) -> Json:
    by_field = {one["path"].partition(":")[2]: one for one in changes}
    opens, closes = by_field["opens_at"], by_field["closes_at"]
    return {
        "opens": _unix(datetime.fromisoformat(opens["new"])),
        "closes": _unix(datetime.fromisoformat(closes["new"])),
        "replaces": _unix(datetime.fromisoformat(closes["old"])),
    }


def _requirement(row: Requirement) -> Json:
    asked: Json = {"clause": row.clause, "code": row.code, "text": row.text, "defect": row.defect}
    if row.document:
        asked |= {"document": row.document, "formats": list(row.formats), "largest_kb": row.largest_kb}
    return asked


def _test(row: Test) -> Json:
    return {
        "stage": row.stage, "kind": row.kind, "title": row.title, "weight": row.weight, "knockout": row.knockout,
        "knockout_minimum": row.knockout_minimum, "minutes": row.minutes,
    }  # fmt: skip


def _unix(instant: datetime) -> int:
    return int(instant.timestamp())


def _encode(document: Json) -> bytes:
    return canonical.encode(_plain(document))


def _plain(value: object) -> object:
    """Canonical JSON knows neither null nor decimals: what is empty is left out, decimals are text."""
    match value:
        case Mapping():
            return {name: _plain(one) for name, one in value.items() if one is not None}
        case list():
            return [_plain(one) for one in value]
        case Decimal():
            return f"{value:f}"
        case str():
            return unicodedata.normalize("NFC", value)
        case _:
            return value
