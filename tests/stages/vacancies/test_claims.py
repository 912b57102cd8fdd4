"""What a vacancy lets applicants claim is what its norm knows: each with its label, its article and a place for proof."""

import pytest

from terang.base.access import Actor, Role
from terang.base.tenancy import scope
from terang.core import norms
from terang.stages.vacancies import checks, commands, soundness
from terang.stages.vacancies.claims import claims_of
from terang.stages.vacancies.current import draft_of
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
AT = some.BEFORE


@pytest.fixture
def officer() -> Actor:
    people.round_()
    scope.enter(system=True)
    return people.official(Role.COMMITTEE_OFFICER)


@pytest.mark.parametrize(
    ("norm_id", "codes"),
    [
        ("pppk-2024", ["GURU_BIDAN", "THK2", "NON_ASN"]), ("cpns-2018", ["SERDIK"]), ("lokal-contoh", []),
        ("pppk-guru-2021", ["SERDIK", "USIA_35", "DISABILITAS", "THK2"]),
    ],
)  # fmt: skip
def test_the_last_priority_group_needs_no_claim(norm_id, codes):
    assert [claim.code for claim in claims_of(norms.load(norm_id))] == codes


@pytest.mark.parametrize("norm_id", norms.available())
def test_every_claim_has_a_sound_slot_and_fits_its_row(norm_id):
    norm = norms.load(norm_id)

    for claim in claims_of(norm):
        assert soundness.SLOT.fullmatch(claim.slot)
        assert len(claim.requirement) <= 60
        assert len(claim.text) <= soundness.LONGEST_TEXT


def test_a_draft_offers_the_claims_of_its_norm_and_keeps_them_when_it_is_saved_again(officer):
    commands.pin_norm(round_id=people.round_().pk, norm_id="pppk-guru-2021", by=officer, at=AT)
    draft = some.draft(kind="SEJARAH", tests=(), age_min=20)
    vacancy = commands.write_vacancy(formasi_id=planning.formasi(slots=3).pk, draft=draft, by=officer, at=AT)

    again = draft_of(vacancy, vacancy.requirements.all(), vacancy.tests.all())
    commands.change_vacancy(vacancy_id=vacancy.pk, draft=again, by=officer, at=AT)

    offered = vacancy.requirements.filter(code__startswith="claim:").order_by("id")
    assert [(one.clause, one.document) for one in offered] == [
        ("7.1", "bukti_serdik"), ("7.2", "bukti_usia_35"), ("7.3", "bukti_disabilitas"), ("7.4", "bukti_thk2"),
    ]  # fmt: skip
    assert "50" in offered[2].text
    assert "Ps. 28" in offered[2].text


def test_a_draft_of_another_norm_is_saved_once_more_before_it_can_be_published(officer):
    round_ = people.round_()
    commands.pin_norm(round_id=round_.pk, norm_id="pppk-2024", by=officer, at=AT)
    vacancy = commands.write_vacancy(
        formasi_id=planning.formasi(slots=3).pk, draft=some.draft(tests=(), age_min=20), by=officer, at=AT
    )
    commands.pin_norm(round_id=round_.pk, norm_id="pppk-guru-2023", by=officer, at=AT)
    norm = norms.load("pppk-guru-2023")

    before = list(checks.of_claims(norm, vacancy))
    again = draft_of(vacancy, vacancy.requirements.all(), vacancy.tests.all())
    changed = commands.change_vacancy(vacancy_id=vacancy.pk, draft=again, by=officer, at=AT)

    assert len(before) == 1
    assert list(checks.of_claims(norm, changed)) == []
