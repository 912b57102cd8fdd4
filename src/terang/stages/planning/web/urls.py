"""Addresses of planning."""

from django.urls import path

from terang.stages.planning.web import approver, officer, planner, tables

app_name = "planning"
urlpatterns = [
    path("", officer.rounds, name="home"),
    path("open/", officer.open_round, name="open_round"),
    path("<int:round_id>/", officer.plan, name="round"),
    path("<int:round_id>/need.csv", officer.need_csv, name="need_csv"),
    path("<int:round_id>/formasi/", officer.formasi_list, name="formasi_list"),
    path("positions/<int:position_id>/", officer.position, name="position"),
    path("formasi/<int:formasi_id>/", officer.formasi, name="formasi"),
    path("<int:round_id>/base/", planner.base, name="base"),
    path("positions/<int:position_id>/staff/", planner.describe, name="describe"),
    path("positions/<int:position_id>/drop/", planner.drop_position, name="drop_position"),
    path("positions/<int:position_id>/formasi/", planner.write, name="write_formasi"),
    path("formasi/<int:formasi_id>/drop/", planner.drop_formasi, name="drop_formasi"),
    path("formasi/<int:formasi_id>/propose/", planner.propose, name="propose_formasi"),
    path("<int:round_id>/import/", tables.upload, name="upload"),
    path("import/<int:draft_id>/", tables.dry_run, name="dry_run"),
    path("import/example.csv", tables.example, name="example"),
    path("formasi/<int:formasi_id>/approve/", approver.approve, name="approve_formasi"),
    path("formasi/<int:formasi_id>/refuse/", approver.refuse, name="refuse_formasi"),
]
