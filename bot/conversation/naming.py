"""Words that only name what is wanted: a choice of a menu, a service and no more, or a whole request as one answer."""

from __future__ import annotations

from bot.cards import browsing, coordinating, pages
from bot.cards.listing import MENU
from bot.cards.safety import QUIET
from bot.conversation.apart import looks_around, said_again
from bot.conversation.attaching import Attaching
from bot.conversation.hints import flow_hints, only_named, told, told_more
from bot.conversation.meaning import looked_for
from bot.conversation.partner import for_partner, partner_now
from bot.conversation.session import DRAFTS, GUESSED
from bot.conversation.stage import Decision, you_wrote
from bot.engine import State
from bot.sending.discreet import READ
from bot.understand.asked import called
from core.languages import LANGUAGES
from core.messages import Option
from core.text.normal import fold

_SIGNS = " ?¿¡!.؟"
_LISTS = {"m:find": browsing.find, "m:needs": browsing.needs}
_OTHER = {"need": "offer", "offer": "need"}


class Naming(Attaching):
    """One message that may name a service."""

    __slots__ = ()

    def _only_named(self) -> Decision | None:
        """A service and no more: whether it is asked or offered is a question."""
        hints = only_named(self.heard, self.look) if self.look.me.joined else None
        return self._which_kind(hints) if hints else None

    def _own_name(self) -> Decision | None:
        """«Casa Luz, en Danlí» of whom we know already: how they stand here, or whether they are in that town now."""
        me, who = self.look.me, self.heard.whose()
        if not me.joined or fold(who.name) != fold(me.organisation):
            return None
        if who.town and fold(who.town) != fold(me.town):
            return self._begin("resettle", {"town": f"{who.town}\n{who.country}"})
        return self._aside(pages.called(self.look))

    def _once_a_day(self) -> Decision | None:
        """«once a day», where no question waits that it could answer, is about the suggestions."""
        return self._begin("pause", {"wish": "digest"}) if self.heard.once_a_day() else None

    def _which_kind(self, hints: dict[str, str]) -> Decision:
        """Whether it is asked or offered is a question, with what will be kept of it said."""
        return self._begin("either", hints, (you_wrote(hints["what"]),))

    def _looked(self, flow: State) -> Decision | None:
        """What they look for in place of an answer to "what?", which comes again where something was said before."""
        named = self._labels().get(fold(self.heard.text).strip(_SIGNS), "")
        if not looks_around(self.heard) and named not in _LISTS:
            return None
        page = looked_for(self.heard, self.look) if named not in _LISTS else _LISTS[named](self.look)
        if flow.answers or flow.hints.keys() - {"where"}:
            return self._aside(page)
        self.session = self.session._replace(flow=None)
        return self.over(page)

    def _said_again(self) -> Decision | None:
        """The same request as before, where hours or a day is asked: nothing of what was answered is dropped."""
        flow = self.session.flow
        return self._again(()) if flow and said_again(self.heard, flow) else None

    def _told(self) -> Decision | None:
        """How things are, or a service in a longer sentence: it is kept, and asked whether it is asked or offered.

        Where no service is known in it, it is noted as not understood as well.
        """
        hints = told(self.heard, self.look) if self.look.me.joined else None
        if hints is None:
            return None
        if self.look.names_service(hints["what"], self.heard.language()):
            return self._which_kind(hints)
        card = partner_now(self.look)
        theirs = (for_partner(card),) if card else ()
        guess = {**hints, GUESSED: "1"}
        return self._begin("either", guess, (you_wrote(hints["what"]), *theirs))._replace(missed=True)

    def _other_kind(self, flow: State) -> Decision | None:
        """«ofrecemos clases» in answer to what they need is an offer, «نحتاج محاسباً» to what they can do a request."""
        other = _OTHER.get(flow.flow, "")
        if flow.answers or not other or self.heard.plainly() != other or self.heard.listing() != other:
            return None
        found = flow_hints(self.heard, self.look)
        if found is None or found[0] != other:
            return None
        self.session = self.session._replace(flow=None)
        return self._begin(*found)

    def _told_more(self, flow: State) -> Decision | None:
        """«a painter by Friday», «accounting, from a distance» as the answer to what: nothing of it is asked again."""
        kind = self._kind_said(flow.flow)
        hints = (
            told_more(self.heard, need=kind == "need", new=flow.flow == "need") if kind and not flow.answers else None
        )
        return self._begin(flow.flow, {**flow.hints, **hints}) if hints else None

    def _kind_said(self, flow: str) -> str:
        """Whether it is a request or an offer of which they say what."""
        if flow in DRAFTS:
            return flow
        name, _slash, id = flow.partition("/")
        card = self.look.listing(int(id)) if name == "change" else None
        return card.kind if card else ""

    def _labels(self) -> dict[str, str]:
        """Folded label → payload, of all that this person's menus hold; made once for each language. What else they are
        called counts in any language: people mix them, and no phrase means two choices.
        """
        me = self.look.me
        key = (me.lang, bool(me.coordinates), bool(me.several), me.joined)
        if key not in _LABELS:
            screens = (pages.profile(self.look), pages.more(self.look))
            below = (option for screen in screens for option in screen.options if option is not MENU)
            options = (*browsing.labelled(self.look), *below, *pages.menu_options(self.look))
            options += (QUIET, Option("v:0", READ))
            options += coordinating.labelled() if me.coordinates else ()
            _LABELS[key] = {
                **{words: f"m:{name}" for lang in LANGUAGES for words, name in called(lang).items()},
                **{fold(self.heard.said(option.label)): option.id for option in options},
            }
        return _LABELS[key]


_LABELS: dict[tuple[str, bool, bool, bool], dict[str, str]] = {}
