"""Somebody is treated badly by who coordinates: who shall read it is asked first, since it would be them."""

from __future__ import annotations

from bot.engine import Flow
from bot.flows.passing_on import Written
from bot.questions import Pick
from core.commands.cases import Complain
from core.look import Look
from core.messages import Option, Sealed, _

_SERVER, _ALL = Option("server", _("Who runs the server")), Option("all", _("The coordination"))
_NOBODY = Option("nobody", _("Nobody"))
_SEVERAL = 2


def complain(look: Look) -> Flow:
    """Words of their own that told of it. To the coordination only where it is more than one person."""
    words: str = yield Written("words", _("What happened with the coordination? Write it here."), look.seal)
    _lang, _space, token = words.partition(" ")
    text = _(
        "“{text}”\n\nThat is about the coordination. What goes there is read by everybody who coordinates {hub}, also "
        "by the person it is about. What goes to those who run this server I show to nobody who coordinates.\n\n"
        "Who shall read it?",
        text=Sealed(token),
        hub=look.me.hub,
    )
    among = (_SERVER, *((_ALL,) if look.how_many_coordinate() >= _SEVERAL else ()), _NOBODY)
    who: str = yield Pick("who", text, among=among)
    return None if who == "nobody" else Complain(token, to_all=who == "all")
