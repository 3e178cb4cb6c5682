"""Approve a proposed correction: the record is corrected, and a sheet that stands is replaced."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require, require_still
from setara.certificates.acts.correcting import correct_record
from setara.certificates.acts.proposing import hold_correction, settle
from setara.certificates.models import Correction
from setara.issuance.acts.sheets import replace_sheet
from setara.issuance.making import Maker
from setara.issuance.models import Sheet
from setara.issuance.office import workshop
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.corrections import CorrectionState
from setara.kernel.certificates.states import SheetStatus


def approve_correction(
    correction_id: int, *, actor: Actor, at: dt.datetime, on: dt.date, remark: str = ""
) -> Correction:
    """Correct the record as another person proposed; its sheet, if one stands, is superseded by a new one.

    Of a certificate that moves to another district, both districts must lie within what was granted.
    Raises NotPermitted, CorrectionRefused, SheetRefused, Correction.DoesNotExist, KeyTrouble.
    """
    require(actor, Act.APPROVE_CORRECTION)
    # Made ready before the chain is held, for that takes longer than the whole act.
    stands = Sheet.objects.filter(certificate__corrections=correction_id, status=SheetStatus.ISSUED).exists()
    maker = Maker(workshop()) if stands else None
    with transaction.atomic():
        correction = hold_correction(correction_id, actor, Act.APPROVE_CORRECTION)
        certificate = correction.certificate
        settle(correction, CorrectionState.APPROVED, remark, actor=actor, at=at, on=on)
        sheet = Sheet.objects.select_for_update().filter(certificate=certificate, status=SheetStatus.ISSUED).first()
        if sheet is None:
            correct_record(certificate, correction.proposal.new, actor=actor.id, at=at, on=on)
        else:
            sheet.certificate = certificate
            maker = maker or Maker(workshop())
            replace_sheet(sheet, correction.proposal.new, correction.why, maker, actor=actor, at=at, on=on)
        require_still(actor, Act.APPROVE_CORRECTION, certificate.about)
    return correction
