"""Ceremonies in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from setara.kernel.handover.ordering import Order
from setara.kernel.handover.rules import Hold, Means, Receiver, Route, Settled
from setara.words.certificates import Text

ORDER_WORDS: Mapping[str, Text] = {
    Order.DISTRICT: _("district by district, then facility"),
    Order.FACILITY: _("facility by facility, then district"),
}
ROUTE_WORDS: Mapping[str, Text] = {
    Route.STAGE: _("on stage"),
    Route.DESK: _("at a desk"),
    Route.BUNDLE: _("bundle of the district"),
}
HOLD_WORDS: Mapping[str, Text] = {
    Hold.NO_ORIGINAL: _("the original is not in custody"),
    Hold.NOT_ACTIVE: _("the body has suspended, revoked or ended it"),
    Hold.NO_SHEET: _("it has no verification sheet"),
}
RECEIVER_WORDS: Mapping[str, Text] = {
    Receiver.OWNER: _("owner"),
    Receiver.PROXY: _("proxy with a letter (surat kuasa)"),
    Receiver.COURIER: _("courier"),
}
MEANS_WORDS: Mapping[str, Text] = {
    Means.TELEPHONE: _("telephone call"),
    Means.MESSAGE: _("message"),
    Means.DISTRICT: _("through the district"),
    Means.LETTER: _("letter"),
}
SETTLED_WORDS: Mapping[str, Text] = {
    Settled.OPEN: _("waits for a decision"),
    Settled.RECORDED: _("recorded as reported"),
    Settled.DISMISSED: _("dismissed"),
}
CEREMONY_REFUSAL_WORDS: Mapping[str, Text] = {
    "name_missing": _("The event needs a name and a place."),
    "no_years": _("Choose at least one budget year."),
    "nothing_to_hand_over": _(
        "There is nothing to hand over: it was handed over already, has ended, or stands in another open event."
    ),
    "has_begun": _("Something was handed over already: the order and the desks in use stand."),
    "not_in_ceremony": _("This does not stand in the order of the event."),
    "on_hold": _("What has no envelope cannot go on stage."),
    "too_many_on_stage": _("At most 50 go on stage."),
    "number_missing": _("Say how many desks."),
    "too_many_desks": _("An event has at most 40 desks."),
    "already_closed": _("The event is closed."),
    "no_original": _("Its original is not in custody: no original, no envelope."),
    "not_active": _("The body has suspended, revoked or ended it."),
    "no_sheet": _("It has no verification sheet."),
    "receiver_missing": _("Write the name of whoever receives it."),
    "receiver_too_long": _("The name has more than 200 characters."),
    "proxy_letter_missing": _("A proxy needs a letter: photograph it, or write down its number."),
    "happened_in_future": _("The clock of this device is ahead. Set it, and try again."),
    "happened_too_early": _("The day lies long before the event. Look at the date, or at the clock of the device."),
    "not_permitted": _("Whoever reports it may not hand it over, or the event was closed before."),
    "key_taken": _("This form was used already. Open the certificate again."),
    "already_undone": _("This was taken back already."),
    "reason_missing": _("The reason is missing."),
    "moved_since": _("The original has moved since; it cannot be taken back."),
    "letter_number_missing": _("The number of the letter is missing."),
    "nothing_to_take": _("No original of this bundle is at the province."),
    "already_decided": _("Somebody has decided on this report already."),
    "already_collected": _("It was collected meanwhile."),
    "already_came": _("They came already."),
    "not_handed_over": _("It was not handed over at this event."),
    "not_come": _("They have not come yet, or it was taken back."),
    "record_number_missing": _("Write the number that the signed record carries."),
    "record_in_future": _("The record carries a date that has not come yet."),
    "already_filed": _("This file is filed already."),
    "already_handed_over": _("It was handed over already."),
}


def ceremony_refusal(code: str) -> str:
    """Say why an act of a ceremony is refused; an unknown code stands for itself."""
    return str(CEREMONY_REFUSAL_WORDS.get(code, code))
