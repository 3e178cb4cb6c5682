"""What one check found, in codes."""

from dataclasses import dataclass
from enum import StrEnum


class CheckName(StrEnum):
    """The seven checks, in the order in which an answer lists them."""

    SIGNATURE = "signature"
    ISSUER = "issuer"
    REGISTER_DIGEST = "register_digest"
    STATUS = "status"
    VALIDITY = "validity"
    PDF_SIGNATURE = "pdf_signature"
    PDF_COVERAGE = "pdf_coverage"


class Result(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """How a check ended and, as a code, why."""

    result: Result
    detail: str

    @property
    def has_passed(self) -> bool:
        return self.result is Result.PASSED

    @property
    def has_failed(self) -> bool:
        return self.result is Result.FAILED


def passed(detail: str) -> Finding:
    """Say that a check passed.

    >>> passed("genuine").has_passed
    True
    """
    return Finding(Result.PASSED, detail)


def failed(detail: str) -> Finding:
    """Say that a check failed.

    >>> failed("unknown_key").has_failed
    True
    """
    return Finding(Result.FAILED, detail)


def not_checked(detail: str) -> Finding:
    """Say that nothing was checked, and why.

    >>> not_checked("offline").has_failed
    False
    """
    return Finding(Result.NOT_CHECKED, detail)
