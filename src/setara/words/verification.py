"""Words for the answer to a check: outcomes, reasons, next steps, findings. Codes come from the kernel.

"Unknown here" never says fake, a gap never counts as a pass, and a body's decision is called as that kind calls it.
"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from setara.kernel.certificates.state_words import StateCode
from setara.kernel.credentials.findings import CheckName, Result
from setara.kernel.credentials.verdict import Outcome, Verdict
from setara.words.certificates import spoken, state_word

OUTCOMES: dict[Outcome, Promise] = {
    Outcome.CANNOT_CHECK: _("This cannot be checked now."),
    Outcome.ALTERED: _("This was altered. Do not rely on it."),
    Outcome.UNKNOWN_HERE: _("This is not known to this office."),
    Outcome.WITHDRAWN: _("The office has withdrawn this verification sheet."),
    Outcome.SUPERSEDED: _("This verification sheet was replaced by a corrected one."),
    Outcome.REVOKED: _("The issuing body has ended this certificate."),
    Outcome.LAPSED: _("This certificate was not kept up and has lapsed."),
    Outcome.SUSPENDED: _("The issuing body has suspended this certificate."),
    Outcome.EXPIRED: _("This certificate has expired."),
    Outcome.NOT_YET_VALID: _("This certificate is not valid yet."),
    Outcome.VALID: _("This certificate is valid."),
}

NEXT_STEPS: dict[Outcome, Promise] = {
    Outcome.CANNOT_CHECK: _("Try again later, or look the number up on the office's site."),
    Outcome.ALTERED: _(
        "Ask the holder for the original, and look the number up on the office's site. Tell the office where you "
        "received this."
    ),
    Outcome.UNKNOWN_HERE: _(
        "It may come from another office: that does not make it false. Ask the body named on it, or check the address."
    ),
    Outcome.WITHDRAWN: _("Ask the holder for the body's own certificate, or ask the office."),
    Outcome.SUPERSEDED: _("Ask the holder for the new sheet."),
    Outcome.REVOKED: _("Do not rely on it. Ask the issuing body if you need the decision."),
    Outcome.LAPSED: _("Ask the holder whether it was renewed, or ask the issuing body."),
    Outcome.SUSPENDED: _("Do not rely on it while it is suspended. Check again later or ask the issuing body."),
    Outcome.EXPIRED: _("Ask the holder whether it was renewed."),
    Outcome.NOT_YET_VALID: _("Check again on the day on which it begins."),
    Outcome.VALID: _("Compare holder, number and product with what you have before you."),
}

KIND_OUTCOMES: dict[Outcome, StateCode] = {
    Outcome.REVOKED: StateCode.REVOKED,
    Outcome.LAPSED: StateCode.LAPSED,
    Outcome.SUSPENDED: StateCode.SUSPENDED,
    Outcome.EXPIRED: StateCode.EXPIRED,
}
"""Outcomes for which each kind of certificate has its own word."""

VALID_BY_KIND: dict[Kind, Promise] = {
    Kind.TRADEMARK: _("This trademark is registered."),
    Kind.INDUSTRIAL_DESIGN: _("This industrial design is registered."),
    Kind.COPYRIGHT: _("This work is recorded."),
    Kind.BARCODE: _("This GS1 membership is active."),
    Kind.PRODUCT_TEST: _("This test report was issued."),
}
"""Kinds of which nobody says that they are valid."""

CHECKS: dict[CheckName, Promise] = {
    CheckName.SIGNATURE: _("Signature of the facts"),
    CheckName.ISSUER: _("Who signed"),
    CheckName.REGISTER_DIGEST: _("Same as recorded at issue"),
    CheckName.STATUS: _("State today"),
    CheckName.VALIDITY: _("Dates"),
    CheckName.PDF_SIGNATURE: _("Seal of the page"),
    CheckName.PDF_COVERAGE: _("Seal covers the whole file"),
}

RESULTS: dict[Result, Promise] = {
    Result.PASSED: _("passed"),
    Result.FAILED: _("failed"),
    Result.NOT_CHECKED: _("not checked"),
}

_DAMAGED = _("The content is damaged, or something was added to it.")
_FOREIGN_FORM = _("It does not have the form in which this office writes.")
_NO_CODE = _("The digits are incomplete, or a digit was changed.")

CODES: dict[str, Promise] = {
    "genuine": _("The facts are signed by this office and unchanged."),
    **dict.fromkeys(
        ("too_large", "not_utf8", "not_json", "too_deep", "duplicate_member", "number", "text"),
        _DAMAGED,
    ),
    **dict.fromkeys(("not_a_credential", "slug", "malformed_proof", "wrong_purpose"), _FOREIGN_FORM),
    "unknown_context": _("It uses terms that this office never uses."),
    "context_differs": _("The meaning of its terms was changed."),
    "no_proof": _("It carries no signature."),
    "unknown_suite": _("It is signed in a way that this office never uses."),
    "unknown_key": _("It is signed with a key that is not this office's."),
    "malformed_signature": _("The signature itself is damaged."),
    "signature_mismatch": _("The signature does not fit the content: something was changed."),
    "high_s": _("The signature itself was changed."),
    **dict.fromkeys(
        ("not_digits", "digits_length", "digits_range", "cwt_length", "not_cbor", "not_canonical_cbor"), _NO_CODE
    ),
    **dict.fromkeys(("not_a_qr_text", "not_a_cwt", "claims"), _FOREIGN_FORM),
    "insecure_page": _("This page was not opened over a secure connection, so the browser cannot check signatures."),
    "register_only": _("Only the register was asked; no signed copy was shown."),
    "no_credential": _("The file carries no signed facts."),
    "this_office": _("This office signed it."),
    "issuer_differs": _("It is signed with this office's key, but names another issuer."),
    "other_host": _("The facts are this office's, but the code leads to another address."),
    "unreadable": _("It could not be read so far."),
    "not_trusted": _("Not looked at, because nothing was shown to be genuine."),
    "another_document": _("It is a genuine document of this office, but no certificate."),
    "offline": _("Not asked, because this check was made without a network."),
    "not_in_register": _("The register knows nothing of it."),
    "digest_not_recorded": _("It is signed, but it is not what was recorded at issue."),
    "file_not_recorded": _("This is not the file that was issued."),
    "recorded_at_issue": _("It is exactly what was recorded at issue."),
    "state_active": _("In force according to the register."),
    "state_suspended": _("The issuing body has suspended it."),
    "state_lapsed": _("It was not kept up and has lapsed."),
    "state_revoked": _("The issuing body has ended it."),
    "state_superseded": _("The office has replaced this sheet by a corrected one."),
    "state_withdrawn": _("The office has withdrawn this sheet."),
    "listed_clear": _("Neither ended nor suspended according to the status lists."),
    "listed_suspended": _("Suspended according to the status list."),
    "listed_revoked": _("Ended, lapsed, withdrawn or replaced according to the status list."),
    "no_list": _("No status list was at hand, so today's state is not known."),
    **dict.fromkeys(
        ("list_unusable", "not_this_list", "status_list_encoding", "status_list_length"),
        _("The status list at hand does not verify, so today's state is not known."),
    ),
    "list_out_of_date": _("The status list at hand is out of date, so today's state is not known."),
    "in_force": _("Today lies within its dates."),
    "no_end_named": _("The certificate names no end."),
    "expiry_day_past": _("Its expiry day has passed."),
    "issue_day_ahead": _("Its date of issue lies ahead."),
    "not_a_pdf": _("No PDF was shown."),
    "no_signature": _("The page carries no seal."),
    "several_signatures": _("The file carries more than one signature; this office seals once."),
    "page_changed": _("The page was changed after it was sealed."),
    "not_strictly_readable": _("The file was changed or damaged after it was made: no issued file is built like this."),
    "signer_unknown": _("The page is sealed with a key that is not this office's."),
    "signed_by_office": _("The page is sealed by this office and unchanged."),
    "attachment_missing": _("The file carries no signed facts."),
    "attachment_several": _("The file carries several sets of facts."),
    "attachment_not_covered": _("The facts were put into the file after it was sealed."),
    "not_whole_file": _("Something was added to the file after it was sealed."),
    "whole_file": _("The seal covers the whole file, facts included."),
    "facts_genuine_page_not": _("The facts inside are genuine, but the page around them is not this office's."),
    "names_another_office": _("Nothing in it names this office."),
    "no_such_record": _("The register has no record at this address."),
    "not_issued": _("No verification sheet was issued for this record."),
    "not_looked_at": _("Not enough could be checked to give an answer."),
    "valid_record": _("So says the register today. No signed copy was checked."),
    "valid_online": _("The signature holds, and the register confirms it today."),
    "valid_by_list": _("The signature holds, and the status lists at hand confirm it. The register was not asked."),
    "valid_offline": _("The signature holds. Whether it was suspended or ended since is not known without a network."),
    "file_unreadable": _("The file cannot be read."),
    "file_too_large": _("The file is too large to be checked."),
    "file_encrypted": _("The file is locked with a password."),
    "register_unreachable": _("The register cannot be asked now."),
    "no_keys": _("This installation has no keys to check with."),
}


def spoken_answer(verdict: Verdict, kind: Kind | None = None) -> list[str]:
    """Say an answer in three sentences: the outcome, why, and what to do next."""
    return [outcome_sentence(verdict.outcome, kind), code_sentence(verdict.reason), next_step(verdict.outcome)]


def outcome_sentence(outcome: Outcome, kind: Kind | None = None) -> str:
    """Say an outcome, as the kind calls it where it has words of its own (*terdaftar, menunggak, dibatalkan* …)."""
    if kind is not None and outcome in KIND_OUTCOMES:
        return str(_("This certificate is %(state)s.") % {"state": state_word(kind, KIND_OUTCOMES[outcome])})
    if kind in VALID_BY_KIND and outcome is Outcome.VALID:
        return str(VALID_BY_KIND[kind])
    return str(OUTCOMES[outcome])


def has_own_sentence(outcome: Outcome, kind: Kind) -> bool:
    """Say whether a kind has its own sentence for an outcome."""
    return outcome in KIND_OUTCOMES or (outcome is Outcome.VALID and kind in VALID_BY_KIND)


def next_step(outcome: Outcome) -> str:
    """Say what the reader can do."""
    return str(NEXT_STEPS[outcome])


def code_sentence(code: str) -> str:
    """Say a reason or a check's detail."""
    return str(CODES[code])


def browser_words(districts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give what the verification page's script needs by key; `districts` are codes with their names."""
    return {
        **{f"kind.{kind}": spoken(names) for kind, names in KIND_NAMES.items()},
        **{f"district.{code}": name for code, name in districts},
        **{f"check.{check}": str(name) for check, name in CHECKS.items()},
        **{f"result.{result}": str(name) for result, name in RESULTS.items()},
        **{f"code.{code}": str(sentence) for code, sentence in CODES.items()},
    }
