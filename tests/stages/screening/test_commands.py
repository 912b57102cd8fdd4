"""Queueing, checking, announcing, returning and reopening, and every refusal on the way."""

import hashlib
import json
from datetime import timedelta

import pytest

from terang.base.access import Actor, Role
from terang.base.approvals import deciding as approvals
from terang.base.journal.models import Blob, Entry, Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotAllowed, NotFound, NotNow, NotValid
from terang.stages.screening import commands, facts
from terang.stages.screening.acts import Act
from terang.stages.screening.commands import Judgement
from terang.stages.screening.models import Announced, Case, Finding, Ruling
from terang.stages.screening.roots import root_of_pids
from tests.factories import applications, people, screening, vacancies

pytestmark = pytest.mark.django_db
AT = screening.AT
CLOSES = vacancies.CALENDAR["registration"][1]


def leaves(kind: str) -> list[dict[str, object]]:
    return [json.loads(bytes(row.leaf))["b"] for row in Pending.objects.filter(kind=kind).order_by("pk")]


def fingerprint(announcement) -> str:
    return approvals.current(Act.OUTCOMES_ANNOUNCED, announcement).fingerprint


# --- the queue


def test_the_queue_opens_when_registration_has_closed_and_not_before():
    application = applications.submitted()
    verifier = people.official(Role.VERIFIER, application.round)

    with pytest.raises(NotNow):
        commands.take_next(round_id=application.round_id, by=verifier, at=CLOSES - timedelta(microseconds=1))
    assert not Case.objects.exists()

    assert commands.take_next(round_id=application.round_id, by=verifier, at=CLOSES).pid == application.pid


def test_drafts_and_withdrawn_applications_are_not_checked():
    vacancy = vacancies.vacancy()
    counted = applications.submitted(vacancy)
    applications.draft(vacancy)

    commands.open_queue(round_id=vacancy.round_id, by=people.HOUSE, at=AT)
    commands.open_queue(round_id=vacancy.round_id, by=people.HOUSE, at=AT)

    assert [case.application_id for case in Case.objects.all()] == [counted.pk]
    assert Entry.objects.filter(act="screening.queue.opened").count() == 1


def test_a_verifier_holds_one_file_at_a_time():
    vacancy = vacancies.vacancy()
    applications.submitted(vacancy)
    case, verifier = screening.taken(applications.submitted(vacancy))

    again = commands.take_next(round_id=vacancy.round_id, by=verifier, at=AT)

    assert again.pk == case.pk
    assert Entry.objects.filter(act="screening.case.taken").count() == 1


def test_two_verifiers_get_different_files_in_the_order_of_the_numbers():
    vacancy = vacancies.vacancy()
    first, second = applications.submitted(vacancy), applications.submitted(vacancy)

    taken = [screening.taken(first)[0], screening.taken(first)[0]]

    assert [case.application_id for case in taken] == [first.pk, second.pk]


def test_an_empty_queue_says_so():
    application = applications.submitted()
    screening.taken(application)
    other = people.official(Role.VERIFIER, application.round)

    assert commands.take_next(round_id=application.round_id, by=other, at=AT) is None


def test_a_file_put_back_goes_to_another_with_its_notes():
    application = applications.submitted()
    case, verifier = screening.taken(application)
    noted = screening.judgements(case, not_met=("4.2",))[:2]
    commands.note(case_id=case.pk, judgements=noted, version=case.version, by=verifier, at=AT)

    commands.put_back(case_id=case.pk, by=verifier, at=AT)
    again, other = screening.taken(application)

    assert (again.pk, again.taken_by_id) == (case.pk, other.person_id)
    assert [(f.clause, f.met) for f in Finding.objects.order_by("requirement_id")] == [
        ("4.1", True),
        ("4.2", False),
    ]


def test_a_committee_officer_puts_back_what_an_absent_verifier_holds():
    case, _verifier = screening.taken()
    officer = people.official(Role.COMMITTEE_OFFICER, case.round)

    assert commands.put_back(case_id=case.pk, by=officer, at=AT).state == "queued"


def test_another_verifier_does_not_put_it_back():
    case, _verifier = screening.taken()

    with pytest.raises(NotAllowed):
        commands.put_back(case_id=case.pk, by=people.official(Role.VERIFIER, case.round), at=AT)


# --- checking


@pytest.mark.parametrize(
    "not_met, outcome", [((), "MS"), (("4.2",), "TMS"), (("4.1", "4.2", "4.3", "5.1", "5.2", "5.3"), "TMS")]
)
def test_the_outcome_follows_from_the_findings(not_met, outcome):
    case, verifier = screening.decided(not_met=not_met)

    assert (case.state, case.outcome) == ("decided", outcome)
    assert [f.clause for f in Finding.objects.filter(met=False).order_by("requirement_id")] == list(not_met)
    assert Ruling.objects.get().decided_by_id == verifier.person_id


def test_a_file_with_an_open_requirement_is_not_decided():
    case, verifier = screening.taken()

    with pytest.raises(NotValid, match=r"5\.3"):
        commands.decide(
            case_id=case.pk,
            judgements=screening.judgements(case)[:-1],
            version=case.version,
            by=verifier,
            at=AT,
        )

    assert not Finding.objects.exists()


def test_findings_noted_earlier_count():
    case, verifier = screening.taken()
    judged = screening.judgements(case)
    case = commands.note(case_id=case.pk, judgements=judged[:3], version=case.version, by=verifier, at=AT)

    case = commands.decide(case_id=case.pk, judgements=judged[3:], version=case.version, by=verifier, at=AT)

    assert case.outcome == "MS"


@pytest.mark.parametrize("sentence", ["", "   ", "tidak", "x" * 1001])
def test_no_without_a_sentence_that_explains_is_refused(sentence):
    case, verifier = screening.taken()
    judged = screening.judgements(case, not_met=("4.2",), sentence=sentence)

    with pytest.raises(NotValid) as refused:
        commands.decide(case_id=case.pk, judgements=judged, version=case.version, by=verifier, at=AT)

    assert "4.2" in str(refused.value.problems[0])
    assert not Finding.objects.exists()


def test_requirements_of_other_vacancies_cannot_be_judged():
    case, verifier = screening.taken()
    other = vacancies.vacancy(kind="DISABILITAS").requirements.first()

    with pytest.raises(NotValid):
        commands.note(
            case_id=case.pk, judgements=[Judgement(other.pk, True)], version=case.version, by=verifier, at=AT
        )


def test_of_two_decisions_from_the_same_page_one_wins_and_the_other_is_told():
    case, verifier = screening.taken()
    page = {"case_id": case.pk, "version": case.version, "by": verifier, "at": AT}
    commands.decide(judgements=screening.judgements(case), **page)

    with pytest.raises(NotNow):
        commands.decide(judgements=screening.judgements(case, not_met=("4.2",)), **page)

    assert Case.objects.get().outcome == "MS"


def test_a_stale_page_is_told_that_the_file_is_in_other_hands():
    application = applications.submitted()
    case, first = screening.taken(application)
    page = {"case_id": case.pk, "version": case.version, "by": first, "at": AT}
    commands.put_back(case_id=case.pk, by=first, at=AT)
    _case, second = screening.taken(application)

    with pytest.raises(NotNow, match=second.name):
        commands.decide(judgements=screening.judgements(case), **page)


def test_a_stale_page_of_the_same_verifier_changes_nothing():
    case, verifier = screening.taken()
    stale = case.version
    commands.note(
        case_id=case.pk, judgements=screening.judgements(case)[:1], version=stale, by=verifier, at=AT
    )

    with pytest.raises(NotNow):
        commands.decide(
            case_id=case.pk, judgements=screening.judgements(case), version=stale, by=verifier, at=AT
        )


STRANGERS = {
    "an applicant": people.applicant,
    "the applicant": lambda: Actor(person_id=Case.objects.get().person_id),
    "a committee officer": lambda: people.official(Role.COMMITTEE_OFFICER, people.round_()),
    "an approver": lambda: people.official(Role.APPROVER, people.round_()),
    "an objection officer": lambda: people.official(Role.OBJECTION_OFFICER, people.round_()),
    "a verifier of another round": lambda: people.official(
        Role.VERIFIER, people.round_(code="sawahlunto-2026-9")
    ),
    "a verifier of another agency": lambda: people.official(
        Role.VERIFIER, people.round_(people.foreign_agency())
    ),
    "an administrator": lambda: people.official(Role.ADMINISTRATOR),
    "nobody": Actor.nobody,
    "the house": lambda: Actor.as_system("flow"),
}
OF_VERIFIERS = {
    "take": lambda case, by: commands.take_next(round_id=case.round_id, by=by, at=AT),
    "note": lambda case, by: commands.note(
        case_id=case.pk, judgements=screening.judgements(case), version=case.version, by=by, at=AT
    ),
    "decide": lambda case, by: commands.decide(
        case_id=case.pk, judgements=screening.judgements(case), version=case.version, by=by, at=AT
    ),
}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("act", OF_VERIFIERS)
def test_only_verifiers_of_the_round_check_files_and_refusals_leave_no_trace(act, stranger):
    case, _verifier = screening.taken()
    by = STRANGERS[stranger]()
    before = (Entry.objects.count(), Case.objects.values().get(), Finding.objects.count())

    with pytest.raises(NotAllowed):
        OF_VERIFIERS[act](case, by)

    assert (Entry.objects.count(), Case.objects.values().get(), Finding.objects.count()) == before


@pytest.mark.parametrize("stranger", [*STRANGERS, "a verifier"])
def test_only_committee_officers_propose_and_only_approvers_announce(stranger):
    case, verifier = screening.decided()
    by = verifier if stranger == "a verifier" else STRANGERS[stranger]()
    if stranger != "a committee officer":
        with pytest.raises(NotAllowed):
            commands.propose_outcomes(round_id=case.round_id, by=by, at=AT)
    proposed = commands.propose_outcomes(
        round_id=case.round_id, by=people.official(Role.COMMITTEE_OFFICER, case.round), at=AT
    )
    if stranger != "an approver":
        with pytest.raises(NotAllowed):
            commands.announce(announcement_id=proposed.pk, shown=fingerprint(proposed), by=by, at=AT)

    assert not Announced.objects.exists()
    assert not Pending.objects.filter(kind__in=["elig", "announce", "stage_close"]).exists()


# --- announcing


def test_nothing_is_known_before_the_announcement():
    case, _verifier = screening.decided(not_met=("4.2",))

    assert facts.outcome(case.application_id) is None
    assert (facts.outcomes(case.round_id), facts.passed(case.round_id)) == ((), ())
    assert facts.stage_counts(case.round_id) == ()


def test_an_announcement_tells_everybody_and_writes_its_leaves():
    vacancy = vacancies.vacancy()
    good, bad = applications.submitted(vacancy), applications.submitted(vacancy)
    Message.objects.all().delete()

    announcement = screening.announced(vacancy.round, failing=(bad.pk,))

    assert facts.passed(vacancy.round_id) == (good.pk,)
    told = facts.outcome(bad.pk)
    assert (told.passed, told.edition, told.pid) == (False, 1, bad.pid)
    assert [(r.clause, r.sentence) for r in told.reasons] == [("4.2", screening.SENTENCE)]
    elig = {leaf["pid"]: (leaf["decision"], leaf["codes"]) for leaf in leaves("elig")}
    assert elig == {good.pid: ("ok", []), bad.pid: ("not", ["4.2"])}
    assert leaves("stage_close") == [
        {"stage": "screening", "formation": vacancy.code, "n": 1, "root": root_of_pids([good.pid])}
    ]
    [leaf] = leaves("announce")
    content = bytes(Blob.objects.get(pk=announcement.digest).content)
    assert leaf["blob"] == hashlib.sha256(content).hexdigest()
    assert [(o["pid"], o["decision"]) for o in json.loads(content)["outcomes"]] == sorted(
        [(good.pid, "ok"), (bad.pid, "not")]
    )
    assert set(Message.objects.values_list("person_id", flat=True)) == {good.person_id, bad.person_id}


def test_no_leaf_document_or_entry_names_a_person_or_a_verifier():
    by = people.applicant("Sari Wulandari")
    application = applications.submitted(by=by)
    case, verifier = screening.decided(application, not_met=("4.2",))
    screening.announce(case.round)
    person = people.person_of(by)

    written = b"".join(bytes(row.leaf) for row in Pending.objects.all())
    written += b"".join(bytes(row.content) for row in Blob.objects.all())
    written += json.dumps([entry.facts for entry in Entry.objects.all()]).encode()

    for secret in (person.nik, person.name, person.email, verifier.name, screening.SENTENCE, "2,50"):
        assert secret.encode() not in written


def test_everybody_is_told_on_the_same_day():
    vacancy = vacancies.vacancy()
    applications.submitted(vacancy)
    screening.decided(applications.submitted(vacancy))

    with pytest.raises(NotNow):
        commands.propose_outcomes(
            round_id=vacancy.round_id, by=people.official(Role.COMMITTEE_OFFICER, vacancy.round), at=AT
        )


def test_what_changed_after_the_proposal_cannot_be_announced(monkeypatch):
    case, _verifier = screening.decided()
    proposed = commands.propose_outcomes(
        round_id=case.round_id, by=people.official(Role.COMMITTEE_OFFICER, case.round), at=AT
    )
    Case.objects.update(outcome="TMS")

    with pytest.raises(NotNow):
        commands.announce(
            announcement_id=proposed.pk,
            shown=fingerprint(proposed),
            by=people.official(Role.APPROVER, case.round),
            at=AT,
        )


def test_a_page_that_showed_other_bytes_announces_nothing():
    case, _verifier = screening.decided()
    proposed = commands.propose_outcomes(
        round_id=case.round_id, by=people.official(Role.COMMITTEE_OFFICER, case.round), at=AT
    )

    with pytest.raises(NotValid):
        commands.announce(
            announcement_id=proposed.pk, shown="0" * 64, by=people.official(Role.APPROVER, case.round), at=AT
        )


def test_a_list_sent_back_can_be_mended_and_proposed_again():
    case, verifier = screening.decided()
    officer, approver = (
        people.official(role, case.round) for role in (Role.COMMITTEE_OFFICER, Role.APPROVER)
    )
    proposed = commands.propose_outcomes(round_id=case.round_id, by=officer, at=AT)
    with pytest.raises(NotNow):
        commands.return_decided(case_id=case.pk, version=case.version, by=verifier, at=AT)
    commands.refuse_outcomes(announcement_id=proposed.pk, reason="Berkas pertama keliru.", by=approver, at=AT)

    case = commands.return_decided(case_id=case.pk, version=case.version, by=verifier, at=AT)
    again, _by = screening.decided(case.application, verifier, not_met=("5.1",))
    announcement = screening.announce(case.round)

    assert (announcement.number, again.outcome) == (1, "TMS")
    assert Finding.objects.filter(edition=1).count() == Finding.objects.filter(edition=2).count() == 6


# --- after an objection


def test_an_upheld_objection_is_decided_by_another_verifier_and_announced_as_a_new_edition():
    vacancy = vacancies.vacancy()
    good, bad = applications.submitted(vacancy), applications.submitted(vacancy)
    first = people.official(Role.VERIFIER, vacancy.round)
    screening.all_decided(vacancy.round, failing=(bad.pk,), by=first)
    screening.announce(vacancy.round)

    case = commands.reopen(application_id=bad.pk, reason="Skala IPK luar negeri.", by=people.HOUSE, at=AT)

    assert (case.state, case.edition) == ("reopened", 2)
    assert facts.outcome(bad.pk).passed is False  # what was announced stands meanwhile
    assert commands.take_next(round_id=vacancy.round_id, by=first, at=AT) is None

    second, _by = screening.decided(bad)
    announcement = screening.announce(vacancy.round)

    assert (second.pk, announcement.number) == (case.pk, 2)
    now = facts.outcome(bad.pk)
    assert (now.passed, now.edition, len(now.decider_ids)) == (True, 2, 2)
    assert facts.outcome(good.pk).edition == 1
    assert [(a.edition, a.outcome) for a in Announced.objects.filter(case=case).order_by("edition")] == [
        (1, "TMS"),
        (2, "MS"),
    ]
    assert [leaf["n"] for leaf in leaves("stage_close")] == [1, 2]
    assert facts.announcement(bad.pk).number == 2


def test_only_the_house_reopens_and_never_without_a_reason():
    case, verifier = screening.decided()
    screening.announce(case.round)

    with pytest.raises(NotAllowed):
        commands.reopen(application_id=case.application_id, reason="Saya keliru.", by=verifier, at=AT)
    with pytest.raises(NotValid):
        commands.reopen(application_id=case.application_id, reason=" ", by=people.HOUSE, at=AT)
    with pytest.raises(NotFound):
        commands.reopen(application_id=0, reason="x", by=people.HOUSE, at=AT)


def test_a_file_that_was_not_announced_cannot_be_reopened():
    case, _verifier = screening.decided()

    with pytest.raises(NotNow):
        commands.reopen(
            application_id=case.application_id, reason="Keberatan diterima.", by=people.HOUSE, at=AT
        )


def test_the_figures_of_a_stage_count_each_requirement():
    vacancy = vacancies.vacancy()
    sent = [applications.submitted(vacancy) for _ in range(3)]

    screening.announced(vacancy.round, failing=(sent[0].pk, sent[1].pk))

    [counts] = facts.stage_counts(vacancy.round_id)
    assert (counts.announced, counts.passed, counts.failed) == (3, 1, 2)
    assert [(one.clause, one.not_met) for one in counts.by_requirement] == [("4.2", 2)]
