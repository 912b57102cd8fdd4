from django.urls import path

from terang.stages.objections.web import applicant, officer, public

app_name = "objections"
urlpatterns = [
    path("", officer.home, name="home"),
    path("next/", officer.take_next, name="take_next"),
    path("<int:objection_id>/", officer.examine, name="examine"),
    path("<int:objection_id>/take/", officer.take, name="take"),
    path("<int:objection_id>/give-back/", officer.give_back, name="give_back"),
    path("<int:objection_id>/uphold/", officer.uphold, name="uphold"),
    path("<int:objection_id>/reject/", officer.reject, name="reject"),
    path("own/", applicant.own, name="own"),
    path("own/<int:objection_id>/", applicant.own_objection, name="own_objection"),
    path("own/<int:objection_id>/withdraw/", applicant.withdraw, name="withdraw"),
    path("file/<int:application_id>/<slug:stage>/", applicant.file, name="file"),
    path("clock/<slug:code>/", public.clock, name="public"),
]
