from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "terang.base.journal"
    label = "journal"
