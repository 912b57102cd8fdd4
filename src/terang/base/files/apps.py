from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "terang.base.files"
    label = "files"
