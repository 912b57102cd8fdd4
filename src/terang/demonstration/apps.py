from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "terang.demonstration"
    label = "demonstration"
