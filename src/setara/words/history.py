"""What happened, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from setara.kernel.certificates.states import EntryKind
from setara.kernel.intake.merging import BusinessEntry
from setara.words.certificates import Text

ENTRY_WORDS: Mapping[str, Text] = {
    EntryKind.RECORDED: _("Recorded in the register"),
    EntryKind.CORRECTED: _("Record corrected"),
    EntryKind.CUSTODY_MOVED: _("Original moved"),
    EntryKind.ORIGINAL_FILED: _("Copy of the original filed"),
    EntryKind.HANDED_OVER: _("Handed over"),
    EntryKind.HANDOVER_UNDONE: _("Hand-over taken back"),
    EntryKind.CORRECTION_PROPOSED: _("Correction proposed"),
    EntryKind.CORRECTION_APPROVED: _("Correction approved"),
    EntryKind.CORRECTION_REJECTED: _("Correction rejected"),
    EntryKind.CORRECTION_WITHDRAWN: _("Proposed correction withdrawn"),
    EntryKind.SUSPENDED: _("The body suspended it"),
    EntryKind.REINSTATED: _("The body lifted the suspension"),
    EntryKind.REVOKED: _("The body revoked it"),
    EntryKind.LAPSED: _("The body let it lapse"),
    EntryKind.SHEET_ISSUED: _("Verification sheet issued"),
    EntryKind.SHEET_SUPERSEDED: _("Verification sheet superseded"),
    EntryKind.SHEET_WITHDRAWN: _("Verification sheet withdrawn"),
    BusinessEntry.MERGED: _("Another entry merged into it"),
    BusinessEntry.MERGED_AWAY: _("Merged into another entry"),
    BusinessEntry.PARTED: _("Merge undone"),
    BusinessEntry.KEPT_APART: _("Kept apart from a look-alike"),
    BusinessEntry.ASKED_AGAIN: _("Asked again whether they are two"),
    "ceremony.planned": _("Ceremony planned"),
    "ceremony.changed": _("Ceremony changed"),
    "ceremony.ordered": _("Envelopes numbered anew"),
    "ceremony.added": _("Certificate added to the ceremony"),
    "ceremony.staged": _("Stage chosen"),
    "ceremony.bundled": _("Bundles chosen"),
    "ceremony.desks_set": _("Desks set up"),
    "ceremony.helpers_set": _("Helpers of a desk named"),
    "ceremony.invited": _("Invitations made"),
    "ceremony.closed": _("Ceremony closed"),
    "guest.came": _("An invited business came"),
    "guest.taken_back": _("Attendance taken back"),
    "ceremony.record_filed": _("Signed record of hand-over filed"),
    "bundle.taken": _("Bundle taken along by a district"),
    "report.kept": _("Report of a desk kept for a decision"),
    "report.recorded": _("Report of a desk recorded"),
    "report.dismissed": _("Report of a desk dismissed"),
    "owner.reminded": _("Owner reminded"),
    "list.exported": _("List taken out as a file"),
    "figures.frozen": _("Figures frozen"),
    "nik.read": _("Identity number of the owner (NIK) read"),
    "mapping.confirmed": _("Columns of a form confirmed"),
    "mapping.revoked": _("Columns of a form no longer read so"),
    "upload.imported": _("Workbook imported on screen"),
    "grant.given": _("Role granted"),
    "grant.ended": _("Grant ended"),
    "account.made": _("Account made"),
    "account.closed": _("Account closed"),
    "account.opened": _("Account opened again"),
    "account.second_factor_taken": _("Second factor taken away, sessions signed out"),
}


def entry_word(kind: str) -> Text:
    """Say what happened; an unknown code stands for itself."""
    return ENTRY_WORDS.get(kind, kind)
