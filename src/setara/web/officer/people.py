"""People of the office and their grants; and for everybody, what they may do and why not the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from setara.accounts import queries
from setara.accounts.acts.granting import GrantRefused, end_grant, give_grant
from setara.accounts.acts.inviting import AlreadyInvited, invite
from setara.accounts.acts.locking import set_open, take_second_factor
from setara.accounts.models import GivenGrant, User
from setara.accounts.permission import refusal
from setara.history.store import entries_of
from setara.kernel.access.acts import Act
from setara.web.officer.history_lines import history_lines
from setara.web.officer.people_forms import GrantForm, PersonForm
from setara.web.passkeys import factors
from setara.web.refusals import ACT_WORDS, GRANT_WORDS, REASON_WORDS, role_name
from setara.web.security import actor_of, for_staff, needs


@dataclass(frozen=True, slots=True)
class Permission:
    """One act: permitted, or why not and who could."""

    act: str | Promise
    reason: str | Promise = ""
    roles: tuple[str, ...] = ()
    people: tuple[User, ...] = ()


@for_staff
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """What whoever asks may do, where, and for every other act why not and who could."""
    today = timezone.localdate()
    given = [one for one in queries.grants_of(request.user.pk or 0) if one.is_open(today)]
    allowed: list[Permission] = []
    refused: list[Permission] = []
    for act in Act:
        why = refusal(actor_of(request), act)
        if why is None:
            allowed.append(Permission(ACT_WORDS[act]))
        else:
            roles = tuple(role_name(role) for role in why.who_could)
            refused.append(Permission(ACT_WORDS[act], REASON_WORDS[why.code], roles, queries.who_could(why, today)))
    return render(request, "officer/permissions.html", {"given": given, "allowed": allowed, "refused": refused})


@needs(Act.MANAGE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Every account with its grants, and the form that makes one."""
    return _people(request, PersonForm())


@needs(Act.MANAGE_PEOPLE)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Make an account; what it may do is granted on its page."""
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            given = form.cleaned_data
            made = invite(given["email"], given["name"], actor=actor_of(request), at=timezone.now())
        except AlreadyInvited:
            form.add_error("email", _("This address has an account already."))
        else:
            return HttpResponseRedirect(reverse("person", args=[made.pk]))
    return _people(request, form, status=422)


@needs(Act.MANAGE_PEOPLE)
@require_safe
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account, what it was ever granted, and the form that grants."""
    return _person(request, get_object_or_404(User, pk=user_id), GrantForm())


@needs(Act.MANAGE_PEOPLE)
@require_POST
def grant(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give somebody a role for an area and a facility."""
    user = get_object_or_404(User, pk=user_id)
    form = GrantForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            give_grant(
                user, form.grant, starts=given["starts"], ends=given["ends"], actor=actor_of(request), at=timezone.now()
            )
        except GrantRefused as refused:
            form.add_error(None, str(GRANT_WORDS[refused.code]))
        else:
            messages.success(request, _("Recorded in the history."))
            return HttpResponseRedirect(reverse("person", args=[user.pk]))
    return _person(request, user, form, status=422)


@needs(Act.MANAGE_PEOPLE)
@require_POST
def end(request: HttpRequest, grant_id: int) -> HttpResponse:
    """End a grant at once."""
    try:
        given = end_grant(grant_id, actor=actor_of(request), at=timezone.now())
    except GivenGrant.DoesNotExist as error:
        raise Http404 from error
    except GrantRefused as refused:
        messages.error(request, str(GRANT_WORDS[refused.code]))
        given = GivenGrant.objects.get(pk=grant_id)
    else:
        messages.success(request, _("Recorded in the history."))
    return HttpResponseRedirect(reverse("person", args=[given.user_id]))


@needs(Act.MANAGE_PEOPLE)
@require_POST
def lock_out(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take the second factor from somebody who lost it, and sign every session out."""
    return _done(request, user_id, partial(take_second_factor, user_id))


@needs(Act.MANAGE_PEOPLE)
@require_POST
def open_or_close(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close an account or open it again."""
    return _done(request, user_id, partial(set_open, user_id, is_open=request.POST.get("open") == "yes"))


def _done(request: HttpRequest, user_id: int, act: Callable[..., User]) -> HttpResponse:
    try:
        act(actor=actor_of(request), at=timezone.now())
    except User.DoesNotExist as error:
        raise Http404 from error
    except GrantRefused as refused:
        messages.error(request, str(GRANT_WORDS[refused.code]))
    else:
        messages.success(request, _("Recorded in the history."))
    return HttpResponseRedirect(reverse("person", args=[user_id]))


def _people(request: HttpRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    lines = [(one, [given for given in one.given.all() if given.counts_on(today)]) for one in queries.people()]
    return render(request, "officer/people.html", {"lines": lines, "form": form}, status=status)


def _person(request: HttpRequest, user: User, form: GrantForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    given = [(one, one.is_open(today)) for one in queries.grants_of(user.pk)]
    words = {
        "person": user,
        "given": given,
        "form": form,
        "history": history_lines(entries_of(f"user:{user.pk}")),
        **factors(user.pk),
    }
    return render(request, "officer/person.html", words, status=status)
