from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "setara.web"
    label = "web"

    def ready(self) -> None:
        """Hear of what allauth does."""
        from allauth.mfa.signals import authenticator_added

        from setara.web.sign_in import factor_was_set_up

        authenticator_added.connect(factor_was_set_up)
