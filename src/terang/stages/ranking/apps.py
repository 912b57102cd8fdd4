from django.apps import AppConfig


class RankingConfig(AppConfig):
    name = "terang.stages.ranking"
    label = "ranking"

    def ready(self) -> None:
        """Make the acts of this room known."""
        from terang.stages.ranking import acts  # noqa: F401
