"""Addresses of long work."""

from django.urls import path

from terang.base.work.web import pages

app_name = "work"
urlpatterns = [
    path("<int:work_id>/", pages.progress, name="progress"),
    path("<int:work_id>/cancel/", pages.cancel, name="cancel"),
]
