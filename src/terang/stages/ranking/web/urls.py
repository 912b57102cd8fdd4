"""Addresses of this room."""

from django.urls import path

from terang.stages.ranking.web import approver, exports, officer, supposing

app_name = "ranking"
urlpatterns = [
    path("", officer.rounds, name="home"),
    path("round/<int:round_id>/", officer.round_page, name="round"),
    path("round/<int:round_id>/what-if/", supposing.what_if, name="what_if"),
    path("round/<int:round_id>/<str:stage>/draft/", officer.draft, name="draft"),
    path("edition/<int:edition_id>/", officer.edition, name="edition"),
    path("edition/<int:edition_id>/line/<int:placement_id>/", officer.line, name="line"),
    path("edition/<int:edition_id>/line/<int:placement_id>/kartu.pdf", officer.line_card, name="line_card"),
    path("edition/<int:edition_id>/equals/<int:vacancy_id>/", officer.equals, name="equals"),
    path("edition/<int:edition_id>/movers/<int:vacancy_id>/", officer.movers, name="movers"),
    path("edition/<int:edition_id>/propose/", officer.propose, name="propose"),
    path("edition/<int:edition_id>/take-back/", officer.take_back, name="take_back"),
    path("edition/<int:edition_id>/publish/", officer.publish, name="publish"),
    path("edition/<int:edition_id>/approve/", approver.approve, name="approve"),
    path("edition/<int:edition_id>/send-back/", approver.send_back, name="send_back"),
    path("edition/<int:edition_id>/<str:table>.csv", exports.table, name="table"),
]
