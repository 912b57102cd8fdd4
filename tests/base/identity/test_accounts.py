"""Accounts: one per NIK, reached by mail or phone, and never by somebody else's click."""

from datetime import date

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from terang.base.access import Role
from terang.base.identity import commands, enrolment, nik
from terang.base.identity.models import Person
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from tests.factories import people

NIK = "1399991205980001"
FORM = {
    "name": "Melati Contoh", "nik": NIK, "born_on_0": "12", "born_on_1": "5", "born_on_2": "1998",
    "born_on_day": "12", "born_on_month": "5", "born_on_year": "1998",
    "email": "melati@contoh.example", "phone": "", "way": "password", "password1": "kuda hijau baca buku",
}  # fmt: skip


@pytest.mark.parametrize("digits", ["9915140508680001", ""])
def test_malformed_nik_are_refused(digits):
    assert nik.problem(digits) is not None


def test_a_woman_adds_forty_to_the_day():
    assert nik.Nik("3273056010900009").agrees_with(date(1990, 10, 20))
    assert not nik.Nik("3273056010900009").agrees_with(date(1990, 10, 21))


@pytest.fixture
def house(db):
    with scope.as_system():
        yield


def register(**changes):
    fields = {
        "name": "Melati Contoh",
        "nik": NIK,
        "born_on": date(1998, 5, 12),
        "email": "melati@contoh.example",
        "at": people.LONG_AGO,
    }
    return commands.register_applicant(**{**fields, **changes})


def test_the_nik_is_sealed_at_rest_and_readable_for_its_person(house):
    person = register()

    assert person.nik == NIK
    with connection.cursor() as db:
        db.execute(
            "SELECT encode(nik_sealed, 'escape') || encode(nik_mark, 'escape') FROM identity_person WHERE id = %s",
            [person.pk],
        )
        assert NIK not in db.fetchone()[0]


@pytest.mark.parametrize(
    "second",
    [{"email": "lain@contoh.example"}, {"nik": "1399991205980002", "email": "MELATI@contoh.example"}],
)
def test_a_second_account_for_the_same_person_or_address_is_refused(house, second):
    register()

    with pytest.raises(NotValid):
        register(**second)


def test_somebody_who_can_not_be_reached_is_refused(house):
    with pytest.raises(NotValid):
        register(email="", phone="")


def test_signing_up_and_in_again_with_the_password(db):
    client = Client()

    response = client.post("/account/signup/", FORM)
    again = Client()
    signed_in = again.post(
        "/account/login/", {"login": "melati@contoh.example", "password": FORM["password1"]}
    )

    assert response.status_code == 302, response.content.decode()[-3000:]
    assert signed_in.status_code == 302
    assert "_auth_user_id" in again.session


def test_signing_in_with_the_phone_number(db):
    Client().post("/account/signup/", {**FORM, "email": "", "phone": "0812 3456 7890"})
    client = Client()

    client.post("/account/login/", {"login": "+6281234567890", "password": FORM["password1"]})

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "wrong",
    [{"nik": "123"}, {"email": "", "phone": ""}, {"phone": "abc"}, {"password1": "123"}, {"born_on_day": "99"}, {"name": ""}, {"name": "x" * 5000}, {"way": "x"}, {"nik": "\x00"}],
)  # fmt: skip
def test_a_wrong_sign_up_is_answered_with_what_to_mend_and_makes_nobody(db, wrong):
    response = Client().post("/account/signup/", {**FORM, **wrong})

    assert response.status_code == 422
    with scope.as_system():
        assert not Person.objects.exists()


def test_a_failed_login_says_nothing_about_whether_the_account_exists(db):
    Client().post("/account/signup/", FORM)

    known = Client().post("/account/login/", {"login": FORM["email"], "password": "salah salah salah"})
    unknown = Client().post("/account/login/", {"login": "x@contoh.example", "password": "salah salah salah"})

    assert known.status_code == unknown.status_code == 422
    assert str(known.context["form"].errors) == str(unknown.context["form"].errors)


def test_failed_logins_are_counted_by_account_not_by_address(db):
    Client().post("/account/signup/", FORM)
    for _ in range(11):
        Client().post("/account/login/", {"login": FORM["email"], "password": "salah salah salah"})

    locked = Client().post("/account/login/", {"login": FORM["email"], "password": FORM["password1"]})
    Client().post("/account/signup/", {**FORM, "nik": "1399991205980002", "email": "joko@contoh.example"})
    neighbour = Client()
    neighbour.post("/account/login/", {"login": "joko@contoh.example", "password": FORM["password1"]})

    assert locked.status_code != 302
    assert "_auth_user_id" in neighbour.session


def test_an_invitation_enrols_once(house):
    administrator = people.official(Role.ADMINISTRATOR)
    person = commands.invite_official(
        agency=people.agency(), name="Baru", email="baru@contoh.example", by=administrator, at=people.LONG_AGO
    )
    token = enrolment.token_for(person)

    first = Client().get(f"/people/enrol/{token}/")
    second = Client().get(f"/people/enrol/{token}/")
    damaged = Client().get(f"/people/enrol/{token[:-2]}/")

    assert first.status_code == 302
    assert second.status_code == 422
    assert damaged.status_code == 422


def test_only_administrators_invite_and_close_accounts(house):
    verifier, administrator = people.official(Role.VERIFIER), people.official(Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        commands.invite_official(
            agency=people.agency(), name="x", email="x@contoh.example", by=verifier, at=people.LONG_AGO
        )
    with pytest.raises(NotAllowed):
        commands.deactivate_official(person_id=administrator.person_id, by=verifier, at=people.LONG_AGO)
    commands.deactivate_official(person_id=verifier.person_id, by=administrator, at=people.LONG_AGO)
    with pytest.raises(NotNow):
        commands.deactivate_official(person_id=verifier.person_id, by=administrator, at=people.LONG_AGO)


def test_the_demonstrations_sign_in_page_exists_only_in_demonstrations(house):
    person = people.person_of(people.official(Role.ADMINISTRATOR))

    assert Client().get("/demo/").status_code == 404
    assert Client().post(f"/demo/{person.pk}/").status_code == 404


def test_in_a_demonstration_one_click_signs_in_invented_people_only(house, settings):
    settings.TERANG = settings.TERANG.model_copy(update={"env": "demo"})
    person = people.person_of(people.official(Role.ADMINISTRATOR))
    real = people.person_of(people.official(Role.ADMINISTRATOR))
    Person.objects.filter(pk=real.pk).update(is_demonstration=False)

    assert Client().post(f"/demo/{person.pk}/").status_code == 302
    assert Client().post(f"/demo/{real.pk}/").status_code == 404


def test_who_has_a_passkey_confirms_with_it_and_not_with_a_code(house):
    person = people.person_of(people.applicant())
    with scope.as_system():
        for kind in (Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES):
            Authenticator.objects.create(user=person, type=kind, data={})
        methods = get_adapter().get_reauthentication_methods(person)

    assert [method["id"] for method in methods][:1] == ["mfa_reauthenticate:webauthn"]


def test_the_page_for_another_phone_number_keeps_to_the_content_policy(db):
    client = Client()
    client.post("/account/signup/", FORM)

    page = client.get("/account/phone/change/").content.decode()

    assert "style=" not in page
    assert 'name="phone"' in page
