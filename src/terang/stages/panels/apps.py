from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "terang.stages.panels"
    label = "panels"
