"""Try one failed row of a run again, after somebody mended what it lacked."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.history.store import hold_chain
from setara.issuance.acts.decide import publish_for
from setara.issuance.acts.run import job_of, keep
from setara.issuance.making import Maker
from setara.issuance.models import RunRow, RunState
from setara.issuance.office import workshop
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.platform.exclusive import only_one


def retry_row(run_id: int, row_id: int, *, actor: Actor, at: dt.datetime) -> RunRow | None:
    """Make the sheet of a failed row and keep it, or keep the new reason; None where no such row has failed.

    Repeatable: a row that is done stays as it is. Raises NotPermitted, HeldElsewhere where a run is at it, KeyTrouble.
    """
    require(actor, Act.ISSUE)
    with only_one("issue", Path(settings.DATA)), transaction.atomic():
        hold_chain()
        require_still(actor, Act.ISSUE)
        failed = RunRow.objects.select_for_update().filter(pk=row_id, run=run_id, state=RunState.FAILED)
        row = failed.select_related("certificate", "run").first()
        if row is None:
            return None
        failed.update(state=RunState.PLANNED, reason="")
        keep(row.run, [Maker(workshop()).make(job_of(row, at))], actor, at)
        publish_for(row.certificate_id, at)
        row.refresh_from_db()
    return row
