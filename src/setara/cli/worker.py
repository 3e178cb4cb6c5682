"""The worker process of `setara serve`: tasks from the database, and every minute what the day needs."""

import logging
import os
import threading

import django

MINUTE = 60


def main() -> None:
    """Work until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "setara.conf.settings")
    django.setup()
    from django.core.management import call_command

    threading.Thread(target=_keep_days, daemon=True).start()
    call_command("db_worker", verbosity=0)


def _keep_days() -> None:
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from setara.issuance.keys import KeyTrouble
    from setara.issuance.tasks import keep_days

    wait = threading.Event()
    while True:
        try:
            keep_days(timezone.now())
        except (DatabaseError, KeyTrouble):
            logging.getLogger("setara.worker").exception("the daily work failed; it is tried again in a minute")
        close_old_connections()
        wait.wait(MINUTE)


if __name__ == "__main__":
    main()
