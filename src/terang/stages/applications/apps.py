from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "terang.stages.applications"
    label = "applications"
