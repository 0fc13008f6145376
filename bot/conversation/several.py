"""Which organisation is meant: whose card was opened, or which was named, of those they act for or coordinate."""

from __future__ import annotations

from bot.cards import coordinating, network
from bot.cards.team import belongs_elsewhere
from bot.conversation.buttons.act import Act
from bot.conversation.stage import Decision
from bot.conversation.unattached import Unattached
from bot.understand.words import without_as
from core.look import is_id
from core.text.normal import fold

_LONGEST = 60  # letters of a name


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
        if not self._may_be_a_name():
            return None
        found = self.look.members(name=self.heard.text, exactly=True)
        return f"o:{found[0].id}:see" if len(found) == 1 else None

    def _about_member(self) -> str:
        """«escríbele a Casa Luz», «pausa a Casa Luz» of who coordinates: what opens its page; '' for all else."""
        name = self.heard.about_member() if self.look.me.coordinates else ""
        found = self.look.members(name=name) if name else []
        found = [one for one in found if fold(name) in fold(one.name) or fold(one.name) in fold(name)]
        return f"o:{found[0].id}:see" if len(found) == 1 else ""

    def _called(self) -> Decision | None:
        """Of who coordinates: organisations whose name has the words, sounds so, or is among them."""
        found = self.look.members(name=self.heard.text) if self._may_be_a_name() else []
        plain = len(found) == 1 and fold(found[0].name) in fold(self.heard.text)
        card = coordinating.of_organisation(self.look, found[0].id) if plain else None
        return self._shown(card or network.which(found[: network.PAGE])) if found else None

    def _may_be_a_name(self) -> bool:
        text = self.heard.text
        return self.look.me.coordinates and len(text) <= _LONGEST and any(map(str.isalpha, text))
