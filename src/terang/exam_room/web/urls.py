"""Addresses of the exam room. The token is what a candidate's browser holds; nothing else opens a sitting."""

from django.urls import path

from terang.exam_room.web import candidate

app_name = "room"
urlpatterns = [
    path("", candidate.door, name="door"),
    path("<str:token>/", candidate.sit, name="sit"),
    path("<str:token>/enter/", candidate.enter, name="enter"),
    path("<str:token>/paper.json", candidate.paper, name="paper"),
    path("<str:token>/answers/", candidate.answers, name="answers"),
]
