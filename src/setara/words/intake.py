"""Words for what an import says. Codes come from `kernel.intake`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def problem_text(code: str, params: Mapping[str, str]) -> str | Promise:
    """Say why a value is not certain."""
    return _("Look at this cell: %(code)s.") % {"code": code.replace("_", " ")}


def file_refusal_text(code: str, params: Mapping[str, str]) -> str | Promise:
    """Say why a file is refused."""
    return _("This file cannot be read: %(code)s.") % {"code": code.replace("_", " ")}


def notice_text(code: str, params: Mapping[str, str]) -> str | Promise:
    """Say what was noticed in a file."""
    return _("In this file: %(code)s.") % {"code": code.replace("_", " ")}
