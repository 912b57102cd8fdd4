from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "terang.base.mail"
    label = "mail"
