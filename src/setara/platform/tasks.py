"""Long work, behind one name: Django's task interface on the database, SQLite and PostgreSQL alike."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

__all__ = ["is_asked_for", "task"]

BEGINS_WITHIN = dt.timedelta(seconds=10)
"""Between the worker's taking a task and its first deed; a task cut off later must not count as begun for ever."""


def is_asked_for(path: str, about: int | None = None) -> bool:
    """Say whether a task, by its dotted name, waits for the worker or has begun only just now.

    `about` restricts to those whose first argument it is.
    """
    just_begun = Q(status="RUNNING", started_at__gt=timezone.now() - BEGINS_WITHIN)
    asked = DBTaskResult.objects.filter(Q(status="READY") | just_begun, task_path=path)
    return (asked if about is None else asked.filter(args_kwargs__args__0=about)).exists()
