"""Addresses: which room answers where."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from terang.base.identity.web.public import sign_up

handler400 = "terang.base.ui.errors.bad_request"
handler403 = "terang.base.ui.errors.forbidden"
handler404 = "terang.base.ui.errors.not_found"
handler500 = "terang.base.ui.errors.broken"

ROOMS = {
    "planning": "planning/",
    "vacancies": "vacancies/",
    "applications": "apply/",
    "screening": "screening/",
    "exams": "exams/",
    "panels": "panels/",
    "ranking": "ranking/",
    "objections": "objections/",
    "publication": "",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/signup/", sign_up, name="account_signup"),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
for module, prefix in (
    ("terang.base.ui.urls", "gallery/"),
    ("terang.base.identity.web.urls", "people/"),
    ("terang.base.access.web.urls", "roles/"),
    ("terang.base.mail.web.urls", "outbox/"),
    ("terang.base.work.web.urls", "work/"),
    ("terang.exam_room.web.urls", "room/"),
    *((f"terang.stages.{room}.web.urls", prefix) for room, prefix in ROOMS.items()),
):
    try:
        found = find_spec(module) is not None
    except ModuleNotFoundError:
        found = False
    if found:
        urlpatterns.append(path(prefix, include(module)))

if not settings.TERANG.is_production:
    urlpatterns.append(path("demo/", include("terang.demonstration.web.urls")))
