from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    name = "terang.stages.vacancies"
    label = "vacancies"
