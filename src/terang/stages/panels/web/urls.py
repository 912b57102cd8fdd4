from django.urls import path

from terang.stages.panels.web import applicant, approver, assessor, officer, public, rubrics

app_name = "panels"
urlpatterns = [
    path("", officer.home, name="home"),
    path("own/", applicant.own, name="own"),
    path("own/<int:invitation_id>/", applicant.own_test, name="own_test"),
    path("own/<int:invitation_id>/work/", applicant.hand_in, name="hand_in"),
    path("own/<int:invitation_id>/document/", applicant.own_work, name="own_work"),
    path("mine/", assessor.mine, name="mine"),
    path("marks/<int:assignment_id>/", assessor.mark, name="mark"),
    path("marks/<int:assignment_id>/lock/", assessor.lock, name="lock"),
    path("marks/<int:assignment_id>/tie/", assessor.tie, name="tie"),
    path("marks/<int:assignment_id>/document/", assessor.work, name="work"),
    path("rubrics/<slug:code>/", public.rubrics, name="public"),
    path("candidates/<int:invitation_id>/", officer.candidate, name="candidate"),
    path("candidates/<int:invitation_id>/appointment/", officer.appointment, name="appointment"),
    path("candidates/<int:invitation_id>/absent/", officer.absent, name="absent"),
    path("<int:round_id>/<int:test_id>/", officer.test, name="test"),
    path("<int:round_id>/<int:test_id>/rubric/", rubrics.rubric, name="rubric"),
    path("<int:round_id>/<int:test_id>/rubric/write/", rubrics.write, name="write"),
    path("<int:round_id>/<int:test_id>/assessors/", officer.assessors, name="assessors"),
    path("<int:round_id>/<int:test_id>/draw/", officer.draw, name="draw"),
    path("<int:round_id>/<int:test_id>/appointments/", officer.appointments, name="appointments"),
    path("<int:round_id>/<int:test_id>/results/", approver.results, name="results"),
    path("<int:round_id>/<int:test_id>/results/propose/", approver.propose, name="propose"),
    path("<int:round_id>/<int:test_id>/results/approve/", approver.approve, name="approve"),
    path("<int:round_id>/<int:test_id>/results/refuse/", approver.refuse, name="refuse"),
]
