"""Addresses of the public pages, and of each person's own."""

from django.urls import path, register_converter

from terang.stages.publication.web import (
    about,
    applicant,
    checking,
    converters,
    feeds,
    front,
    lists,
    log,
    norms,
    official,
    own,
    rounds,
    search,
)

register_converter(converters.AgencyCode, "agency")
register_converter(converters.Code, "code")
register_converter(converters.SheetName, "sheet")

app_name = "publication"
ROUND = "<agency:agency>/<code:round>/"
urlpatterns = [
    path("", front.index, name="home"),
    path("cari/", search.search, name="search"),
    path("periksa/", about.check, name="verify"),
    path("periksa/bukti/", checking.check, name="check_receipt"),
    path("norms/", norms.index, name="norms"),
    path("norms/sources/", norms.sources, name="sources"),
    path("norms/<code:norm>.toml", norms.file, name="norm_file"),
    path("norms/<code:norm>/", norms.norm, name="norm"),
    path("norms/<code:norm>/<code:other>/", norms.comparison, name="norms_compared"),
    path("privasi/", about.privacy, name="privacy"),
    path("home/", own.home, name="own"),
    path("me/", applicant.mine, name="me"),
    path("me/<int:application_id>/", applicant.application, name="my_application"),
    path("me/<int:application_id>/kartu/<str:stage>.pdf", applicant.card, name="my_card"),
    path("desk/", official.desk, name="desk"),
    path("<agency:agency>/", front.agency, name="agency"),
    path("<agency:agency>/feed.atom", feeds.agency_feed, name="agency_feed"),
    path(ROUND, rounds.overview, name="round"),
    path(f"{ROUND}feed.atom", feeds.round_feed, name="round_feed"),
    path(f"{ROUND}log/", log.page, name="log"),
    path(f"{ROUND}log/<path:name>", log.file, name="log_file"),
    path(f"{ROUND}aturan/", rounds.rules, name="rules"),
    path(f"{ROUND}lowongan/<code:code>.json", rounds.vacancy_json, name="vacancy_json"),
    path(f"{ROUND}lowongan/<code:code>/", rounds.vacancy, name="vacancy"),
    path(f"{ROUND}<sheet:name>.csv", lists.sheet_csv, name="sheet_csv"),
    path(f"{ROUND}<sheet:name>.json", lists.sheet_json, name="sheet_json"),
    path(f"{ROUND}<sheet:name>/", lists.sheet, name="sheet"),
]
