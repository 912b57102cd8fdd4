"""Addresses of accounts."""

from django.urls import path

from terang.base.identity.web import administrator, public

app_name = "identity"
urlpatterns = [
    path("", administrator.officials, name="officials"),
    path("<int:person_id>/close/", administrator.deactivate, name="deactivate"),
    path("enrol/<str:token>/", public.enrol, name="enrol"),
    path("secure/", public.secure, name="secure"),
]
