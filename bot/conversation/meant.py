"""What is done with what words ask for: a page, a choice of the menus or of a card, or a conversation to begin."""

from __future__ import annotations

from bot.cards import pages
from bot.cards.standing import not_understood_of
from bot.conversation.doing import Doing
from bot.conversation.ending import to_end
from bot.conversation.meaning import act_of, flow_hints
from bot.conversation.on_card import on_card
from bot.conversation.own_said import own_said
from bot.conversation.partner import under_way
from bot.conversation.stage import Decision
from bot.conversation.unopened import unopened


class Meant(Doing):
    """One message in words, which the understanding has read (bot/conversation/meaning.py)."""

    __slots__ = ()

    def _meaning(self) -> Decision | None:
        """A flow or a page that the words ask for."""
        if self.heard.word() == "more":
            return self._aside(pages.more(self.look))
        return self._meant()

    def _meant(self) -> Decision | None:
        """What the understanding made of the words."""
        if found := on_card(self.heard, self.look, self.session.idle):
            return self._do(found)
        if self.session.flow is None and (own := own_said(self.heard, self.look, self.session.idle)):
            again = own.flow == "need"
            return self._begin(own.flow, dict(own.hints), kept=True) if again else self._do(own)
        if found := unopened(self.heard, self.look):
            return self._do(found)
        meant = self.heard.understood().intent
        if meant == "cancel" and not (self.session.flow or self._waits()) and (found := to_end(self.heard, self.look)):
            return self._do(found)
        if meant in ("cancel", "back") and self.session.flow and self.heard.understood().by == "likeness":
            return None  # nothing that was written is dropped for words that only look like it
        if meant in ("cancel", "back"):
            return self._cancel() if meant == "cancel" else self._back()
        if found := act_of(self.heard, self.look):
            return self._do(found)
        flow = flow_hints(self.heard, self.look)
        if flow and flow[0] == "either":
            return self._which_kind(flow[1])
        return self._begin(*flow) if flow else None

    def _not_understood(self) -> Decision:
        card = under_way(self.look) if self.session.flow is None else None
        return self._aside(not_understood_of(card) if card else pages.not_understood(self.look))._replace(missed=True)
