from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "terang.base.approvals"
    label = "approvals"
