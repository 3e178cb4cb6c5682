"""How certificates are spoken of: kinds, states in the words of the kind, custody, the steps of a history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from setara.kernel.certificates.state_words import StateCode, state_names
from setara.kernel.certificates.states import Custody, EntryKind, SheetStatus

Text = str | Promise

SHORT_KINDS: Mapping[Kind, Text] = {
    Kind.SPPT_SNI: _("SPPT-SNI"),
    Kind.BARCODE: _("GS1 barcode"),
    Kind.ISO: _("ISO system"),
    Kind.BATIKMARK: _("Batikmark"),
    Kind.TRADEMARK: _("Trademark"),
    Kind.COPYRIGHT: _("Copyright"),
    Kind.INDUSTRIAL_DESIGN: _("Industrial design"),
    Kind.PRODUCT_TEST: _("Product test"),
}

CUSTODY_WORDS: Mapping[Custody, Text] = {
    Custody.NOT_YET_ISSUED: _("Not yet issued by the body"),
    Custody.AT_BODY: _("At the issuing body"),
    Custody.AT_PROVINCE: _("At the provincial office"),
    Custody.AT_DISTRICT: _("At the district office"),
    Custody.WITH_OWNER: _("With the owner"),
    Custody.ELECTRONIC_ONLY: _("Electronic only"),
}

SHEET_WORDS: Mapping[SheetStatus, Text] = {
    SheetStatus.NONE: _("No sheet yet"),
    SheetStatus.ISSUED: _("Sheet issued"),
    SheetStatus.SUPERSEDED: _("Sheet superseded"),
    SheetStatus.WITHDRAWN: _("Sheet withdrawn"),
}

ENTRY_WORDS: Mapping[EntryKind, Text] = {
    EntryKind.RECORDED: _("Recorded in the register"),
    EntryKind.CORRECTED: _("Record corrected"),
    EntryKind.CUSTODY_MOVED: _("Original moved"),
    EntryKind.ORIGINAL_FILED: _("Copy of the original filed"),
    EntryKind.SUSPENDED: _("The body suspended it"),
    EntryKind.REINSTATED: _("The body lifted the suspension"),
    EntryKind.REVOKED: _("The body revoked it"),
    EntryKind.LAPSED: _("The body let it lapse"),
    EntryKind.SHEET_ISSUED: _("Verification sheet issued"),
    EntryKind.SHEET_SUPERSEDED: _("Verification sheet superseded"),
    EntryKind.SHEET_WITHDRAWN: _("Verification sheet withdrawn"),
}

OUTCOME_WORDS: Mapping[str, Text] = {
    "created": _("New in the register"),
    "updated": _("Changed the register"),
    "unchanged": _("Changed nothing"),
    "undecided": _("Undecided: somebody has to look"),
    "refused": _("Refused"),
}

REFUSAL_WORDS: Mapping[str, Text] = {
    "letter_in_future": _("The letter carries a date that has not come yet."),
    "before_issue": _("The decision would take effect before the certificate was issued."),
    "before_previous_decision": _("An earlier decision takes effect later than this one."),
    "not_suspended": _("The certificate is not suspended."),
    "already_suspended": _("The certificate is suspended already."),
    "already_revoked": _("The body has revoked the certificate; nothing follows that."),
    "already_lapsed": _("The certificate has ended; nothing follows that."),
    "no_sheet": _("No verification sheet stands for this certificate."),
    "sheet_exists": _("A verification sheet stands already."),
    "already_superseded": _("A corrected sheet has replaced this one already."),
    "already_withdrawn": _("The sheet is withdrawn already."),
    "nothing_changed": _("Nothing differs from the record; there is nothing to correct."),
    "not_correctable": _("A correction cannot change that; record another certificate instead."),
    "number_missing": _("The certificate needs its number."),
    "holder_missing": _("The certificate needs its holder."),
    "expiry_before_issue": _("The certificate would end before it was issued."),
    "number_taken": _("Another certificate of this body carries that number already."),
    "letter_number_missing": _("The number of the letter is missing."),
    "reason_missing": _("The reason is missing."),
    "issuer_missing": _("The issuing body is not recorded."),
    "district_missing": _("The district is not recorded."),
    "not_active": _("The body has suspended, revoked or ended it."),
    "custody_in_future": _("An original cannot have moved on a day that has not come yet."),
    "original_too_large": _("The file is larger than 20 MB. Scan it at a lower resolution."),
    "original_not_a_document": _("The file is no PDF, PNG or JPEG. Scan the original or print it to PDF."),
    "changed_meanwhile": _("The record changed while its sheet was made."),
}


def kind_name(kind: str) -> str:
    """Name a kind in the reader's language; an unknown code stands for itself."""
    if kind not in set(Kind):
        return kind
    names = KIND_NAMES[Kind(kind)]
    return names.id if get_language() == "id" else names.en


def status_word(kind: str | None, status: str) -> str:
    """Say the state in the words of the kind; without a kind in the general ones."""
    if status not in set(StateCode):
        return status
    names = state_names(Kind(kind) if kind in set(Kind) else Kind.ISO, StateCode(status))
    return names.id if get_language() == "id" else names.en


def entry_word(kind: str) -> Text:
    """Say what happened; an unknown code stands for itself."""
    return ENTRY_WORDS[EntryKind(kind)] if kind in set(EntryKind) else kind


def custody_word(custody: str) -> Text:
    """Say where the original is."""
    return CUSTODY_WORDS[Custody(custody)] if custody in set(Custody) else custody
