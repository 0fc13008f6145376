"""What could somebody write on this telephone? A few sentences in its own language, for whoever does not know yet."""

from __future__ import annotations

from bot.simulator.values import PhoneView
from core.messages import Message, _

MEMBER = (
    _("We need accounting help from a distance, 2 hours, before Friday"),
    _("We offer photography, 3 hours"),
    _("How many hours do we have?"),
)
COORDINATION = (_("Coordination"), _("Dashboard"), _("Help"))


def tries(phone: PhoneView) -> tuple[Message, ...]:
    """An organisation asks, offers and looks; a coordinator sees what waits."""
    return COORDINATION if phone.posted is None else MEMBER
