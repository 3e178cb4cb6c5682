"""The one refusal of everything that reads foreign bytes in this package."""


class UnreadableError(ValueError):
    """Input that is not what it should be. `code` says why; words are made at the edge.

    >>> UnreadableError("not_json").code
    'not_json'
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
