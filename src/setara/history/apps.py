from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "setara.history"
    label = "history"
