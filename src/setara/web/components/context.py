"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, str]:
    """Name the office and its host."""
    return {"office": settings.OFFICE_ID if request.LANGUAGE_CODE == "id" else settings.OFFICE_EN}
