from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "terang.stages.screening"
    label = "screening"
