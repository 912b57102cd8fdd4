"""What was sent and can't be taken comes back with its form: with 422, and saying what is to be mended."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors.addresses import Address
from tests.doors.house import House
from tests.factories.uploads import HOSTILE
from tests.fuzz import garbage, targets

POSTS = targets.answering("POST")
FILE = re.compile(r'<input type="file" name="([^"]+)"')
# A file that one place takes and another doesn't is no matter of every door.
WRONG = {
    **{name: content for name, content, _ in garbage.FILES},
    **{name: content for name, (_, content) in HOSTILE.items() if "belongs" not in name},
}
UPLOADS = ("applications:slot", "exams:import", "planning:upload")
TOO_LATE = ("panels:hand_in",)  # in the played rounds; tests/stages/panels sends files in time
SAID, REFUSED = "data-error-summary", "Kode 422"


@pytest.mark.some(every=2)
@pytest.mark.parametrize("address", POSTS, ids=lambda address: address.name)
def test_an_empty_form_comes_back_with_422_and_says_why(house: House, address: Address) -> None:
    asked = targets.target(house, address, "POST")
    assert asked is not None

    answer = house.ask(asked.person_id, asked.url, "POST", {})

    status, is_page = answer.status, answer.kind.startswith("text/html")
    assert not (is_page and status == 200), "a page with 200 looks as if it had been taken"
    says_why = SAID in answer.text or REFUSED in answer.text
    assert says_why or address.name.startswith(("account_", "mfa_")) or not (is_page and status == 422)


@pytest.mark.some(every=4)
@pytest.mark.parametrize("address", POSTS, ids=lambda address: address.name)
def test_a_refused_file_comes_back_into_the_form_and_the_rest_is_kept(house: House, address: Address) -> None:
    asked = targets.target(house, address, "POST")
    assert asked is not None
    field = _file_field(house, asked)
    assert bool(field) == (address.name in (*UPLOADS, *TOO_LATE))
    fields = targets.fields_of(house, asked) if field else {}

    for name, content in WRONG.items() if address.name in UPLOADS else ():
        sent = {**fields, field: SimpleUploadedFile(name or "x", content, "application/pdf")}
        answer = house.ask(asked.person_id, asked.url, "POST", sent)
        kept = [value for key, value in fields.items() if value and key not in (field, "csrfmiddlewaretoken")]

        assert (name, answer.status, answer.left) == (name, 422, 0)
        assert f'id="id_{field}_error"' in (page := answer.text), name
        assert [value for value in kept if f'value="{value}" selected' not in page] == []


def _file_field(house: House, asked: targets.Target) -> str:
    page = house.ask(asked.person_id, asked.url)
    found = FILE.search(page.text) if page.status == 200 else None
    return found[1] if found else ""
