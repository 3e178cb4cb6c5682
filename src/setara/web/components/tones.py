"""What a state means at a glance; a tone always stands beside its word and icon."""

from enum import StrEnum


class Tone(StrEnum):
    """Names of the meaning colours and of the icons that go with them."""

    GOOD = "good"
    WAIT = "wait"
    STOP = "stop"
    INFO = "info"
