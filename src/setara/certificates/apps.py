from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "setara.certificates"
    label = "certificates"
