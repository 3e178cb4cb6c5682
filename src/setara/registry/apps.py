from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "setara.registry"
    label = "registry"
