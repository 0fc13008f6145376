"""What can be sent from a page beside the deeds of the chat, by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from core.messages import Message, _
from core.panel.sheet import Asked


class Sent(NamedTuple):
    """What a form does, and what is said when it is sent twice."""

    run: Callable[[Asked], Message]
    again: Message = _("That was done already.")


FORMS: dict[str, Sent] = {}
