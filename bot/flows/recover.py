"""A coordinator brings back who alone is responsible for an organisation and lost the phone, or who forgot its PIN."""

from __future__ import annotations

from bot.engine import Flow
from bot.questions import Confirm
from core.commands.pinning import ForgetPin
from core.commands.team import RecoverPhone
from core.errors import NotYours
from core.look import Look
from core.messages import _


def recover(look: Look, organisation_id: str) -> Flow:
    """What it means is said first."""
    card = look.member(int(organisation_id))
    if card is None or card.mine:
        raise NotYours
    text = _(
        "Has the person who is responsible for {organisation} lost their phone? I tell the old phone, which may say no "
        "for two days. After that you give them a code for the new one. Only do this for somebody you know.",
        organisation=card.name,
    )
    if not (yield Confirm("sure", text, yes=_("Yes, it is lost"))):
        return None
    return RecoverPhone(card.id)


def forgotten_pin(look: Look, case_id: str) -> Flow:
    """The same of a PIN, with how often somebody told a wrong one: whoever has found the phone asks for this, too."""
    card = look.case(int(case_id))
    if card is None or card.wrong_pins is None:
        raise NotYours
    text = _(
        "Has the person of {organisation} forgotten their PIN? Wrong tries so far: {n}. Who has found the phone asks "
        "for this too: talk to them first, and be sure that it is them. Their phones and colleagues may say no. The "
        "PIN goes when a second coordinator says yes, or after two days.",
        organisation=card.organisation,
        n=card.wrong_pins,
    )
    if not (yield Confirm("sure", text, yes=_("Yes, I know them"))):
        return None
    return ForgetPin(case_id=int(case_id))
