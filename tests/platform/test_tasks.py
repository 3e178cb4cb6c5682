import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from setara.platform.tasks import is_asked_for


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "seconds", "asked"),
    [("READY", None, True), ("RUNNING", 1, True), ("RUNNING", 60, False), ("SUCCESSFUL", 1, False)],
)
def test_task_is_asked_for_until_it_is_at_work(status, seconds, asked):
    started = seconds and timezone.now() - dt.timedelta(seconds=seconds)
    DBTaskResult.objects.create(
        status=status, started_at=started, task_path="a.task", args_kwargs={}, run_after=timezone.now()
    )
    assert is_asked_for("a.task") is asked
    assert not is_asked_for("another.task")
