"""Take one certificate for an act."""

from setara.accounts.permission import require_still
from setara.certificates.models import Certificate
from setara.history.store import hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor


def hold(certificate_id: int, actor: Actor, act: Act) -> Certificate:
    """Lock a certificate in the caller's transaction, the chain first, for an actor who may do the act on it.

    Raises NotPermitted, Certificate.DoesNotExist.
    """
    hold_chain()
    certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
    require_still(actor, act, certificate.about)
    return certificate
