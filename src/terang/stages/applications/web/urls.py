"""Addresses of applications, under /apply/."""

from django.urls import path

from terang.stages.applications.web import applicant, files, sending

app_name = "applications"
urlpatterns = [
    path("", applicant.vacancies, name="vacancies"),
    path("profile/", applicant.profile, name="profile"),
    path("mine/", applicant.mine, name="mine"),
    path("vacancy/<int:vacancy_id>/", applicant.vacancy, name="vacancy"),
    path("vacancy/<int:vacancy_id>/start/", applicant.start, name="start"),
    path("files/<int:document_id>/", files.file, name="file"),
    path("<int:application_id>/", applicant.application, name="application"),
    path("<int:application_id>/answers/", applicant.answers, name="answers"),
    path("<int:application_id>/alternatives/", applicant.alternatives, name="alternatives"),
    path("<int:application_id>/documents/", applicant.documents, name="documents"),
    path("<int:application_id>/documents/<slug:code>/", applicant.slot, name="slot"),
    path(
        "<int:application_id>/documents/<slug:code>/remove/",
        applicant.remove_document,
        name="remove_document",
    ),
    path("<int:application_id>/review/", sending.review, name="review"),
    path("<int:application_id>/receipt/", sending.receipt, name="receipt"),
    path("<int:application_id>/receipt/promise/", sending.promise, name="promise"),
    path("<int:application_id>/receipt/proof/", sending.proof, name="proof"),
    path("<int:application_id>/change/", sending.change, name="change"),
    path("<int:application_id>/change/drop/", sending.drop_change, name="drop_change"),
    path("<int:application_id>/withdraw/", sending.withdraw, name="withdraw"),
    path("<int:application_id>/discard/", sending.discard, name="discard"),
]
