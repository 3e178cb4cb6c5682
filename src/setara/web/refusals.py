"""The page that says why something is refused and who could do it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.kernel.access.rules import Act, Refusal, Role

ROLE_WORDS: Mapping[Role, Promise] = {
    Role.OFFICER: _("officer"),
    Role.LEADERSHIP: _("leadership"),
    Role.OPERATOR: _("operator"),
}

ACT_WORDS: Mapping[Act, Promise] = {
    Act.SEE_REGISTER: _("read the registers"),
    Act.SEE_PERSONAL: _("see personal data"),
    Act.IMPORT: _("read workbooks into the register"),
    Act.ANSWER: _("answer what a workbook left open"),
    Act.MERGE: _("say whether two businesses are one"),
    Act.RECORD_DECISION: _("record a decision of the issuing body"),
    Act.MOVE_CUSTODY: _("record where an original is"),
    Act.ISSUE: _("issue verification sheets"),
    Act.WITHDRAW: _("withdraw or replace verification sheets"),
    Act.SEE_RUNS: _("see the issuing runs"),
    Act.CHECK_HISTORY: _("check the history"),
}


def refused(request: HttpRequest, why: Refusal) -> HttpResponse:
    """Explain a refusal; status 403."""
    words = {
        "act": ACT_WORDS[why.act],
        "has_no_role": why.code == "no_role",
        "who_could": [ROLE_WORDS[role] for role in why.who_could],
    }
    return render(request, "refused.html", words, status=403)
