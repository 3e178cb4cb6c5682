"""Answer what lists of businesses left open."""

from setara.accounts.permission import require
from setara.intake.acts.answering import AnswerOrder, AnswerResult, settle_answer
from setara.kernel.access.acts import Act
from setara.kernel.intake.records import ListKind
from setara.registry.acts.import_businesses import BusinessRegistrar


def answer_businesses(order: AnswerOrder) -> AnswerResult:
    """Settle the rows that wait for an answer as an import would have; the answer is remembered.

    Raises NotPermitted, AnswerRefused.
    """
    require(order.actor, Act.ANSWER)
    return settle_answer(order, ListKind.BUSINESSES, lambda first: BusinessRegistrar(order.at, first))
