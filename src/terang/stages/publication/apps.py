from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "terang.stages.publication"
    label = "publication"

    def ready(self) -> None:
        from terang.base.sequencing import running
        from terang.stages.publication.bundles import write_due

        running.after_publishing(write_due)
