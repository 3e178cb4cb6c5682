"""Long lists: how much of one a page shows, and counts that stop where nobody reads on."""

from dataclasses import dataclass

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class CappedCount:
    """A number; `capped` means: more than that."""

    number: int
    capped: bool = False

    @classmethod
    def up_to(cls, cap: int, counted: int) -> "CappedCount":
        """Cap a count that went no further than one beyond the cap.

        >>> CappedCount.up_to(1000, 1001)
        CappedCount(number=1000, capped=True)
        """
        return cls(min(counted, cap), counted > cap)
