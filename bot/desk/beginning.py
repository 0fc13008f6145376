"""What does a coordinator do first, in a network in which there is nobody yet?"""

from __future__ import annotations

from core.messages import Message, _
from core.panel import lists
from core.panel.sheet import Asked, Link, Part

_NOTHING = _("There is nothing here.")
_NONE_OPEN: dict[str, Message] = {
    "need": _("No request is open now. Organisations write theirs to the bot; a list brings in those without a phone."),
    "offer": _("No offer is open now. Organisations write theirs to the bot; a list brings in those without a phone."),
}


def first_steps(asked: Asked) -> tuple[Part, ...]:
    """How organisations come in; nothing once there is one."""
    if not lists.is_empty(asked.tx, asked.hub_id):
        return ()
    steps = (
        Link("poster", _("Print the poster: its codes open the chat"), is_page=True),
        Link("import", _("Bring a list of organisations from a spreadsheet, or from paper"), is_page=True),
        Link("rules", _("Look at the rules of the network before it begins"), is_page=True),
    )
    about = (_("Nobody is in this network yet. In the chat, “invite” makes a code for organisations."),)
    return (Part(_("First steps"), about, links=steps),)


def none_of(kind: str, state: str) -> Message:
    """Said where a list of requests or offers is empty."""
    return _NONE_OPEN[kind] if state == "open" else _NOTHING
