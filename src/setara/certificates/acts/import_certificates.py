"""Import a list of certificates (*daftar sertifikat*)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from setara.accounts.permission import require
from setara.certificates.acts.other_documents import OtherDocuments
from setara.certificates.acts.recording import (
    COLUMNS,
    certificate_from,
    changes_to,
    column_values,
    combination,
    index,
    record_certificates,
)
from setara.certificates.counting import Combination
from setara.certificates.models import Certificate
from setara.intake.acts.importing import ImportOrder, ImportResult, Spoken, outcome_of_reading, run_import
from setara.intake.models import SourceRow
from setara.intake.outcomes import Outcome, Settled
from setara.kernel.access.acts import Act
from setara.kernel.certificates.numbers import number_key
from setara.kernel.certificates.states import SheetStatus
from setara.kernel.intake.likeness import name_key, nearly_equal
from setara.kernel.intake.questions import OTHER_DOCUMENT
from setara.kernel.intake.records import Problem, Record
from setara.registry.acts.import_businesses import contradicts, pair_problems
from setara.registry.acts.matching import BusinessIndex, LookAlikes, Named, Wanted
from setara.registry.acts.registering import business_from, save_businesses, save_pairs
from setara.registry.models import Business


def import_certificates(order: ImportOrder) -> ImportResult:
    """Import certificates from a file, whole or not at all; a holder not yet registered becomes a business.

    Raises NotPermitted, FileUnreadable, FileRefused.
    """
    require(order.actor, Act.IMPORT)
    return run_import(order, CertificateRegistrar(order.at, order.actor.id, order.context.today))


class CertificateRegistrar:
    """Settles records of certificates batch by batch; `since` is that of `Spoken`."""

    def __init__(self, at: dt.datetime, actor: str, on: dt.date, since: int | None = None) -> None:
        self.at, self.actor, self.on = at, actor, on
        self.spoken = Spoken(since)
        self.look_alikes = LookAlikes()
        self._start()

    def _start(self) -> None:
        self.spoken.start_batch()
        self.planned: list[tuple[Certificate | None, Outcome]] = []
        self.businesses: list[tuple[Business, int]] = []
        self.pairs: list[tuple[Business, Business | Named, str]] = []
        self.before: dict[int, Combination] = {}
        self.documents = OtherDocuments(self.at)

    def plan(self, records: Sequence[Record]) -> list[Settled]:
        """Decide what becomes of each record, without saving."""
        self._start()
        certain = [record for record in records if outcome_of_reading(record) is None]
        self.index = BusinessIndex.for_batch((_wanted(record) for record in certain), self.look_alikes)
        self.standing: dict[tuple[str, str], list[Certificate]] = defaultdict(list)
        keys = {number_key(str(record.values["number"])) for record in certain}
        for certificate in Certificate.objects.filter(number_key__in=keys).select_related("business").order_by("id"):
            self.standing[certificate.kind, certificate.number_key].append(certificate)
        return [self._settle(record) for record in records]

    def _settle(self, record: Record) -> Settled:
        if (outcome := outcome_of_reading(record)) is not None:
            self.planned.append((None, outcome))
            return Settled(record, outcome, record.problems)
        if record.values["kind"] == OTHER_DOCUMENT:
            return self._keep_document(record)
        key = (str(record.values["kind"]), number_key(str(record.values["number"])))
        same = _same_number(self.standing.get(key, []), record)
        if same is None:
            return self._create(record, key)
        changes = changes_to(same, record.values)
        is_second = same in self.spoken
        self.spoken.add(same)
        if not changes:
            self.planned.append((same, Outcome.UNCHANGED))
            return Settled(record, Outcome.UNCHANGED, record.problems)
        if code := _why_not_changed(same, record, changes, is_second=is_second):
            self.planned.append((None, Outcome.UNDECIDED))
            return Settled(record, Outcome.UNDECIDED, record.problems + _differences(record, same, changes, code))
        return self._correct(record, same, changes)

    def _correct(self, record: Record, certificate: Certificate, changes: tuple[str, ...]) -> Settled:
        if certificate.pk:
            self.before.setdefault(certificate.pk, combination(certificate))
        for name, value in column_values(record.values).items():
            setattr(certificate, name, value)
        index(certificate)
        self.planned.append((certificate, Outcome.UPDATED))
        return Settled(record, Outcome.UPDATED, record.problems, changes)

    def _keep_document(self, record: Record) -> Settled:
        business, problems = self._holder(record)
        outcome = self.documents.plan(record, business, len(self.planned))
        self.planned.append((None, outcome))
        return Settled(record, outcome, problems)

    def _holder(self, record: Record) -> tuple[Business, tuple[Problem, ...]]:
        """Find the holder among the businesses, or make one of what the record says of it."""
        wanted = _wanted(record)
        match = self.index.holder(wanted)
        if match.business is not None:
            return match.business, record.problems
        business = business_from(
            {"name": wanted.name, "nib": wanted.nib or None, "district_code": wanted.district_code or None,
             "product": record.values["product"]},
            self.at,
        )  # fmt: skip
        self.index.add(business)
        self.businesses.append((business, len(self.planned)))
        self.pairs += [(business, other, reason) for other, reason in match.pairs]
        return business, record.problems + pair_problems(record, "holder", match)

    def _create(self, record: Record, key: tuple[str, str]) -> Settled:
        business, problems = self._holder(record)
        certificate = certificate_from(record.values, self.at)
        certificate.business = business
        # A list that has no column for the district leaves it to the business that is registered.
        certificate.district_code = certificate.district_code or business.district_code
        self.standing[key].append(certificate)
        self.spoken.add(certificate)
        self.planned.append((certificate, Outcome.CREATED))
        return Settled(record, Outcome.CREATED, problems)

    def save(self, sources: Sequence[SourceRow | None]) -> None:
        """Save what was planned last."""
        save_businesses([(business, sources[place]) for business, place in self.businesses], [])
        save_pairs(self.pairs, self.at)
        self.documents.save(sources)
        planned = list(zip(self.planned, sources, strict=True))
        created = [(c, source) for (c, outcome), source in planned if c and outcome is Outcome.CREATED]
        for certificate, _ in created:
            certificate.business_id = certificate.business.pk
        corrected = [(c, source) for (c, outcome), source in planned if c and c.pk and outcome is Outcome.UPDATED]
        record_certificates(created, corrected, self.before.values(), actor=self.actor, at=self.at, on=self.on)


def _same_number(standing: Sequence[Certificate], record: Record) -> Certificate | None:
    """Of the certificates of one kind and number, the one of the same body, else the one of the same holder."""
    issuer = name_key(str(record.values["issuer"] or ""))
    for certificate in standing:
        if not issuer or certificate.issuer_key == issuer:
            return certificate
    for certificate in standing:
        if nearly_equal(certificate.holder, str(record.values["holder"])):
            return certificate
    return None


def _why_not_changed(
    certificate: Certificate, record: Record, changes: Sequence[str], *, is_second: bool
) -> str | None:
    """Say by a code why a row cannot change what is registered: a person decides."""
    if certificate.sheet != SheetStatus.NONE:
        return "already_issued"
    if not nearly_equal(certificate.holder, str(record.values["holder"])):
        return "number_of_another_holder"
    if is_second and contradicts(certificate, [COLUMNS[name] for name in changes]):
        return "rows_disagree"
    return None


def _differences(record: Record, certificate: Certificate, changes: Sequence[str], code: str) -> tuple[Problem, ...]:
    there = column_values({name: record.values[name] for name in changes})
    return tuple(
        Problem(
            cell=record.cells.get(name, ""),
            field=name,
            code=code,
            params={"registered": str(getattr(certificate, column) or "-"), "row": str(there[column])},
        )
        for name in changes
        for column in [COLUMNS[name]]
    )


def _wanted(record: Record) -> Wanted:
    values = record.values
    return Wanted(
        name=str(values["holder"]),
        nib=str(values["nib"] or ""),
        district_code=str(values["district_code"] or ""),
    )
