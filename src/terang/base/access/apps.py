from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "terang.base.access"
    label = "access"
