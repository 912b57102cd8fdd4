"""Addresses of vacancies."""

from django.urls import path

from terang.stages.vacancies.web import amending, approver, officer, reading, rounds

app_name = "vacancies"
urlpatterns = [
    path("", reading.home, name="home"),
    path("rounds/<int:round_id>/", reading.round_page, name="round"),
    path("rounds/<int:round_id>/norm/", rounds.norm, name="norm"),
    path("rounds/<int:round_id>/calendar/", rounds.calendar, name="calendar"),
    path("rounds/<int:round_id>/calendar/<slug:stage>/", amending.move, name="move"),
    path("formasi/<int:formasi_id>/write/", officer.write, name="write"),
    path("<int:vacancy_id>/", reading.vacancy, name="vacancy"),
    path("<int:vacancy_id>/document.json", reading.document, name="document"),
    path("<int:vacancy_id>/change/", officer.change, name="change"),
    path("<int:vacancy_id>/documents/", officer.documents, name="documents"),
    path("<int:vacancy_id>/others/", officer.others, name="others"),
    path("<int:vacancy_id>/tests/", officer.tests, name="tests"),
    path("<int:vacancy_id>/drop/", officer.drop, name="drop"),
    path("<int:vacancy_id>/propose/", officer.propose, name="propose"),
    path("<int:vacancy_id>/close/", officer.close, name="close"),
    path("<int:vacancy_id>/amend/", amending.amend, name="amend"),
    path("<int:vacancy_id>/approve/", approver.approve, name="approve"),
    path("<int:vacancy_id>/refuse/", approver.refuse, name="refuse"),
    path("amendments/<int:amendment_id>/", reading.amendment, name="amendment"),
    path("amendments/<int:amendment_id>/approve/", approver.approve_amendment, name="approve_amendment"),
    path("amendments/<int:amendment_id>/refuse/", approver.refuse_amendment, name="refuse_amendment"),
]
