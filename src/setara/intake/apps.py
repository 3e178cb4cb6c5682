from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "setara.intake"
    label = "intake"
