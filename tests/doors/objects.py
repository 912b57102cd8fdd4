"""For each address that names a thing: which thing of the played rounds it is asked for.

A new address must be added here: the walk fails for one that nobody knows how to ask for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from allauth.mfa.models import Authenticator

from terang.base.access import Role
from terang.base.access.models import RoleGrant
from terang.base.identity import enrolment
from terang.base.identity.models import Person
from terang.base.tenancy.models import Round
from terang.base.work.models import Work
from terang.stages.applications.models import Application, Document
from terang.stages.exams.models import Form, Import, Item, Seat, Session
from terang.stages.objections.models import Objection
from terang.stages.panels.models import Assignment, Invitation
from terang.stages.planning.models import Formasi, ImportDraft
from terang.stages.ranking.models import Edition, Placement
from terang.stages.screening.models import Announcement, Case
from terang.stages.vacancies.models import Amendment, Vacancy


@dataclass(frozen=True)
class Thing:
    """What an address is asked for. `owner`: the applicant whose it is; `hand`: the official in whose hands it lies.

    parts: everything that addresses about it may want to know.
    """

    agency: str
    parts: dict[str, Any]
    owner: int | None = None
    hand: int | None = None


Finder = Callable[[], Thing]


def planned() -> Thing:
    """A position of Alak's second round with its formasi as a draft, and a table in its dry run."""
    formasi = Formasi.objects.filter(agency__code="alak", state="draft").latest("pk")
    return _planned(formasi)


def proposed() -> Thing:
    """A formasi that waits for the approver."""
    return _planned(Formasi.objects.filter(agency__code="alak", state="proposed").latest("pk"))


def _planned(formasi: Formasi) -> Thing:
    table = ImportDraft.objects.filter(round=formasi.round).latest("pk")
    return Thing(
        "alak",
        {
            "round_id": formasi.round_id, "position_id": formasi.need_id, "formasi_id": formasi.pk,
            "draft_id": table.pk,
        },
        hand=table.by_id,
    )  # fmt: skip


def written() -> Thing:
    """A vacancy of Alak that nobody has seen yet."""
    return _vacancy(Vacancy.objects.filter(agency__code="alak", state="draft").latest("pk"))


def published() -> Thing:
    """A vacancy of Alak that is public, with an amendment that waits."""
    return _vacancy(Amendment.objects.filter(state="proposed").latest("pk").vacancy)


def _vacancy(row: Vacancy) -> Thing:
    amendment = Amendment.objects.filter(state="proposed").latest("pk")
    return Thing(
        "alak",
        {
            "round_id": row.round_id, "vacancy_id": row.pk, "formasi_id": row.formasi_id, "stage": "exam",
            "amendment_id": amendment.pk, "agency": "alak", "round": row.round.code, "code": row.code,
        },
    )  # fmt: skip


def draft() -> Thing:
    """Somebody's application to Alak, begun and not sent."""
    return _application(Application.objects.filter(agency__code="alak", state="draft").latest("pk"))


def submitted() -> Thing:
    """Somebody's application to Alak, sent."""
    return _application(Application.objects.filter(agency__code="alak", state="submitted").earliest("pk"))


def ranked() -> Thing:
    """Somebody's application to Sawahlunto, which went all the way."""
    placed = Placement.objects.filter(edition__stage="final", agency__code="sawahlunto", place__isnull=False)
    found = _application(placed.earliest("pk").application)
    return replace(found, parts={**found.parts, "stage": "final"})


def _application(row: Application) -> Thing:
    document = Document.objects.filter(application=row).earliest("pk")
    return Thing(
        row.agency.code,
        {
            "application_id": row.pk, "document_id": document.pk, "code": document.slot,
            "vacancy_id": row.vacancy_id,
        },
        owner=row.person_id,
    )  # fmt: skip


def checked() -> Thing:
    """A file of Makassar in a verifier's hands."""
    case = Case.objects.filter(agency__code="makassar", state="taken").latest("pk")
    document = Document.objects.filter(application=case.application_id).earliest("pk")
    announced = Announcement.objects.filter(round=case.round).latest("pk")
    return Thing(
        "makassar",
        {
            "round_id": case.round_id, "case_id": case.pk, "document_id": document.pk,
            "announcement_id": announced.pk, "application_id": case.application_id,
        },
        owner=case.person_id, hand=case.taken_by_id,
    )  # fmt: skip


def bank() -> Thing:
    """A question of Makassar that waits for its reader, and an import that was tried."""
    item = Item.objects.filter(agency__code="makassar", state="draft").latest("pk")
    tried = Import.objects.filter(agency__code="makassar", state="tried").latest("pk")
    return Thing("makassar", {"item_id": item.pk, "import_id": tried.pk}, hand=item.author_id)


def sitting() -> Thing:
    """Makassar's session that is open now; the owner is before the paper."""
    seat = Seat.objects.filter(session__state="open").order_by("pk")[0]
    return _seat(seat, seat.session)


def planned_session() -> Thing:
    """Makassar's session of tomorrow."""
    seat = Seat.objects.filter(session__state="planned").order_by("pk")[0]
    return _seat(seat, seat.session)


def sat() -> Thing:
    """A sitting of Sawahlunto that has ended."""
    seat = Seat.objects.filter(agency__code="sawahlunto", state="finished").earliest("pk")
    return _seat(seat, seat.session)


def _seat(seat: Seat, session: Session | None) -> Thing:
    assert session is not None
    form = Form.objects.filter(round=seat.round).earliest("pk")
    return Thing(
        seat.agency.code,
        {
            "code": seat.round.code, "stage": "first", "form_id": form.pk, "session_id": session.pk,
            "seat_id": seat.pk, "token": seat.token or "0" * 32,
        },
        owner=seat.person_id,
    )  # fmt: skip


def judged() -> Thing:
    """A candidate of Andir before an assessor."""
    seats = Assignment.objects.filter(agency__code="andir").exclude(state="void")
    seat = seats.order_by("-state", "pk")[0]  # open before locked
    return _invitation(seat.invitation, seat)


def handed_in() -> Thing:
    """A candidate of Andir whose portfolio lies before an assessor."""
    invitation = Invitation.objects.filter(agency__code="andir", work__isnull=False).earliest("pk")
    return _invitation(invitation, Assignment.objects.filter(invitation=invitation).earliest("pk"))


def _invitation(row: Invitation, seat: Assignment) -> Thing:
    return Thing(
        row.agency.code,
        {
            "round_id": row.round_id, "test_id": row.test_id, "invitation_id": row.pk, "assignment_id": seat.pk,
            "code": row.round.code,
        },
        owner=row.person_id, hand=seat.assessor_id,
    )  # fmt: skip


def placed() -> Thing:
    """Sawahlunto's final ranking, a new edition as a draft."""
    return _edition(Edition.objects.filter(agency__code="sawahlunto", state="draft").latest("pk"))


def shared() -> Thing:
    """Tanjungbalai's draft in which two people share the place across the last slot."""
    return _edition(Edition.objects.get(round__code="setara", state="draft", stage="final"))


def asking() -> Thing:
    """Tanjungbalai's draft in which two people ask equally for the empty slot of another place."""
    edition = Edition.objects.get(round__code="pindah")
    target = Vacancy.objects.filter(round=edition.round).latest("pk")
    return Thing("tanjungbalai", {"edition_id": edition.pk, "vacancy_id": target.pk})


def agreed() -> Thing:
    """The application of one of them, who named that place."""
    row = Application.objects.filter(round__code="pindah").latest("pk")
    return Thing("tanjungbalai", {"application_id": row.pk}, owner=row.person_id)


def _edition(edition: Edition) -> Thing:
    line = Placement.objects.filter(edition=edition).earliest("pk")
    return Thing(
        edition.agency.code,
        {
            "round_id": edition.round_id, "stage": edition.stage, "edition_id": edition.pk,
            "placement_id": line.pk, "vacancy_id": line.vacancy_id, "table": "result",
        },
        owner=line.person_id,
    )  # fmt: skip


def objected() -> Thing:
    """An objection of Makassar in an officer's hands."""
    row = Objection.objects.filter(state="taken").latest("pk")
    document = Document.objects.filter(application=row.application_id).earliest("pk")
    return Thing(
        "makassar",
        {
            "objection_id": row.pk, "application_id": row.application_id, "round_id": row.round_id,
            "stage": "screening", "document_id": document.pk, "code": row.round.code,
        },
        owner=row.person_id, hand=row.taken_by_id,
    )  # fmt: skip


def public() -> Thing:
    """Sawahlunto's round, from the need to the result."""
    round_ = Round.objects.filter(agency__code="sawahlunto").earliest("pk")
    vacancy = Vacancy.objects.filter(round=round_).earliest("pk")
    parts = {"agency": "sawahlunto", "round": round_.code, "name": "hasil", "code": vacancy.code}
    return Thing("sawahlunto", parts)


def logged() -> Thing:
    """The checkpoint of Sawahlunto's log."""
    found = public()
    return Thing(found.agency, {**found.parts, "name": "checkpoint"})


def listed() -> Thing:
    """The scores of Sawahlunto's first exam."""
    session = Session.objects.filter(agency__code="sawahlunto").latest("pk")
    return Thing("sawahlunto", {"code": session.round.code, "stage": "first", "session_id": session.pk})


def rubrics() -> Thing:
    """Sawahlunto's rubrics."""
    return Thing("sawahlunto", {"code": Round.objects.filter(agency__code="sawahlunto").earliest("pk").code})


def invited() -> Thing:
    """An official of Alak who has not yet come."""
    person = Person.objects.get(email="pintu.trainer.alak@contoh.example")
    grant = RoleGrant.objects.get(person=person)
    return Thing(
        "alak",
        {"person_id": person.pk, "token": enrolment.token_for(person), "grant_id": grant.pk},
        hand=person.pk,
    )


def key() -> Thing:
    """A passkey of an applicant."""
    row = Authenticator.objects.filter(type="webauthn").earliest("pk")
    return Thing("", {"pk": row.pk}, owner=row.user_id)


def handed_over() -> Thing:
    """A ranking that an officer of Sawahlunto left to the worker."""
    row = Work.objects.latest("pk")
    return Thing("sawahlunto", {"work_id": row.pk}, hand=row.person_id)


def norm() -> Thing:
    """A norm of the law, and one beside which it is laid."""
    return Thing("", {"norm": "cpns-2024", "other": "pppk-2024"})


def forgotten() -> Thing:
    """A link for a forgotten password, made up."""
    return Thing("", {"uidb36": "1", "key": "cbx-3a5e7c9b1d"})


_BY_FINDER: dict[Finder, str] = {
    planned: """planning:base planning:describe planning:drop_formasi planning:drop_position planning:dry_run
        planning:formasi_list planning:need_csv planning:position planning:propose_formasi planning:round
        planning:upload planning:write_formasi""",
    proposed: "planning:approve_formasi planning:formasi planning:refuse_formasi",
    written: """vacancies:approve vacancies:calendar vacancies:change vacancies:document vacancies:documents
        vacancies:drop vacancies:norm vacancies:others vacancies:propose vacancies:refuse vacancies:round
        vacancies:tests vacancies:vacancy vacancies:write""",
    published: """vacancies:amend vacancies:amendment vacancies:approve_amendment vacancies:close vacancies:move
        vacancies:refuse_amendment applications:start applications:vacancy""",
    agreed: "applications:alternatives",
    draft: """applications:answers applications:application applications:discard applications:documents
        applications:drop_change applications:remove_document applications:review applications:slot""",
    submitted: """applications:change applications:file applications:promise applications:proof
        applications:receipt applications:withdraw""",
    ranked: "publication:my_application publication:my_card screening:result",
    checked: """screening:announce screening:announcement screening:case screening:file screening:next
        screening:propose screening:put_back screening:refuse screening:return screening:round""",
    bank: """exams:confirm_import exams:edit exams:imported exams:item exams:retire exams:return exams:review
        exams:review_import""",
    sitting: """exams:close exams:compose exams:discard exams:end exams:enter exams:fix exams:live exams:minutes
        exams:plan exams:publish exams:round exams:seats exams:session room:answers room:enter room:paper room:sit""",
    planned_session: "exams:assign exams:cancel exams:change exams:open",
    sat: "exams:result",
    listed: "exams:scores",
    judged: """panels:absent panels:appointment panels:appointments panels:approve panels:assessors panels:candidate
        panels:draw panels:hand_in panels:lock panels:mark panels:own_test panels:propose panels:refuse
        panels:results panels:rubric panels:test panels:tie panels:write""",
    handed_in: "panels:own_work panels:work",
    rubrics: "panels:public",
    placed: """ranking:approve ranking:draft ranking:edition ranking:line ranking:line_card ranking:propose ranking:what_if
        ranking:publish ranking:round ranking:send_back ranking:table ranking:take_back""",
    shared: "ranking:equals",
    asking: "ranking:movers",
    objected: """objections:examine objections:file objections:give_back objections:own_objection objections:public
        objections:reject objections:take objections:uphold objections:withdraw""",
    logged: "publication:log_file",
    public: """publication:agency publication:agency_feed publication:log publication:round publication:round_feed
        publication:rules publication:sheet publication:sheet_csv publication:sheet_json publication:vacancy
        publication:vacancy_json""",
    norm: "publication:norm publication:norm_file publication:norms_compared",
    invited: "access:revoke demonstration:sign_in identity:deactivate identity:enrol",
    handed_over: "work:cancel work:progress",
    key: "mfa_edit_webauthn mfa_remove_webauthn",
    forgotten: "account_confirm_email account_reset_password_from_key",
}
FINDERS: dict[str, Finder] = {name: finder for finder, names in _BY_FINDER.items() for name in names.split()}
__all__ = ["FINDERS", "Finder", "Role", "Thing"]
