"""Long work: takes ids, repeatable."""

from django.utils import timezone

from setara.accounts.models import actor_named
from setara.issuance.acts.run import issue
from setara.platform.exclusive import HeldElsewhere
from setara.platform.tasks import task


@task
def issue_year(budget_year: int, actor_id: str) -> None:
    """Issue or resume what is missing for a year; where another process is at it, that one does it all."""
    try:
        issue(budget_year, actor=actor_named(actor_id), now=timezone.now)
    except HeldElsewhere:
        return
