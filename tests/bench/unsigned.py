"""Worker processes of the sheets' run, without Django; with a signer that does not sign, for the bench alone."""

import os

from setara.issuance import making
from setara.issuance.making import Job, Workshop, start_worker


class Unsigned:
    """Stands where the document signer stands, and leaves the page as it is."""

    def sign(self, pdf: bytes, _moment: object) -> bytes:
        return pdf


def start_unsigned(workshop: Workshop) -> None:
    """Warm up a worker process that signs no page."""
    start_worker(workshop)
    making._maker.signer = Unsigned()


def make(jobs: list[Job]) -> int:
    """Make a chunk, and say in which process."""
    making.make_all(jobs)
    return os.getpid()
