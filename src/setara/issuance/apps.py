from django.apps import AppConfig


class IssuanceConfig(AppConfig):
    name = "setara.issuance"
    label = "issuance"
