from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "terang.stages.publication"
    label = "publication"
