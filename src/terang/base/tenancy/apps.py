from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "terang.base.tenancy"
    label = "tenancy"
