"""Prepare an installation: address and secrets fixed, database migrated, keys made."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from setara.issuance.acts.status_lists import publish_lists
from setara.issuance.keys import make_keys
from setara.issuance.models import StatusList
from setara.issuance.office import keys_folder
from setara.platform.environment import UnsafeSetting
from setara.platform.exclusive import only_one
from setara.platform.installation import found


def found_office() -> list[str]:
    """Prepare everything that later verbs need; what stands stays. Returns the names of keys made."""
    with only_one("init", Path(settings.DATA), patient=True):
        _fix_address_and_secrets()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        made = make_keys(keys_folder(), settings.KEY_PASSPHRASE, settings.OFFICE_ID, timezone.now())
        if not StatusList.objects.exists():
            publish_lists(timezone.now())
    return made


def _fix_address_and_secrets() -> None:
    """Write what is fixed once. In production the secrets stay in the environment, not beside the data."""
    secrets = ("", "") if settings.PRODUCTION else (settings.SECRET_KEY, settings.KEY_PASSPHRASE)
    standing = found(Path(settings.DATA), settings.BASE_URL, *secrets)
    if standing.base_url != settings.BASE_URL:
        raise UnsafeSetting(f"SETARA_BASE_URL: this installation was just made for {standing.base_url}")
    settings.KEY_PASSPHRASE = standing.key_passphrase or settings.KEY_PASSPHRASE
