"""Addresses that exist in demonstrations only."""

from django.urls import path

from terang.demonstration.web import public

app_name = "demonstration"
urlpatterns = [
    path("", public.roles, name="roles"),
    path("<int:person_id>/", public.sign_in, name="sign_in"),
]
