"""The door: one request, one transaction; a refusal becomes a page and changes nothing."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from terang.base.access import Role
from terang.base.refusals import NotAllowed, NotFound, NotNow, NotValid
from terang.base.tenancy.models import Agency
from terang.config.urls import urlpatterns as real
from tests.factories import people


def write_then(refusal):
    def view(request):
        Agency.objects.create(code="trace", name="x", short_name="x", place="x")
        raise refusal

    return view


def write_then_fail(request):
    Agency.objects.create(code="trace", name="x", short_name="x", place="x")
    return HttpResponse(status=500)


REFUSALS = {
    403: NotAllowed("tidak boleh"),
    404: NotFound("tidak ada"),
    409: NotNow("bukan sekarang"),
    422: NotValid("mohon perbaiki"),
}
urlpatterns = [
    path("fail/", write_then_fail),
    *(path(f"refuse/{s}/", write_then(r)) for s, r in REFUSALS.items()),
    *real,
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("status", REFUSALS)
def test_refusals_leave_no_trace_and_say_why(status):
    response = Client().get(f"/refuse/{status}/")

    assert response.status_code == status
    assert str(REFUSALS[status]) in response.content.decode()
    assert not Agency.objects.filter(code="trace").exists()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_an_answer_of_failure_leaves_no_trace():
    assert Client().get("/fail/").status_code == 500
    assert not Agency.objects.filter(code="trace").exists()


@pytest.mark.django_db
def test_an_official_without_a_passkey_is_led_to_get_one():
    official = people.official(Role.VERIFIER)
    client = Client()
    from terang.base.tenancy import scope

    with scope.as_system():
        client.force_login(people.person_of(official))

    response = client.get("/roles/")

    assert response.status_code == 302
    assert response.url == "/people/secure/"
    assert client.get("/people/secure/").status_code == 200


@pytest.mark.django_db
def test_pages_carry_the_headers_that_protect_them():
    response = Client().get("/account/login/")

    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
