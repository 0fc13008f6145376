"""Words that name what is wanted without asking for it: a service and no more, or all of a request as one answer."""

from __future__ import annotations

from bot.conversation.attaching import Attaching
from bot.conversation.meaning import only_named, told_more
from bot.conversation.stage import Decision, you_wrote
from bot.engine import State


class Naming(Attaching):
    """One message that may name a service."""

    __slots__ = ()

    def _only_named(self) -> Decision | None:
        """A service and no more: whether it is asked or offered is a question."""
        hints = only_named(self.heard, self.look) if self.look.me.joined else None
        return self._begin("either", hints, (you_wrote(hints["what"]),)) if hints else None

    def _told_more(self, flow: State) -> Decision | None:
        """«a web page, 3 hours, by Friday» as the answer to what: nothing of it is asked again."""
        hints = told_more(self.heard) if flow.flow == "need" and not flow.answers else None
        return self._begin("need", {**flow.hints, **hints}) if hints else None
