"""Which organisation is meant: whose card was opened, or which was named, of those they act for or coordinate."""

from __future__ import annotations

from bot.cards.team import belongs_elsewhere
from bot.conversation.buttons.act import Act
from bot.conversation.stage import Decision
from bot.conversation.unattached import Unattached
from bot.dialogue.coordination import card_of
from bot.understand.words import without_as
from core.look import is_id
from core.text.normal import fold


class Several(Unattached):
    """One message of somebody who may act for more than one organisation."""

    __slots__ = ()

    def _elsewhere_or(self, payload: str, found: Act | None) -> Act | None:
        """Who acts for several is asked to switch first, where a card belongs to another of their organisations."""
        kind, id, *_rest = (*payload.split(":"), "")
        if not self.look.me.several or kind not in ("x", "n", "l") or not is_id(id):
            return found
        other = self.look.elsewhere(kind, int(id))
        if other is None:
            return found
        page = belongs_elsewhere(other.organisation_id, other.name, f"{kind}:{id}:0:see")
        return Act(page=page, opens=True)

    def _named_organisation(self) -> str | None:
        """«Casa Luz» or «as Casa Luz», of who acts for it among others; of who coordinates, any of the network."""
        if not self.look.me.several:
            return self._of_the_network()
        said = without_as(self.heard.text)
        named = [one for one in self.look.acts_for() if fold(one.name) in (said, fold(self.heard.text))]
        return f"w:{named[0].organisation_id}:" if len(named) == 1 else self._of_the_network()

    def _of_the_network(self) -> str | None:
        """An organisation by just its name."""
        named = self.heard.member() if self.heard.is_a_name() else None
        return f"o:{named.cards[0].id}:see" if named and len(named.cards) == 1 else None

    def _called(self) -> Decision | None:
        """Of who coordinates: the page of the organisation that is named, of several which one."""
        page = None if self.heard.plainly() else card_of(self.heard, self.look)
        return self._shown(page) if page else None
