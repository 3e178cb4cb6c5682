from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "setara.accounts"
    label = "accounts"
