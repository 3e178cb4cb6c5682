"""Why an act of a ceremony cannot be done."""

from setara.handover.models import Receipt


class CeremonyRefused(Exception):
    """An act on a ceremony that cannot be done; `code` says why.

    Of planning: ``name_missing no_years nothing_to_hand_over has_begun not_in_ceremony on_hold too_many_on_stage
    too_many_desks already_closed``. Of hand-over: those of `kernel.handover.rules.handover_refusal`, and
    ``not_in_ceremony happened_in_future key_taken``. Of undoing: ``already_undone reason_missing moved_since``. Of
    bundles, reports, reminders: ``letter_number_missing receiver_missing nothing_to_take already_decided
    already_collected``. Of attendance: ``already_came not_come already_closed``. Of records: ``record_number_missing
    record_in_future already_filed``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyHandedOver(Exception):
    """Somebody received it before; `first` says who, when, by which desk."""

    def __init__(self, first: Receipt) -> None:
        super().__init__(f"receipt {first.pk}")
        self.first = first
