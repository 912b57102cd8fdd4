from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "terang.base.work"
    label = "work"
