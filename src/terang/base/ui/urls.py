"""Pages of the house itself: the gallery of components, accessibility, source code."""

from django.urls import path

from terang.base.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("source/", views.source, name="source"),
]
