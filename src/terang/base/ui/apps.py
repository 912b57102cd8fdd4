"""The app that holds layout, components and style sheet."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Label `ui`: templates under `ui/`, static files under `ui/`."""

    name = "terang.base.ui"
    label = "ui"
