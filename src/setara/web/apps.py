from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "setara.web"
    label = "web"
