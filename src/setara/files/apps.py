from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "setara.files"
    label = "files"
