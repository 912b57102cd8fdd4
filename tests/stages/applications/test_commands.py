"""Starting, filling in, submitting, changing and withdrawing, and every refusal on the way."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.identity.keys import subject_key
from terang.base.journal.models import Entry, Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotAllowed, NotFound, NotNow, NotValid
from terang.stages.applications import commands, facts
from terang.stages.applications.models import Application, Document, Version
from tests.factories import applications, people, vacancies

pytestmark = pytest.mark.django_db
AT = applications.AT
CLOSED = vacancies.CALENDAR["registration"][1]
TOO_EARLY = vacancies.CALENDAR["registration"][0] - timedelta(seconds=1)


def leaves(kind: str) -> list[dict[str, object]]:
    return [json.loads(bytes(row.leaf))["b"] for row in Pending.objects.filter(kind=kind).order_by("pk")]


def test_a_draft_begins_with_the_profile_that_the_applicant_keeps():
    by, vacancy = people.applicant(), vacancies.vacancy()
    commands.keep_profile(answers=applications.answers(gpa=Decimal("3.90")), by=by, at=AT)

    application = commands.start(vacancy_id=vacancy.pk, by=by, at=AT)

    assert (application.state, application.gpa, application.number) == ("draft", Decimal("3.90"), "")


def test_starting_twice_is_one_draft():
    by, vacancy = people.applicant(), vacancies.vacancy()

    first = commands.start(vacancy_id=vacancy.pk, by=by, at=AT)
    second = commands.start(vacancy_id=vacancy.pk, by=by, at=AT)

    assert first.pk == second.pk
    assert Entry.objects.filter(act="applications.application.started").count() == 1


def test_one_person_applies_for_one_vacancy_per_round():
    by = people.applicant()
    one, other = vacancies.vacancy(), vacancies.vacancy(kind="DISABILITAS")
    commands.start(vacancy_id=one.pk, by=by, at=AT)

    with pytest.raises(NotNow, match=r"vacancy|lowongan"):
        commands.start(vacancy_id=other.pk, by=by, at=AT)


def test_the_pseudonym_comes_from_the_persons_key():
    by, vacancy = people.applicant(), vacancies.vacancy()

    application = commands.start(vacancy_id=vacancy.pk, by=by, at=AT)

    assert application.pid == subject_key(by.person_id).pid("sawahlunto-2026-1", vacancy.code)


def test_submitting_gives_a_number_a_leaf_and_a_mail():
    application = applications.submitted()

    assert application.state == "submitted"
    assert application.number == "SAW26-000001"
    [leaf] = leaves("reg")
    assert set(leaf) == {"pid", "formation", "utag", "com"}
    assert leaf["pid"] == application.pid
    version = Version.objects.get(application=application)
    assert version.leaf_hash == bytes(Pending.objects.get(kind="reg").leaf_hash).hex()
    letter = Message.objects.get(person_id=application.person_id)
    assert "SAW26-000001" in letter.body


def test_neither_name_nor_nik_nor_birth_date_is_in_any_leaf_or_journal_entry():
    by = people.applicant("Sari Wulandari")
    application = applications.submitted(by=by)
    commands.reopen_for_change(application_id=application.pk, by=by, at=AT)
    commands.amend(application_id=application.pk, declared=True, by=by, at=AT)
    commands.withdraw(application_id=application.pk, by=by, at=AT)
    person = people.person_of(by)

    written = b"".join(bytes(row.leaf) for row in Pending.objects.all()).decode()
    written += json.dumps([entry.facts for entry in Entry.objects.all()])

    assert {row.kind for row in Pending.objects.all()} == {"reg", "amend", "withdraw"}
    for secret in (person.nik, person.name, person.email, str(people.BORN_ON)):
        assert secret not in written


def test_numbers_follow_each_other_without_gaps():
    vacancy = vacancies.vacancy()

    numbers = [applications.submitted(vacancy).number for _ in range(3)]

    assert numbers == ["SAW26-000001", "SAW26-000002", "SAW26-000003"]


def test_the_same_submission_sent_twice_is_one_application():
    by = people.applicant()
    application = applications.draft(by=by)

    first = commands.submit(application_id=application.pk, declared=True, by=by, at=AT)
    second = commands.submit(application_id=application.pk, declared=True, by=by, at=AT)

    assert first.number == second.number
    assert (
        Version.objects.count() == Pending.objects.filter(kind="reg").count() == Message.objects.count() == 1
    )


def test_everything_that_is_missing_is_told_at_once():
    by = people.applicant()
    application = applications.draft(by=by, documents=False, education_code="", gpa=None)

    with pytest.raises(NotValid) as refused:
        commands.submit(application_id=application.pk, declared=False, by=by, at=AT)

    assert len(refused.value.problems) == 2 + 3 + 1  # said, documents, declaration


def test_not_being_eligible_never_refuses_a_submission():
    application = applications.submitted(gpa=Decimal("1.00"), education_code="9999999")

    assert application.state == "submitted"


def test_what_was_sent_counts_while_it_is_being_changed():
    by = people.applicant()
    application = applications.submitted(by=by)
    commands.reopen_for_change(application_id=application.pk, by=by, at=AT)
    commands.fill(
        application_id=application.pk, answers=applications.answers(gpa=Decimal("3.99")), by=by, at=AT
    )
    commands.remove_document(application_id=application.pk, slot="ijazah", by=by, at=AT)

    known = facts.application(application.pk)

    assert known.gpa == Decimal("3.41")
    assert known.profile.documents == {"ktp", "ijazah", "transkrip"}
    assert [one.slot for one in facts.documents(application.pk)] == ["ijazah", "ktp", "transkrip"]


def test_a_change_is_a_new_edition_and_the_earlier_one_is_kept():
    by = people.applicant()
    application = applications.submitted(by=by)
    commands.reopen_for_change(application_id=application.pk, by=by, at=AT)
    commands.fill(
        application_id=application.pk, answers=applications.answers(gpa=Decimal("3.99")), by=by, at=AT
    )

    changed = commands.amend(application_id=application.pk, declared=True, by=by, at=AT)
    commands.amend(application_id=application.pk, declared=True, by=by, at=AT)

    assert changed.number == application.number
    assert [v.gpa for v in Version.objects.order_by("edition")] == [Decimal("3.41"), Decimal("3.99")]
    assert [set(leaf) for leaf in leaves("amend")] == [{"pid", "com"}]
    assert facts.application(application.pk).edition == 2


def test_a_dropped_change_leaves_the_working_copy_as_it_was_sent():
    by = people.applicant()
    application = applications.submitted(by=by)
    commands.reopen_for_change(application_id=application.pk, by=by, at=AT)
    commands.fill(
        application_id=application.pk, answers=applications.answers(gpa=Decimal("3.99")), by=by, at=AT
    )
    commands.remove_document(application_id=application.pk, slot="ktp", by=by, at=AT)
    applications.put_into(application, "ijazah", by=by)
    sent = set(Version.objects.get().documents)

    dropped = commands.drop_change(application_id=application.pk, by=by, at=AT)

    assert (dropped.gpa, dropped.changing_since) == (Decimal("3.41"), None)
    assert set(Document.objects.filter(removed_at=None).values_list("pk", flat=True)) == sent


def test_who_withdrew_may_apply_again_and_keeps_the_number():
    by, vacancy = people.applicant(), vacancies.vacancy()
    application = applications.submitted(vacancy, by)
    commands.withdraw(application_id=application.pk, by=by, at=AT)

    again = applications.submitted(vacancy, by)

    assert (again.pk, again.number, again.state) == (application.pk, application.number, "submitted")
    assert [len(leaves(kind)) for kind in ("reg", "withdraw")] == [2, 1]


def test_who_withdrew_may_apply_for_another_vacancy():
    by = people.applicant()
    application = applications.submitted(vacancies.vacancy(), by)
    commands.withdraw(application_id=application.pk, by=by, at=AT)

    other = applications.submitted(vacancies.vacancy(kind="DISABILITAS"), by)

    assert other.number == "SAW26-000002"
    assert [a.pk for a in Application.objects.exclude(state="withdrawn")] == [other.pk]


def test_a_discarded_draft_leaves_no_public_trace():
    by = people.applicant()
    application = applications.draft(by=by)

    commands.discard(application_id=application.pk, by=by, at=AT)

    assert not Pending.objects.exists()
    assert Application.objects.get().state == "withdrawn"


ON_A_DRAFT = {
    "fill": lambda a, by, at: commands.fill(
        application_id=a.pk, answers=applications.answers(), by=by, at=at
    ),
    "submit": lambda a, by, at: commands.submit(application_id=a.pk, declared=True, by=by, at=at),
    "add": lambda a, by, at: commands.add_document(
        application_id=a.pk, slot="ktp", content=applications.picture(), title="x", by=by, at=at
    ),
    "remove": lambda a, by, at: commands.remove_document(application_id=a.pk, slot="ktp", by=by, at=at),
    "discard": lambda a, by, at: commands.discard(application_id=a.pk, by=by, at=at),
}
ON_A_SUBMITTED = {
    "reopen": lambda a, by, at: commands.reopen_for_change(application_id=a.pk, by=by, at=at),
    "withdraw": lambda a, by, at: commands.withdraw(application_id=a.pk, by=by, at=at),
    "amend": lambda a, by, at: commands.amend(application_id=a.pk, declared=True, by=by, at=at),
    "drop": lambda a, by, at: commands.drop_change(application_id=a.pk, by=by, at=at),
}
STRANGERS = {
    "another applicant": lambda: people.applicant("Joko Susilo"),
    "a committee officer": lambda: people.official(Role.COMMITTEE_OFFICER, people.round_()),
    "an administrator": lambda: people.official(Role.ADMINISTRATOR),
    "nobody": Actor.nobody,
    "the house": lambda: Actor.as_system("flow"),
}


@pytest.mark.some(every=3)
@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("act", [*ON_A_DRAFT, *ON_A_SUBMITTED])
def test_nobody_but_the_applicant_acts_on_an_application(act, stranger):
    is_draft = act in ON_A_DRAFT
    application = applications.draft() if is_draft else applications.submitted()
    before = (Entry.objects.count(), Pending.objects.count(), Application.objects.values().get())

    with pytest.raises(NotAllowed):
        {**ON_A_DRAFT, **ON_A_SUBMITTED}[act](application, STRANGERS[stranger](), AT)

    acts = Entry.objects.exclude(act__startswith="access.")
    assert (acts.count(), Pending.objects.count(), Application.objects.values().get()) == before


@pytest.mark.parametrize("act", ["fill", "submit", "add", "remove"])
@pytest.mark.parametrize("at", [CLOSED, TOO_EARLY], ids=["closed", "too early"])
def test_outside_registration_a_draft_stays_as_it_is(act, at):
    by = people.applicant()
    application = applications.draft(by=by)
    before = (Entry.objects.count(), Application.objects.values().get(), Document.objects.count())

    with pytest.raises(NotNow):
        ON_A_DRAFT[act](application, by, at)

    assert (Entry.objects.count(), Application.objects.values().get(), Document.objects.count()) == before


@pytest.mark.parametrize("act", ["reopen", "withdraw"])
def test_after_closing_a_submitted_application_stands(act):
    by = people.applicant()
    application = applications.submitted(by=by)
    before = Application.objects.values().get()

    with pytest.raises(NotNow):
        ON_A_SUBMITTED[act](application, by, CLOSED)

    assert Application.objects.values().get() == before


def test_the_last_instant_of_registration_still_counts():
    application = applications.submitted(at=CLOSED - timedelta(microseconds=1))

    assert application.number


def test_a_change_left_open_at_closing_does_not_count():
    by = people.applicant()
    application = applications.submitted(by=by)
    commands.reopen_for_change(application_id=application.pk, by=by, at=AT)
    commands.fill(
        application_id=application.pk, answers=applications.answers(gpa=Decimal("3.99")), by=by, at=AT
    )

    with pytest.raises(NotNow):
        commands.amend(application_id=application.pk, declared=True, by=by, at=CLOSED)

    assert [one.gpa for one in facts.submitted(application.round_id)] == [Decimal("3.41")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"gpa": Decimal("4.01")},
        {"gpa": Decimal("-0.01")},
        {"gpa": Decimal("3.333")},
        {"gpa": Decimal("NaN")},
        {"born_on": date(2026, 2, 20), "graduated_on": None},
        {"born_on": date(1899, 12, 31)},
        {"graduated_on": date(2026, 2, 21)},
        {"graduated_on": date(1990, 1, 1)},
        {"experience_years": 61},
        {"statement": "a" * 4001},
    ],
    ids="-".join,
)
def test_what_cannot_be_so_is_refused_with_its_sentence(wrong):
    by = people.applicant()
    application = applications.draft(by=by, documents=False)

    with pytest.raises(NotValid) as refused:
        commands.fill(application_id=application.pk, answers=applications.answers(**wrong), by=by, at=AT)

    assert len(refused.value.problems) == 1


def test_control_signs_and_decomposed_letters_are_put_in_order():
    by = people.applicant()
    application = applications.draft(by=by, documents=False)

    said = applications.answers(institution=" Universita\u0300\x00 \u202eX ", statement="a\r\nb")
    filled = commands.fill(application_id=application.pk, answers=said, by=by, at=AT)

    assert (filled.institution, filled.statement) == ("Università X", "a\nb")


def test_officials_do_not_apply():
    vacancy = vacancies.vacancy()

    with pytest.raises(NotAllowed):
        commands.start(vacancy_id=vacancy.pk, by=people.official(Role.VERIFIER, people.round_()), at=AT)


def test_a_vacancy_that_is_not_published_cannot_be_applied_for():
    vacancy = vacancies.vacancy(published=False)

    with pytest.raises(NotFound):
        commands.start(vacancy_id=vacancy.pk, by=people.applicant(), at=AT)


def test_an_amendment_is_told_to_everybody_who_applied_or_began_to():
    one, other = vacancies.vacancy(), vacancies.vacancy(kind="DISABILITAS")
    gone = people.applicant()
    submitted, begun = applications.submitted(one), applications.draft(one)
    elsewhere = applications.submitted(other)
    commands.withdraw(application_id=applications.submitted(one, gone).pk, by=gone, at=AT)
    Message.objects.all().delete()

    count = commands.tell_applicants(
        round_id=one.round_id, vacancy_id=one.pk, reason="Jumlah lowongan", by=people.HOUSE, at=AT
    )

    told = set(Message.objects.values_list("person_id", flat=True))
    assert (count, told) == (2, {submitted.person_id, begun.person_id})
    assert elsewhere.person_id not in told


def test_applicants_do_not_tell_each_other_of_amendments():
    vacancy = vacancies.vacancy()

    with pytest.raises(NotAllowed):
        commands.tell_applicants(round_id=vacancy.round_id, by=people.applicant(), at=AT)
