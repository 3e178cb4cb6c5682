"""The worker process of `setara serve`: tasks from the database, and every minute what the day needs."""

import logging
import os
import signal
import sys
import threading
import time

import django

MINUTE, PAUSE = 60, 2


def main() -> None:
    """Work until stopped. A task that is cut off is repeatable: the next start takes it up again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "setara.conf.settings")
    django.setup()
    from django.db import DatabaseError, connection
    from django_tasks_db.management.commands.db_worker import Worker

    # Ctrl-C reaches the whole group; `serve` alone acts on it and sends SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    threading.Thread(target=_keep_days, daemon=True).start()
    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"setara-{os.getpid()}",
        excluded_queue_names=[],
    )
    while True:
        try:
            worker.run()
        except DatabaseError:
            logging.getLogger("setara.worker").exception("the database does not answer; tried again in a moment")
            connection.close()
            time.sleep(PAUSE)


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
