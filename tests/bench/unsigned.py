"""A worker process of the sheets' run that signs no page; for the bench alone, and without Django."""

import os
from collections.abc import Callable

from setara.issuance.making import Job, Made, Maker, Workshop


class Unsigned:
    """Stands where the document signer stands, and leaves the page as it is."""

    def sign(self, pdf: bytes, _moment: object) -> bytes:
        return pdf


def start_unsigned(workshop: Workshop) -> Callable[[list[Job]], list[Made]]:
    """Warm up a process, as `setara.issuance.making.start_worker` does."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    maker = Maker(workshop)
    maker.signer = Unsigned()

    def make_all(jobs: list[Job]) -> list[Made]:
        return [maker.make(job) for job in jobs]

    return make_all
