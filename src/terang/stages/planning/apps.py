from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "terang.stages.planning"
    label = "planning"
