from django.apps import AppConfig


class SequencingConfig(AppConfig):
    name = "terang.base.sequencing"
    label = "sequencing"
