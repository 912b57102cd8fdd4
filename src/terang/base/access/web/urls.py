"""Addresses of roles."""

from django.urls import path

from terang.base.access.web import administrator

app_name = "access"
urlpatterns = [
    path("", administrator.grants, name="grants"),
    path("<int:grant_id>/revoke/", administrator.revoke, name="revoke"),
]
