"""Addresses of the exams, by audience."""

from django.urls import path

from terang.stages.exams.web import author, candidate, committee, importer, officer, proctor, public

app_name = "exams"
urlpatterns = [
    # item authors
    path("items/", author.items, name="items"),
    path("items/new/", author.write, name="write"),
    path("items/format/", author.format_, name="format"),
    path("items/import/", importer.import_, name="import"),
    path("items/import/<int:import_id>/", importer.imported, name="imported"),
    path("items/import/<int:import_id>/confirm/", importer.confirm, name="confirm_import"),
    path("items/import/<int:import_id>/review/", importer.review, name="review_import"),
    path("items/<int:item_id>/", author.item, name="item"),
    path("items/<int:item_id>/edit/", author.edit, name="edit"),
    path("items/<int:item_id>/review/", author.review, name="review"),
    path("items/<int:item_id>/return/", author.return_, name="return"),
    path("items/<int:item_id>/retire/", author.retire, name="retire"),
    # committee, proctors, approvers
    path("", officer.rounds_, name="rounds"),
    path("round/<slug:code>/", officer.round_, name="round"),
    path("round/<slug:code>/publish/<slug:stage>/", officer.publish, name="publish"),
    path("round/<slug:code>/compose/", committee.compose, name="compose"),
    path("round/<slug:code>/plan/", committee.plan, name="plan"),
    path("forms/<int:form_id>/fix/", committee.fix, name="fix"),
    path("forms/<int:form_id>/discard/", committee.discard, name="discard"),
    path("sessions/<int:session_id>/", proctor.session, name="session"),
    path("sessions/<int:session_id>/seats/", proctor.seats, name="seats"),
    path("sessions/<int:session_id>/open/", proctor.open_, name="open"),
    path("sessions/<int:session_id>/close/", proctor.close, name="close"),
    path("sessions/<int:session_id>/change/", committee.change, name="change"),
    path("sessions/<int:session_id>/assign/", committee.assign, name="assign"),
    path("sessions/<int:session_id>/cancel/", committee.cancel, name="cancel"),
    path("seats/<int:seat_id>/minutes/", committee.minutes, name="minutes"),
    # candidates
    path("mine/", candidate.mine, name="mine"),
    path("mine/<int:seat_id>/enter/", candidate.enter, name="enter"),
    path("sitting/<str:token>/", candidate.result, name="result"),
    path("sitting/<str:token>/end/", candidate.end, name="end"),
    # everybody
    path("live/<int:session_id>/", public.live, name="live"),
    path("scores/<slug:code>/<slug:stage>/", public.scores, name="scores"),
]
