"""What is turned away before Django builds a request of it."""

from collections.abc import Iterable

from django.utils.http import parse_header_parameters

from setara.web.public.quick import DjangoApplication, Environment, StartResponse

UTF8 = frozenset({"", "utf-8", "utf8"})


class Utf8Only:
    """Refuses a body that claims another character set: Django would decode the query by whatever is named."""

    def __init__(self, inner: DjangoApplication) -> None:
        self.inner = inner

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        if charset_of(environment.get("CONTENT_TYPE", "")) not in UTF8:
            start_response("415 Unsupported Media Type", [("Content-Type", "text/plain"), ("Content-Length", "6")])
            return [b"utf-8\n"]
        answer: Iterable[bytes] = self.inner(environment, start_response)
        return answer


def charset_of(content_type: str) -> str:
    """Return the character set that a content type names: empty where it names none, ``?`` where it is unreadable."""
    try:
        _kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return "?"
    return parameters.get("charset", "").strip().lower()
