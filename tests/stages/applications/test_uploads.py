"""Files that people send, also people who mean no good: refused with a sentence, or kept without anything active."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from terang.base.files import keeping
from terang.base.refusals import NotValid
from terang.base.tenancy import scope
from terang.stages.applications import commands
from terang.stages.applications.models import Document
from tests.factories import applications, people, uploads, vacancies

pytestmark = pytest.mark.django_db
AT = applications.AT


def active_pdf() -> bytes:
    """A PDF that would run a script and open a page when it is looked at."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(applications.pdf())) as made:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        made.Root.OpenAction = made.make_indirect(script)
        made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", script]))
        made.pages[0].AA = pikepdf.Dictionary(O=script)
        made.save(out)
    return out.getvalue()


def polyglot() -> bytes:
    """A picture with a web page and a script behind it."""
    return applications.picture() + b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize("slot, content", uploads.HOSTILE.values(), ids=uploads.HOSTILE)
def test_what_cannot_be_kept_is_refused_and_the_earlier_file_stays(slot, content):
    by = people.applicant()
    application = applications.draft(by=by)
    before = list(Document.objects.order_by("pk").values_list("pk", "slot", "removed_at"))

    with pytest.raises(NotValid) as refused:
        commands.add_document(
            application_id=application.pk, slot=slot, content=content, title="x", by=by, at=AT
        )

    assert len(str(refused.value)) > 10
    assert list(Document.objects.order_by("pk").values_list("pk", "slot", "removed_at")) == before


def test_a_locked_pdf_is_told_what_helps():
    by = people.applicant()
    application = applications.draft(by=by)

    with pytest.raises(NotValid, match=r"password|sandi"):
        commands.add_document(
            application_id=application.pk, slot="ijazah", content=applications.pdf(password="a"), title="x",
            by=by, at=AT,
        )  # fmt: skip


def kept(slot: str, content: bytes) -> bytes:
    by = people.applicant()
    application = applications.draft(by=by, documents=False)
    document = commands.add_document(
        application_id=application.pk, slot=slot, content=content, title="x", by=by, at=AT
    )
    return keeping.read(document.stored_file)


def test_nothing_of_a_polyglot_but_the_picture_is_kept():
    content = kept("ktp", polyglot())

    assert content.startswith(b"\xff\xd8")
    assert b"script" not in content


def test_nothing_active_in_a_pdf_is_kept():
    content = kept("ijazah", active_pdf())

    assert content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(content)) as made:
        assert "/OpenAction" not in made.Root
        assert "/Names" not in made.Root
        assert "/AA" not in made.pages[0]
    assert b"alert" not in content


def test_a_slot_that_the_vacancy_does_not_ask_for_takes_nothing():
    by = people.applicant()
    application = applications.draft(by=by)

    with pytest.raises(NotValid):
        commands.add_document(
            application_id=application.pk, slot="skck", content=applications.pdf(), title="x", by=by, at=AT
        )


def test_hostile_uploads_through_the_page_are_answered_with_a_sentence():
    now = timezone.now()
    vacancies.calendar(registration=(now.replace(year=2025), now.replace(year=2027)))
    by = people.applicant()
    application = applications.draft(vacancies.vacancy(), by, at=now)
    client = people.signed_in(by)

    for name, (slot, content) in uploads.HOSTILE.items():
        upload = SimpleUploadedFile("../../etc/passwd\x00.php", content, content_type="text/html")
        there = reverse("applications:slot", args=[application.pk, slot])
        answer = client.post(there, {"file": upload})
        assert (name, answer.status_code) == (name, 422)
        assert b'id="id_file_error"' in answer.content, name

    assert client.post(there, {}).status_code == 422
    assert client.post(there, {"file": "not a file"}).status_code == 422
    with scope.as_system():
        assert Document.objects.filter(removed_at=None).count() == 3
