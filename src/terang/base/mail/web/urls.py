"""Addresses of mail."""

from django.urls import path

from terang.base.mail.web import public

app_name = "mail"
urlpatterns = [path("", public.outbox, name="outbox")]
