"""Addresses of screening, under /screening/."""

from django.urls import path

from terang.stages.screening.web import applicant, officer, verifier

app_name = "screening"
urlpatterns = [
    path("", verifier.home, name="home"),
    path("round/<int:round_id>/", officer.round_, name="round"),
    path("round/<int:round_id>/next/", verifier.take_next, name="next"),
    path("round/<int:round_id>/propose/", officer.propose, name="propose"),
    path("case/<int:case_id>/", verifier.case, name="case"),
    path("case/<int:case_id>/back/", verifier.put_back, name="put_back"),
    path("case/<int:case_id>/return/", officer.return_decided, name="return"),
    path("case/<int:case_id>/file/<int:document_id>/", verifier.file, name="file"),
    path("list/<int:announcement_id>/", officer.announcement, name="announcement"),
    path("list/<int:announcement_id>/announce/", officer.announce, name="announce"),
    path("list/<int:announcement_id>/refuse/", officer.refuse, name="refuse"),
    path("result/<int:application_id>/", applicant.result, name="result"),
]
