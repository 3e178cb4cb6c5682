from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "setara.reporting"
    label = "reporting"
