"""A photo, a paper, a voice note or a place came: to what does it belong? What it says is never guessed."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.listing import LISTINGS, MENU
from bot.conversation import pointing
from bot.conversation.hints import flow_hints
from bot.conversation.instead import CHANGED, UNFIT, instead
from bot.conversation.pieces import SPOKEN, Held, dump_held, load_held
from bot.conversation.pinned import Pinned
from bot.conversation.session import ALL_DRAFTS, Session
from bot.conversation.stage import Decision
from bot.engine import State, Turn, revise
from core.files.declared import unfit
from core.listings.distances import nearest
from core.look import is_id
from core.messages import Message, Option, Screen, _, _n
from core.relay.pieces import MOST

_TALK = ("write", "phrase")
_BESIDE = (*ALL_DRAFTS, "problem", "appeal")
_WHERE = ("where", "town", "its_town")
_TOLD = "text"


class Attaching(Pinned):
    """One message with something beside its words, or in place of them."""

    __slots__ = ()

    def _attached(self) -> Decision | None:
        """What becomes of it; None where its words are read as any others."""
        heard, flow = self.heard, self.session.flow
        again = bool(heard.album) and heard.album == self.session.album
        if heard.album:
            self.session = self.session._replace(album=heard.album)
        if heard.location and flow and (placed := self._placed(flow)):
            return placed
        if not self._known():
            return None if heard.text else self._instead()
        reason = next((why for one in heard.files if (why := unfit(one))), "")
        if again:  # an album is answered once
            return Decision(self.session if reason or not flow else self._one_more(flow), quiet=True)
        if reason:
            return self._aside(Screen((UNFIT[reason],)))
        return self._beside(flow) if flow else self._alone()

    def _instead(self) -> Decision:
        """What cannot be read is answered with what to do; the choices of a card stay what they were."""
        text, changed = instead(self.heard.media), self.heard.media == "edit"
        if not self._known():
            return self._again((text,), short=True) if self.session.flow else self._begin("join", {}, (text,))
        choices = () if self.session.flow else self._choices_on_screen()
        if choices:
            return Decision(self.session, Screen((text,), choices))
        if self.session.flow or self.heard.media not in ("edit", "reaction"):
            return self._aside(Screen((text,)))
        return self._aside(Screen((CHANGED,), (LISTINGS, MENU))) if changed else Decision(self.session, quiet=True)

    def _choices_on_screen(self) -> tuple[Option, ...]:
        """Those of a card or a list that waits, () for a menu."""
        if not pointing.to_open(self.session.idle, ""):
            return ()
        shown = self.look.whole(self.session.screen)
        return tuple(one for one in shown.options if one.id in self.session.idle) if shown else ()

    def _turned(self, turn: Turn, lines: tuple[Message, ...] = (), *, short: bool = False) -> Decision:
        if turn.done:
            self.session = self.session._replace(album="")
        return super()._turned(turn, lines, short=short)

    # ---- a place that answers "where" ---------------------------------------------------------------------------

    def _placed(self, flow: State) -> Decision | None:
        """The nearest town we know, where a town is asked for or stands in the draft; the point itself is not kept."""
        key = flow.asking
        if key not in _WHERE:
            if flow.flow not in ALL_DRAFTS:
                return None
            key = "where"
        lat, _comma, lon = self.heard.location.partition(",")
        me = self.look.me
        town = nearest((float(lat), float(lon)), me.lang, me.country)
        if not town:
            return self._again((_("I know no town near there. Please write its name, so that others can read it."),))
        answer = f"at:{town}" if key == "where" else town
        return self._turned(revise(self._start(flow), flow, {key: answer}), (_("Near {town}.", town=town),))

    # ---- beside a conversation that is on -----------------------------------------------------------------------

    def _beside(self, flow: State) -> Decision | None:
        head, _sep, ids = flow.flow.partition("/")
        if head in _TALK:
            self.session = self.session._replace(flow=None)
            return self._for_partner(ids.partition("/")[0])
        if head not in (*_BESIDE, "attach"):
            return self._aside(Screen((_("I cannot use that here. Please answer in words."),)))
        if len(self._held(flow)) + len(self.heard.files) > MOST:
            return self._again((_("I can pass on at most {most} at once. Send the rest afterwards.", most=MOST),))
        changes = self._changes(flow)
        if self.heard.text and head != "attach" and flow.asking != "sure":  # its words answer what is asked
            self.session = self.session._replace(flow=_hinted(flow, changes))
            return None
        lines = () if head == "attach" else (self._added(),)
        return self._turned(revise(self._start(flow), flow, changes), lines)

    def _added(self) -> Message:
        return _n("I have added it.", "I have added {n}.", len(self.heard.files))

    def _one_more(self, flow: State) -> Session:
        """Of an album whose first part was answered: kept with it in silence."""
        head = flow.flow.partition("/")[0]
        return self.session._replace(flow=_hinted(flow, self._changes(flow)) if head in (*_BESIDE, "attach") else flow)

    def _changes(self, flow: State) -> dict[str, str]:
        """The draft's answers with this message's pieces among them."""
        changes = {"files": dump_held((*self._held(flow), *self._pieces())[:MOST])}
        head = flow.flow.partition("/")[0]
        if head == "attach" and self.heard.text:
            changes["words"] = self._words_sealed()
        spoken = any(one.kind == "voice" for one in self.heard.files)
        if head in ("problem", "appeal") and spoken and not self.heard.text and _TOLD not in flow.answers:
            changes[_TOLD] = SPOKEN
        return changes

    def _held(self, flow: State) -> tuple[Held, ...]:
        return load_held(flow.answers.get("files", "") or flow.hints.get("files", ""))

    def _pieces(self) -> tuple[Held, ...]:
        return tuple(Held(one.kind, self.look.seal(one.dump())) for one in self.heard.files)

    def _words_sealed(self) -> str:
        return f"{self.heard.language()} {self.look.seal(self.heard.text)}"

    # ---- while nothing is asked ---------------------------------------------------------------------------------

    def _alone(self) -> Decision | None:
        """To the request that its words make, to the partner whose exchange is on the screen, or to the only one."""
        files = {"files": dump_held(self._pieces())}
        found = flow_hints(self.heard, self.look) if self.heard.text else None
        if found and found[0] in ALL_DRAFTS and not self.heard.location:
            flow, hints = found
            return self._begin(flow, {**hints, **files})
        for payload in self.session.idle:
            kind, id, *_verb = (*payload.split(":"), "")
            card = self.look.talk(int(id)) if kind == "x" and is_id(id) else None
            if card and card.open:
                return self._for_partner(id)
        going = [card.id for card in self.look.my_exchanges() if card.may_write and card.mine]
        if going:
            return self._for_partner(str(going[0]) if len(going) == 1 else "")
        if self.heard.text:
            return None
        if self.heard.location:
            return self._instead()
        text = _("I pass it on together with a request, an offer or an exchange. First write what you need or offer.")
        return self._aside(Screen((text,)))

    def _for_partner(self, exchange_id: str) -> Decision:
        hints = {"files": dump_held(self._pieces())}
        if self.heard.text:
            hints["words"] = self._words_sealed()
        return self._begin(f"attach/{exchange_id}" if exchange_id else "attach", hints)


def _hinted(flow: State, changes: dict[str, str]) -> State:
    """The same draft with these answers to be taken as given."""
    kept = {key: answer for key, answer in flow.answers.items() if key not in changes}
    return replace(flow, answers=kept, hints={**flow.hints, **changes})
