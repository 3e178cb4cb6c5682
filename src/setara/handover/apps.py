from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "setara.handover"
    label = "handover"
