"""Claims of the norm: made by sending their proof, confirmed or refused one by one, and only then part of a ranking."""

import pytest

from terang.base.access import Role
from terang.base.journal.models import Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.stages.applications import facts as applications
from terang.stages.objections.queries import outcomes
from terang.stages.ranking.entrants import gathered
from terang.stages.screening import announcements, commands, facts
from terang.stages.screening.models import Case
from terang.stages.vacancies.models import Vacancy
from tests.factories import applications as some
from tests.factories import people, screening, vacancies

pytestmark = pytest.mark.django_db
SENTENCE = "Surat keterangan tidak mencantumkan nomor dalam pangkalan data BKN."


@pytest.fixture
def vacancy() -> Vacancy:
    scope.enter(system=True)
    return vacancies.vacancy(people.round_(), norm_id="pppk-2024")


def decide(application, *, not_met=()) -> Case:
    case, by = screening.taken(application)
    found = screening.judgements(case, not_met=not_met, sentence=SENTENCE)
    return commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=screening.AT)


def clause(vacancy: Vacancy, code: str) -> str:
    return vacancy.requirements.get(code=f"claim:{code}").clause


def test_nobody_has_to_claim_anything(vacancy):
    application = some.submitted(vacancy)

    case = decide(application)

    assert case.outcome == "MS"
    assert not case.findings.filter(requirement__code__startswith="claim:").exists()
    assert applications.application(application.pk).profile.documents == {"ktp", "ijazah", "transkrip"}


def test_a_claim_is_one_more_thing_to_find(vacancy):
    case, by = screening.taken(some.submitted(vacancy, claims=("THK2",)))
    found = [one for one in screening.judgements(case) if one.requirement_id != _claim(vacancy, "THK2")]

    with pytest.raises(NotValid, match=clause(vacancy, "THK2")):
        commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=screening.AT)


def test_a_claim_that_was_not_made_can_not_be_judged(vacancy):
    case, by = screening.taken(some.submitted(vacancy))
    found = [*screening.judgements(case), commands.Judgement(_claim(vacancy, "THK2"), met=True)]

    with pytest.raises(NotValid):
        commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=screening.AT)


def test_a_refused_claim_ends_nothing_and_needs_its_sentence(vacancy):
    application = some.submitted(vacancy, claims=("THK2", "NON_ASN"))

    case = decide(application, not_met=(clause(vacancy, "THK2"),))
    screening.announce(vacancy.round)

    told = facts.outcome(application.pk)
    assert (case.outcome, told.passed, told.reasons) == ("MS", True, ())
    assert [(one.code, one.confirmed, one.sentence) for one in told.claims] == [
        ("THK2", False, SENTENCE), ("NON_ASN", True, ""),
    ]  # fmt: skip
    assert facts.confirmed_claims(vacancy.round_id) == {application.pk: frozenset({"NON_ASN"})}


def test_only_the_person_learns_of_a_claim(vacancy):
    application = some.submitted(vacancy, claims=("THK2",))
    decide(application, not_met=(clause(vacancy, "THK2"),))
    told = screening.announce(vacancy.round)

    leaves = [canonical.decode(bytes(row.leaf)) for row in Pending.objects.all()]
    outcome = next(leaf["b"] for leaf in leaves if leaf["k"] == "elig")
    letter = Message.objects.filter(person_id=application.person_id).latest("pk")
    assert outcome["codes"] == []
    assert [one["clauses"] for one in announcements.outcomes(told)] == [[]]
    assert SENTENCE not in letter.body
    assert "honorer" not in letter.body
    assert "klaim" in letter.body.casefold()
    assert facts.stage_counts(vacancy.round_id)[0].by_requirement == ()


def test_only_confirmed_claims_reach_the_ranking_and_of_groups_the_first(vacancy):
    proven = some.submitted(vacancy, people.applicant("Satu"), claims=("NON_ASN", "THK2"))
    refused = some.submitted(vacancy, people.applicant("Dua"), claims=("GURU_BIDAN",))
    plain = some.submitted(vacancy, people.applicant("Tiga"))
    by = people.official(Role.VERIFIER, vacancy.round)
    while case := commands.take_next(round_id=vacancy.round_id, by=by, at=screening.AT):
        found = screening.judgements(case, not_met=(clause(vacancy, "GURU_BIDAN"),), sentence=SENTENCE)
        commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=screening.AT)
    screening.announce(vacancy.round)

    there = {one.application_id: one.priority for one in gathered(vacancy.round_id, "final").everybody()}

    assert there == {proven.pk: "THK2", refused.pk: "", plain.pk: ""}


def test_a_refused_claim_can_be_objected_to(vacancy):
    application = some.submitted(vacancy, claims=("THK2",))
    decide(application, not_met=(clause(vacancy, "THK2"),))
    screening.announce(vacancy.round)

    told = outcomes.announced(applications.application(application.pk), "screening")

    assert [(one.clause, one.sentence) for one in told.grounds] == [(clause(vacancy, "THK2"), SENTENCE)]
    assert clause(vacancy, "THK2") in [code for code, _words in told.rules]


def test_verifier_and_applicant_see_the_claim_on_their_pages(vacancy):
    application = some.submitted(vacancy, claims=("THK2",))
    case, by = screening.taken(application)
    page = people.signed_in(by).get(f"/screening/case/{case.pk}/").content.decode()
    mine = people.signed_in(some.actor_of(application))
    receipt = mine.get(f"/apply/{application.pk}/receipt/").content.decode()
    with scope.as_system():
        found = screening.judgements(case, not_met=(clause(vacancy, "THK2"),), sentence=SENTENCE)
        commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=screening.AT)
        screening.announce(vacancy.round)

    assert "Eks tenaga honorer kategori II" in page
    assert "Non-ASN yang terdaftar" not in page
    assert "bukti_thk2.pdf" in receipt
    for address in (f"/me/{application.pk}/", f"/screening/result/{application.pk}/"):
        assert SENTENCE in mine.get(address).content.decode(), address


def _claim(vacancy: Vacancy, code: str) -> int:
    return vacancy.requirements.get(code=f"claim:{code}").pk
