from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """Knows every room's acts, so that a history can name whatever happened."""

    name = "terang.base.journal"
    label = "journal"

    def ready(self) -> None:
        autodiscover_modules("acts")
