"""How certificates are spoken of: kinds, states in the words of the kind, custody, the steps of a history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from setara.kernel.certificates.states import Custody, EntryKind, SheetStatus, Status

Text = str | Promise

CONFORMITY: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("certificate", "active"),
    Status.SUSPENDED: pgettext_lazy("certificate", "suspended"),
    Status.REVOKED: pgettext_lazy("certificate", "withdrawn by the body"),
    Status.LAPSED: pgettext_lazy("certificate", "no longer in force"),
}
TRADEMARK: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("trademark", "registered"),
    Status.SUSPENDED: pgettext_lazy("trademark", "suspended"),
    Status.REVOKED: pgettext_lazy("trademark", "removed or cancelled"),
    Status.LAPSED: pgettext_lazy("trademark", "ended"),
}
DESIGN: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("design", "registered"),
    Status.SUSPENDED: pgettext_lazy("design", "suspended"),
    Status.REVOKED: pgettext_lazy("design", "cancelled"),
    Status.LAPSED: pgettext_lazy("design", "ended"),
}
COPYRIGHT: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("copyright", "recorded"),
    Status.SUSPENDED: pgettext_lazy("copyright", "suspended"),
    Status.REVOKED: pgettext_lazy("copyright", "removed"),
    Status.LAPSED: pgettext_lazy("copyright", "ended"),
}
MEMBERSHIP: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("membership", "active"),
    Status.SUSPENDED: pgettext_lazy("membership", "in arrears"),
    Status.REVOKED: pgettext_lazy("membership", "terminated"),
    Status.LAPSED: pgettext_lazy("membership", "ended"),
}
TEST_REPORT: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("test report", "on record"),
    Status.SUSPENDED: pgettext_lazy("test report", "suspended"),
    Status.REVOKED: pgettext_lazy("test report", "taken back by the laboratory"),
    Status.LAPSED: pgettext_lazy("test report", "no longer in force"),
}
STATUS_WORDS: Mapping[Kind, Mapping[Status, Text]] = {
    Kind.SPPT_SNI: CONFORMITY,
    Kind.ISO: CONFORMITY,
    Kind.BATIKMARK: CONFORMITY,
    Kind.TRADEMARK: TRADEMARK,
    Kind.INDUSTRIAL_DESIGN: DESIGN,
    Kind.COPYRIGHT: COPYRIGHT,
    Kind.BARCODE: MEMBERSHIP,
    Kind.PRODUCT_TEST: TEST_REPORT,
}
"""Words of the state by kind, as the bodies and the office say them (programme practice, unverified by a text)."""

ANY_KIND: Mapping[Status, Text] = {
    Status.ACTIVE: pgettext_lazy("any kind", "in force"),
    Status.SUSPENDED: pgettext_lazy("any kind", "suspended"),
    Status.REVOKED: pgettext_lazy("any kind", "withdrawn or removed by the body"),
    Status.LAPSED: pgettext_lazy("any kind", "ended"),
}

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
    EntryKind.SUSPENDED: _("The body suspended it"),
    EntryKind.REINSTATED: _("The body lifted the suspension"),
    EntryKind.REVOKED: _("The body withdrew it"),
    EntryKind.LAPSED: _("The body let it end"),
    EntryKind.SHEET_ISSUED: _("Verification sheet issued"),
    EntryKind.SHEET_SUPERSEDED: _("Verification sheet superseded"),
    EntryKind.SHEET_WITHDRAWN: _("Verification sheet withdrawn"),
}

REFUSAL_WORDS: Mapping[str, Text] = {
    "letter_in_future": _("The letter carries a date that has not come yet."),
    "before_issue": _("The decision would take effect before the certificate was issued."),
    "before_previous_decision": _("An earlier decision takes effect later than this one."),
    "not_suspended": _("The certificate is not suspended."),
    "already_suspended": _("The certificate is suspended already."),
    "already_revoked": _("The body has withdrawn the certificate; nothing follows that."),
    "already_lapsed": _("The certificate has ended; nothing follows that."),
    "no_sheet": _("No verification sheet stands for this certificate."),
    "sheet_exists": _("A verification sheet stands already."),
}


def kind_name(kind: str) -> str:
    """Name a kind in the reader's language; an unknown code stands for itself."""
    if kind not in set(Kind):
        return kind
    names = KIND_NAMES[Kind(kind)]
    return names.id if get_language() == "id" else names.en


def status_word(kind: str, status: str) -> Text:
    """Say the state in the words of the kind."""
    if status not in set(Status):
        return status
    words = STATUS_WORDS[Kind(kind)] if kind in set(Kind) else ANY_KIND
    return words[Status(status)]


def entry_word(kind: str) -> Text:
    """Say what happened; an unknown code stands for itself."""
    return ENTRY_WORDS[EntryKind(kind)] if kind in set(EntryKind) else kind


def custody_word(custody: str) -> Text:
    """Say where the original is."""
    return CUSTODY_WORDS[Custody(custody)] if custody in set(Custody) else custody
