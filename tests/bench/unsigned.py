"""A worker process of the sheets' run that signs no page; for the bench alone, and without Django."""

from collections.abc import Callable

from setara.issuance.making import Job, Made, Maker, Workshop, start_worker


class Unsigned:
    """Stands where the document signer stands, and leaves the page as it is."""

    def sign(self, pdf: bytes, _moment: object) -> bytes:
        return pdf


class UnsignedMaker(Maker):
    """Makes sheets whole but for the signature of the page."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        self.signer = Unsigned()


def start_unsigned(workshop: Workshop) -> Callable[[list[Job]], list[Made]]:
    """Warm up a process, as `setara.issuance.making.start_worker` does."""
    return start_worker(workshop, UnsignedMaker)
