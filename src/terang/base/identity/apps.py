from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "terang.base.identity"
    label = "identity"
