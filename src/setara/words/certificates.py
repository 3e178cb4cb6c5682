"""How certificates are spoken of: kinds, states in the words of the kind, custody, the steps of a history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from setara.kernel.certificates.corrections import CorrectionState
from setara.kernel.certificates.kinds import KIND_NAMES, Kind, Names
from setara.kernel.certificates.next_step import NextStep
from setara.kernel.certificates.state_words import StateCode, state_names
from setara.kernel.certificates.states import Custody, SheetStatus
from setara.kernel.certificates.transfers import MoveOutcome

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

CUSTODY_GROUP_WORDS: Mapping[str, Text] = {
    "issued": _("Issued by the body"),
    "in_office": _("In the office's custody"),
}

HANDED_WORDS: Mapping[str, Text] = {"yes": _("Handed over"), "no": _("Not handed over")}

SHEET_WORDS: Mapping[SheetStatus, Text] = {
    SheetStatus.NONE: _("No sheet yet"),
    SheetStatus.ISSUED: _("Sheet issued"),
    SheetStatus.SUPERSEDED: _("Sheet superseded"),
    SheetStatus.WITHDRAWN: _("Sheet withdrawn"),
}

OUTCOME_WORDS: Mapping[str, Text] = {
    "created": _("New in the register"),
    "updated": _("Changed the register"),
    "unchanged": _("Changed nothing"),
    "undecided": _("Undecided: somebody has to look"),
    "refused": _("Refused"),
}

NEXT_STEP_WORDS: Mapping[NextStep, Text] = {
    NextStep.ASK_WHEN_LIFTED: _("Ask the body when it lifts the suspension"),
    NextStep.CLOSED: _("Closed by the body"),
    NextStep.ASK_RENEWAL: _("Expired: ask for the renewal"),
    NextStep.ISSUE_SHEET: _("Issue the verification sheet"),
    NextStep.AWAIT_ISSUE: _("Wait for the body to issue it"),
    NextStep.FETCH_ORIGINAL: _("Fetch the original from the body"),
    NextStep.HAND_OVER: _("Hand it over to the owner"),
    NextStep.HAND_OVER_BY_DISTRICT: _("Have the district hand it over"),
    NextStep.PREPARE_RENEWAL: _("Expires soon: prepare the renewal"),
    NextStep.NOTHING: _("Nothing to do"),
}

MOVE_WORDS: Mapping[MoveOutcome, Text] = {
    MoveOutcome.MOVED: _("Moved"),
    MoveOutcome.ALREADY_THERE: _("Was there already"),
    MoveOutcome.NOT_PERMITTED: _("Not moved: outside what you may move"),
    MoveOutcome.MOVED_BACK: _("Moved back"),
    MoveOutcome.MOVED_SINCE: _("Stays: it has moved again since"),
}

CORRECTION_WORDS: Mapping[CorrectionState, Text] = {
    CorrectionState.PROPOSED: _("Waiting"),
    CorrectionState.APPROVED: _("Approved"),
    CorrectionState.REJECTED: _("Rejected"),
    CorrectionState.WITHDRAWN: _("Withdrawn"),
}

REFUSAL_WORDS: Mapping[str, Text] = {
    "letter_in_future": _("The letter carries a date that has not come yet."),
    "before_issue": _("The decision would take effect before the certificate was issued."),
    "effective_too_far": _("The decision would take effect more than a year from now. Look at the year."),
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
    "not_open": _("Somebody has decided on this proposal already."),
    "other_person": _("Only whoever proposed it withdraws it; others reject it."),
    "no_change": _("The proposal changes nothing."),
    "record_changed_since": _("The record has changed since this was proposed. Reject it, and propose anew."),
    "already_proposed": _("The same correction is proposed already and waits."),
    "changed_while_shown": _("The record has changed since this form was opened. Look at it again before you propose."),
    "remark_missing": _("Say why it is rejected; whoever proposed it reads that."),
    "text_unclear": _(
        "A value is blank, damaged, too long or begins like a formula. Type it as it stands on the certificate."
    ),
    "custody_in_future": _("An original cannot have moved on a day that has not come yet."),
    "no_originals": _("No original is chosen that you may move."),
    "too_many_originals": _("That is more than 500 originals at once. Move them in several piles."),
    "already_undone": _("That was undone already."),
    "undo_too_late": _("That is longer ago than a day. Move the originals back instead; the history keeps both."),
    "moved_since": _("All of them have moved again since; there is nothing to undo."),
    "document_too_large": _("The file is larger than 20 MB. Scan it at a lower resolution."),
    "document_not_a_document": _("The file is no PDF, PNG or JPEG. Scan the original or print it to PDF."),
    "document_empty": _("The file is empty. Scan it again."),
    "document_damaged": _("The file is damaged or was cut off. Scan it again or print it to PDF."),
    "document_encrypted": _("The file is locked with a password. Save it without one, or print it to PDF."),
    "document_active": _("The PDF runs scripts or programs, or carries files. Print it to PDF and file that."),
    "document_too_many_pixels": _("The picture has more than 100 million pixels. Scan it at a lower resolution."),
    "document_too_complex": _("The PDF is too large inside to be looked at. Print it to PDF and file that."),
    "changed_meanwhile": _("The record changed while its sheet was made."),
}


def refusal_word(code: str) -> str:
    """Say why an act on a certificate is refused; an unknown code stands for itself."""
    return str(REFUSAL_WORDS.get(code, code))


def spoken(names: Names) -> str:
    """Choose the name in the reader's language; Indonesian where none is active."""
    return names.id if (get_language() or "id").startswith("id") else names.en


def kind_name(kind: str) -> str:
    """Name a kind in the reader's language; an unknown code stands for itself."""
    return spoken(KIND_NAMES[Kind(kind)]) if kind in set(Kind) else kind


def short_kind(kind: str) -> Text:
    """Name a kind as briefly as a list wants it; an unknown code stands for itself."""
    return SHORT_KINDS[Kind(kind)] if kind in set(Kind) else kind


def state_word(kind: Kind, state: StateCode) -> str:
    """Give the word for a state of a certificate, as its kind calls it, in the reader's language."""
    return spoken(state_names(kind, state))


def status_word(kind: str | None, status: str) -> str:
    """Say the state in the words of the kind; without a kind in the general ones."""
    if status not in set(StateCode):
        return status
    return state_word(Kind(kind) if kind in set(Kind) else Kind.ISO, StateCode(status))


def sheet_word(sheet: str) -> Text:
    """Say how the office's sheet stands; an unknown code stands for itself."""
    return SHEET_WORDS[SheetStatus(sheet)] if sheet in set(SheetStatus) else sheet


def custody_word(custody: str) -> Text:
    """Say where the original is, or name a group of such places; an unknown code stands for itself."""
    known = CUSTODY_WORDS[Custody(custody)] if custody in set(Custody) else custody
    return CUSTODY_GROUP_WORDS.get(custody, known)
