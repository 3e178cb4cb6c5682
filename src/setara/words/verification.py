"""The answer of a check in words: sentence, next step, reasons and checks, for page, API and console alike."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials.findings import CheckName, Result
from setara.kernel.credentials.verdict import Outcome, Verdict

Text = str | Promise


class Tone(StrEnum):
    """What an outcome means at a glance; always beside its word."""

    GOOD = "good"
    WAIT = "wait"
    STOP = "stop"
    INFO = "info"


TONES: Mapping[Outcome, Tone] = {
    Outcome.CANNOT_CHECK: Tone.WAIT,
    Outcome.ALTERED: Tone.STOP,
    Outcome.UNKNOWN_HERE: Tone.WAIT,
    Outcome.WITHDRAWN: Tone.STOP,
    Outcome.SUPERSEDED: Tone.INFO,
    Outcome.REVOKED: Tone.STOP,
    Outcome.LAPSED: Tone.STOP,
    Outcome.SUSPENDED: Tone.WAIT,
    Outcome.EXPIRED: Tone.WAIT,
    Outcome.NOT_YET_VALID: Tone.WAIT,
    Outcome.VALID: Tone.GOOD,
}

SENTENCES: Mapping[Outcome, Text] = {
    Outcome.CANNOT_CHECK: _("This cannot be checked now"),
    Outcome.ALTERED: _("This has been altered"),
    Outcome.UNKNOWN_HERE: _("This office does not know this record"),
    Outcome.WITHDRAWN: _("The office withdrew this verification sheet"),
    Outcome.SUPERSEDED: _("A corrected sheet has replaced this one"),
    Outcome.REVOKED: _("The issuing body has withdrawn this certificate"),
    Outcome.LAPSED: _("This certificate is no longer in force"),
    Outcome.SUSPENDED: _("The issuing body has suspended this certificate"),
    Outcome.EXPIRED: _("This certificate has expired"),
    Outcome.NOT_YET_VALID: _("This certificate is not valid yet"),
    Outcome.VALID: _("This certificate is valid"),
}

SENTENCES_BY_KIND: Mapping[tuple[Outcome, Kind], Text] = {
    (Outcome.VALID, Kind.TRADEMARK): _("This trademark is registered"),
    (Outcome.VALID, Kind.INDUSTRIAL_DESIGN): _("This industrial design is registered"),
    (Outcome.VALID, Kind.COPYRIGHT): _("This work is recorded"),
    (Outcome.VALID, Kind.BARCODE): _("This GS1 membership is active"),
    (Outcome.VALID, Kind.PRODUCT_TEST): _("This test report is on record"),
    (Outcome.SUSPENDED, Kind.BARCODE): _("This GS1 membership is in arrears"),
    (Outcome.REVOKED, Kind.TRADEMARK): _("The registration of this trademark was removed or cancelled"),
    (Outcome.REVOKED, Kind.INDUSTRIAL_DESIGN): _("The registration of this design was cancelled"),
    (Outcome.REVOKED, Kind.COPYRIGHT): _("The recordation of this work was removed"),
    (Outcome.REVOKED, Kind.BARCODE): _("This GS1 membership was terminated"),
    (Outcome.REVOKED, Kind.PRODUCT_TEST): _("The laboratory took this test report back"),
    (Outcome.LAPSED, Kind.TRADEMARK): _("The protection of this trademark has ended"),
    (Outcome.LAPSED, Kind.INDUSTRIAL_DESIGN): _("The protection of this design has ended"),
    (Outcome.LAPSED, Kind.COPYRIGHT): _("The recordation of this work has ended"),
    (Outcome.LAPSED, Kind.BARCODE): _("This GS1 membership has ended"),
    (Outcome.EXPIRED, Kind.TRADEMARK): _("The protection of this trademark has ended"),
    (Outcome.EXPIRED, Kind.INDUSTRIAL_DESIGN): _("The protection of this design has ended"),
    (Outcome.EXPIRED, Kind.BARCODE): _("This GS1 membership has ended"),
}

NEXT_STEPS: Mapping[Outcome, Text] = {
    Outcome.CANNOT_CHECK: _("Try again later, or hold out the sheet's PDF or QR code instead."),
    Outcome.ALTERED: _("Do not rely on it. Ask the holder for the sheet as the office signed it, and tell the office."),
    Outcome.UNKNOWN_HERE: _(
        "Unknown here does not mean false: another office or the issuing body may know it. "
        "Ask the body named on the certificate."
    ),
    Outcome.WITHDRAWN: _("Ask the office or the issuing body; the certificate itself may still stand."),
    Outcome.SUPERSEDED: _("Ask for the new sheet, or open it here."),
    Outcome.REVOKED: _("Do not rely on this certificate. The issuing body tells you more."),
    Outcome.LAPSED: _("Ask the holder for a certificate that is in force."),
    Outcome.SUSPENDED: _("Ask the issuing body whether and when the suspension will be lifted."),
    Outcome.EXPIRED: _("Ask the holder whether it was renewed."),
    Outcome.NOT_YET_VALID: _("Look again on the day on which it begins."),
    Outcome.VALID: _("Compare name, number and motif with the paper before you."),
}

CHECK_NAMES: Mapping[CheckName, Text] = {
    CheckName.SIGNATURE: _("Signature of the data"),
    CheckName.ISSUER: _("Sheet made by this office"),
    CheckName.REGISTER_DIGEST: _("Same as recorded at issue"),
    CheckName.STATUS: _("State in the register today"),
    CheckName.VALIDITY: _("Dates of validity"),
    CheckName.PDF_SIGNATURE: _("Seal of the PDF page"),
    CheckName.PDF_COVERAGE: _("Seal covers the whole PDF"),
}

RESULT_WORDS: Mapping[Result, Text] = {
    Result.PASSED: _("passed"),
    Result.FAILED: _("failed"),
    Result.NOT_CHECKED: _("not checked"),
}

NO_FORM = _("It does not have the form of what this office issues.")

REASONS: Mapping[str, Text] = {
    "valid_record": _("The record stands in the office's register."),
    "valid_online": _("Signature and register agree."),
    "valid_by_list": _("The signature holds and the signed status list is clear; the register was not asked."),
    "valid_offline": _("The signature holds; the state of today was not checked."),
    "genuine": _("The signature holds."),
    "signature_mismatch": _("The signature does not fit: something was changed after signing."),
    "malformed_proof": _("The proof is damaged or was changed."),
    "malformed_signature": _("The signature is damaged or was changed."),
    "high_s": _("The signature was changed after signing."),
    "no_proof": _("There is no signature in it."),
    "wrong_purpose": _("The signature was made for another purpose."),
    "context_differs": _("The terms of the data differ from those that were signed."),
    "unknown_context": _("It uses terms that this office never used."),
    "unknown_key": _("It was signed by a key that is not this office's."),
    "unknown_suite": _("It was signed in a way that this office does not use."),
    "this_office": _("Made by this office."),
    "issuer_differs": _("It names another maker than this office."),
    "other_host": _("The QR code leads to another address than the office's."),
    "another_document": _("This is another kind of document of this office, not a certificate."),
    "unreadable": _("It could not be read."),
    "recorded_at_issue": _("Exactly what the office recorded when it issued the sheet."),
    "not_in_register": _("The office's register does not hold it."),
    "digest_not_recorded": _("It differs from what the office recorded when it issued the sheet."),
    "file_not_recorded": _("The file differs from the one that the office issued."),
    "facts_genuine_page_not": _("The facts inside are genuine, but the page around them is not the office's."),
    "not_trusted": _("Left out, since the signature does not hold."),
    "register_only": _("You opened the record itself; nothing was held out to compare it with."),
    "no_credential": _("No signed data were held out."),
    "offline": _("The register was not asked."),
    "no_list": _("No status list was at hand."),
    "list_unusable": _("The status list could not be used."),
    "list_out_of_date": _("The status list is out of date."),
    "listed_clear": _("The signed status list names no suspension and no withdrawal."),
    "listed_revoked": _("The signed status list says: withdrawn or replaced."),
    "listed_suspended": _("The signed status list says: suspended."),
    "state_active": _("In force in the register."),
    "state_suspended": _("The body suspended it."),
    "state_lapsed": _("The body let it end."),
    "state_revoked": _("The body withdrew it."),
    "state_superseded": _("A corrected sheet has replaced it."),
    "state_withdrawn": _("The office withdrew its sheet."),
    "in_force": _("Today lies within its dates."),
    "no_end_named": _("The certificate names no end."),
    "expiry_day_past": _("Its last day has passed."),
    "issue_day_ahead": _("Its first day has not come yet."),
    "not_a_pdf": _("No PDF was held out."),
    "no_signature": _("The PDF carries no seal."),
    "several_signatures": _("The PDF carries more than one seal."),
    "page_changed": _("The page was changed after it was sealed."),
    "signed_by_office": _("Sealed by the office's document key."),
    "signer_unknown": _("Sealed by a key that is not this office's."),
    "attachment_missing": _("The signed data are missing from the PDF."),
    "attachment_several": _("The PDF carries signed data more than once."),
    "attachment_not_covered": _("The signed data were added after the page was sealed."),
    "whole_file": _("The seal covers the whole file."),
    "not_whole_file": _("Something was added after the page was sealed."),
    "names_another_office": _("It does not name this office."),
    "not_issued": _("The record exists, but no sheet was issued for it."),
    "no_such_record": _("No record lies under this address."),
    "not_looked_at": _("The decisive parts could not be looked at."),
    "file_unreadable": _("The file could not be read."),
    "file_too_large": _("The file is larger than 20 MB."),
    "file_encrypted": _("The file is locked by a password."),
    "register_unreachable": _("The register does not answer at the moment."),
    "no_keys": _("This installation has no keys yet."),
}
"""Every reason and detail that `kernel.credentials` gives for a certificate; parsing faults share one sentence."""


def sentence(outcome: Outcome, kind: Kind | None) -> Text:
    """Say the outcome in one sentence, in the words of the kind."""
    return (SENTENCES_BY_KIND.get((outcome, kind)) if kind else None) or SENTENCES[outcome]


def reason_text(code: str) -> Text:
    """Say a reason or detail; the many ways of being malformed are one sentence."""
    return REASONS.get(code, NO_FORM)


def spoken_answer(verdict: Verdict) -> tuple[str, str, str]:
    """Say a verdict as sentence, reason and next step, in the language that is active."""
    return str(SENTENCES[verdict.outcome]), str(reason_text(verdict.reason)), str(NEXT_STEPS[verdict.outcome])
