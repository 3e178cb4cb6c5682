"""Answer what lists of certificates left open."""

from setara.accounts.permission import require
from setara.certificates.acts.import_certificates import CertificateRegistrar
from setara.intake.acts.answering import AnswerOrder, AnswerResult, settle_answer
from setara.kernel.access.acts import Act
from setara.kernel.intake.records import ListKind


def answer_certificates(order: AnswerOrder) -> AnswerResult:
    """Settle the rows that wait for an answer as an import would have; the answer is remembered.

    Raises NotPermitted, AnswerRefused.
    """
    require(order.actor, Act.ANSWER)

    def registrar_for(first: int) -> CertificateRegistrar:
        return CertificateRegistrar(order.at, order.actor.id, order.context.today, first)

    return settle_answer(order, ListKind.CERTIFICATES, registrar_for)
