"""The page that says why something is refused and who could do it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from setara.kernel.access.acts import Act
from setara.kernel.access.roles import Role
from setara.kernel.access.rules import Refusal

ACT_WORDS: Mapping[Act, Promise] = {
    Act.SEE_REGISTER: _("read the registers"),
    Act.SEE_PERSONAL: _("see personal data"),
    Act.IMPORT: _("read workbooks into the register"),
    Act.ANSWER: _("answer what a workbook left open"),
    Act.MERGE: _("say whether two businesses are one"),
    Act.RECORD_DECISION: _("record a decision of the issuing body"),
    Act.PROPOSE_CORRECTION: _("propose a correction of a record"),
    Act.APPROVE_CORRECTION: _("decide on a proposed correction"),
    Act.MOVE_CUSTODY: _("record where an original is"),
    Act.PLAN_CEREMONY: _("prepare ceremonies and decide on what desks report"),
    Act.HAND_OVER: _("hand certificates over"),
    Act.HELP_AT_DESK: _("help at a desk of a ceremony"),
    Act.ISSUE: _("issue verification sheets"),
    Act.WITHDRAW: _("withdraw verification sheets"),
    Act.SEE_RUNS: _("see the issuing runs"),
    Act.CHECK_HISTORY: _("check the history"),
    Act.MANAGE_PEOPLE: _("give people accounts and grants"),
}

REASON_WORDS: Mapping[str, Promise] = {
    "no_grant": _("Nothing has been granted to your account, or what was granted has ended. The operator grants."),
    "role_lacks_act": _("No role that you hold includes it."),
    "only_whole_office": _(
        "It concerns all districts and facilities at once; your grant is for some of them. "
        "It takes a grant for the whole office."
    ),
    "other_area": _("The record belongs to a district that your grants do not include."),
    "other_facility": _("The record belongs to a facility that your grants do not include."),
    "same_person": _("A correction takes two people: nobody decides on what he proposed himself."),
}

GRANT_WORDS: Mapping[str, Promise] = {
    "unknown_role": _("The office has no such role."),
    "unknown_area": _("The province has no such district."),
    "unknown_facility": _("There is no such facility."),
    "ends_before_start": _("The last day lies before the first."),
    "already_ended": _("This grant has ended already."),
    "own_account": _("Nobody does this to his own account; a colleague can."),
    "own_grant": _("Nobody grants to himself or ends what makes him manage people; a colleague or the console can."),
}


def role_name(role: Role) -> str:
    """Name a role in the language of the reader."""
    return role.name_en if get_language() == "en" else role.name_id


def refused(request: HttpRequest, why: Refusal) -> HttpResponse:
    """Explain a refusal; status 403."""
    words = {
        "act": ACT_WORDS[why.act],
        "reason": REASON_WORDS[why.code],
        "who_could": [role_name(role) for role in why.who_could],
    }
    return render(request, "refused.html", words, status=403)
