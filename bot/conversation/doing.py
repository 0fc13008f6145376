"""What a choice does, tapped, written out, or named by a card's number."""

from __future__ import annotations

from datetime import date

from bot.cards import safety as safety_pages
from bot.cards import single
from bot.cards.browsing import GO_ON
from bot.cards.coordinating import NAMED
from bot.cards.sharing import page_asked
from bot.cards.team import belongs_elsewhere
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.leaving import Leaving
from bot.conversation.stage import Decision
from bot.understand.words import word
from core.commands import CallHuman, SetLanguage, StopMessages
from core.errors import NotYours
from core.look import is_id
from core.messages import Screen
from core.text.normal import digits, fold

_NAME = 8  # words at most behind "block" that name an organisation
_SMALL_WORDS = 3  # places where its name may begin: "block *the* NGO *Pescadoras*"


class Doing(Leaving):
    """One message that may choose something. Raises NotYours where it is not this person's to choose."""

    __slots__ = ()

    def _act(self, payload: str) -> Decision:
        self.tapped = payload
        if payload == GO_ON.id:
            return self._back()
        found = self._elsewhere_or(payload, act(self.look, payload))
        if found is None or not (self._known() or isinstance(found.command, SetLanguage | StopMessages | CallHuman)):
            raise NotYours
        return self._do(found)

    def _do(self, found: Act) -> Decision:
        if found.then and not (self.session.flow or self.session.parked):
            self.session = self.session._replace(parked=found.then)
        if found.command is not None:
            return self._command(found.command)
        if found.flow:
            return self._begin(found.flow, dict(found.hints), found.lines)
        assert found.page is not None
        if found.opens and self._asks_about_draft(found.page):
            return self._aside(Screen(found.page.lines[-1:]))
        return self._shown(found.page) if found.opens else self._aside(found.page)

    def _asks_about_draft(self, page: Screen) -> bool:
        """Whether a question is answered by the card of that exchange for which terms of their own are being written: a
        yes behind it is to what they wrote, and not to what stands on the card.
        """
        name, _slash, rest = (self.session.flow.flow if self.session.flow else "").partition("/")
        first = page.options[0].id if page.options else ""
        same = name == "counter" and first.split(":")[:2] == ["x", rest.partition("/")[0]]
        return same and not self.tapped and (self.heard.asks_something() or "ask" in self.heard.told().all)

    def _label(self) -> Decision | None:
        """A choice of the menus written out."""
        if self.look.me.coordinates and (name := self.heard.coordinators()):
            day = self.heard.day() if name == "away" else None
            return self._begin("away", {"until": day.isoformat()}) if isinstance(day, date) else self._act(NAMED[name])
        words = fold(self.heard.text).strip(" ?¿¡!.؟")
        payload = self._labels().get(words) or page_asked(self.look, words) or self._named_organisation()
        return self._act(payload) if payload else None

    def _opened(self, code: str) -> Decision:
        """A card's own digits make its choices the screen."""
        card = self.look.exchange_by_number(int(code))
        page = single.exchange(self.look, card.id) if card else None
        if page is None and self.look.me.several and (found := self.look.number_elsewhere(int(code))):
            other, exchange_id = found
            page = belongs_elsewhere(other.organisation_id, other.name, f"x:{exchange_id}:0:see")
        if page is None:
            raise NotYours
        return self._shown(page)

    def _block(self, card: str = "") -> Decision:
        """Who is on the card that is open, or on that card ("x:17"); where none is, how to do it."""
        card = card or next((payload for payload in self.session.idle if payload[:2] in ("x:", "l:")), "")
        kind, id, *_verb = (*card.split(":"), "")
        if is_id(id):
            return self._begin(f"block/{id}" if kind == "x" else f"block_owner/{id}", {})
        return self._aside(safety_pages.blocked(self.look))

    def _reports(self) -> Decision | None:
        """What is in view, where it can be reported; of several the first."""
        shown = self.session.idle
        found = next((choice for choice in shown if ":flag" in choice or choice.endswith(":report")), "")
        return self._act(found) if found else None

    def _blocks_by_number(self) -> Decision | None:
        """«block 1004», «bloquear a Pescadoras»."""
        text, _space, code = self.heard.text.rpartition(" ")
        if not 4 <= len(code) <= 6 or not is_id(digits(code)) or word(text) != "block":
            return self._blocks_by_name()
        card = self.look.exchange_by_number(int(digits(code)))
        if card is None:
            raise NotYours
        return self._block(f"x:{card.id}")

    def _blocks_by_name(self) -> Decision | None:
        """Who is named behind "block" is the other side of an exchange of theirs; of any other name, how to do it."""
        first, *rest = self.heard.text.split() or ("",)
        if not rest or len(rest) > _NAME or word(first) != "block":
            return None
        named = (" ".join(rest[left:]) for left in range(min(_SMALL_WORDS, len(rest))))
        found = next((found for name in named if (found := self.look.organisations(name, partners=True))), [])
        cards = [card for card in self.look.my_exchanges() if len(found) == 1 and card.other == found[0].name]
        if cards:
            return self._block(f"x:{cards[0].id}")
        return self._aside(safety_pages.blocked(self.look)) if found else None
