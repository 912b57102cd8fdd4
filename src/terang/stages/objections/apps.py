from django.apps import AppConfig


class ObjectionsConfig(AppConfig):
    name = "terang.stages.objections"
    label = "objections"
