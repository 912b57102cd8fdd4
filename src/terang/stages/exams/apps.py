from django.apps import AppConfig


class ExamsConfig(AppConfig):
    name = "terang.stages.exams"
    label = "exams"
