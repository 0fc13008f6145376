"""Somebody who has not joined yet: what their message holds is taken up, and what is still missing is asked.

What it holds says bot/conversation/arrival.py. Who they are fills the answers of joining (bot/flows/join.py); a code
leads to its network; what they need or offer is kept for afterwards; a question is answered, and ours comes again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.cards import pages
from bot.cards.data import known_page
from bot.cards.faq import answers
from bot.cards.repair import why
from bot.cards.team import lost_phone
from bot.cards.worded import network_of, opened, worded
from bot.conversation.arrival import (
    SCREEN,
    SURE,
    SURELY,
    Arrival,
    arrival_of,
    asks_rather,
    is_about_itself,
    may_be_named,
    on_the_doorstep,
    only_town,
)
from bot.conversation.changing import Changing
from bot.conversation.faq import faq_of
from bot.conversation.hints import flow_hints
from bot.conversation.meaning import looked_for, tells_of_harm
from bot.conversation.session import GUESSED
from bot.conversation.stage import Decision, dropped, you_wrote
from bot.conversation.then import says_both
from bot.engine import State, Turn, advance, reopen
from bot.flows.join import AGAIN, IN_A_SENTENCE, PARTS, RIGHT, THAT_IS_US, Newcomer, land_shown
from bot.flows.town import town_at_end
from bot.questions import Confirm, chosen, named
from bot.understand.cues.intents import POSTING, SOCIAL
from bot.understand.where.places import HERE
from bot.understand.who.introduced import Whose
from bot.understanding import acts, likely
from bot.understanding.faq import likeliest_topics
from core.commands import CallHuman, Command, Join, SetLanguage, StartMessages, StopMessages, UseCode
from core.languages import LANGUAGES, NAMES
from core.messages import Country, Message, Option, Screen, _
from core.text.mask import mask_contacts
from core.text.normal import fold, skeleton

_Hints = tuple[str, dict[str, str]]
_NAMED = {fold(name): lang for lang, name in NAMES.items()}
_ASKED_IN = frozenset(("join", "assisted", "other_phone"))  # of these a language is asked for before joining
_ASKED_WHO = {"org": SCREEN, "town": "town", "its_town": "town"}
"""The questions of who joins, as the screens that bot/dialogue/situation.py names."""
_EDITS = tuple(Option(f"edit.{key}", label) for key, label in PARTS.items())
_WHO, _PERSON = "who", "person"
"""Hints of joining: who they said they are, as lines, and what the one who writes is called, sealed."""
_ABOUT_JOINING = frozenset(("help", "inviting", "free"))
_ASKING = frozenset(("question", "repair"))
_AGREEING = frozenset(("yes", "accept_match"))  # "oui j'accepte"
_INVITE = 7  # digits of an invite code, at least; fewer open a card
_FEW_WORDS = 3  # of a newcomer's first text, from which on it may be a need
_BY_CODE = _("You join that network with a code from its coordinators. If you have it, write it here.")
_WORDS_ONLY = _("I keep the words only. Send the photo or file again once you are in.")
_KEPT = _("I have kept that for you. First:")
_ALWAYS: dict[str, Callable[[int], Command]] = {
    "stop": StopMessages,
    "start": StartMessages,
    "person": lambda _address: CallHuman(),
}


def is_invite(code: str) -> bool:
    """Whether digits are long enough to be a code that lets somebody in."""
    return len(code) >= _INVITE and code.isascii() and code.isdigit()


def _joins(flow: State | None) -> bool:
    return flow is not None and flow.flow.partition("/")[0] == "join"


class Arriving(Changing):
    """One message of somebody who may still be on the doorstep."""

    __slots__ = ()

    def _known(self) -> bool:
        return self.look.me.joined or self.look.me.coordinates

    def _aside(self, screen: Screen) -> Decision:
        """Whatever a newcomer tries before joining, what follows is how to join."""
        if self.session.flow is None and not self._known():
            return self._begin("join", {}, screen.lines)
        return super()._aside(screen)

    def _offered(self, turn: Turn) -> Turn:
        """Who has said who they are has a yes to choose, and it is the first choice."""
        if not (isinstance(turn.ask, Newcomer) and turn.ask.key == "org" and _said_who(turn.state)):
            return turn
        asked = replace(turn.ask, guessed=True)
        return turn._replace(ask=asked, state=replace(turn.state, offered=asked.offered()))

    def _asked(self, turn: Turn, lines: tuple[Message, ...], short: bool = False) -> Screen:
        """They read as whom a yes lets them in."""
        screen = super()._asked(turn, lines, short)
        who = _said_who(turn.state) if isinstance(turn.ask, Newcomer) and turn.ask.guessed else None
        if who is None:
            return screen
        there = land_shown(self.look, who.town, who.country) if who.town else ""
        called = {"organisation": who.shown()}
        told = (
            _("Are you {organisation} ({country})? Then “ok” is enough.", country=Country(there), **called)
            if there
            else _("Are you {organisation}? Then “ok” is enough.", **called)
        )
        return replace(screen, lines=(*screen.lines, told))

    def _turned(self, turn: Turn, lines: tuple[Message, ...] = (), *, short: bool = False) -> Decision:
        if turn.done and turn.result is None and turn.state.flow == "other_phone" and not self._known():
            self.session = self.session._replace(flow=None)
            return self._begin("join", {}, lines)
        if turn.done and turn.result is None and _joins(turn.state) and not self._known():
            turn, short = reopen(self._start(turn.state), turn.state, "org"), True  # it was not right: once more
        person = self.session.flow.hints.get(_PERSON, "") if _joins(self.session.flow) and self.session.flow else ""
        if turn.done and person and isinstance(turn.result, Join | UseCode):
            turn = turn._replace(result=replace(turn.result, person=person))
        return super()._turned(turn, lines, short=short)

    # ---- a message of theirs ------------------------------------------------------------------------------------

    def _newcomer(self) -> Decision | None:
        """What somebody who has not joined wrote; None where it answers the question they were asked."""
        heard, flow = self.heard, self.session.flow
        if outright := self._said_outright(flow):
            return outright
        if flow and (agreed := self._that_is_us(flow)):
            return agreed
        held = arrival_of(heard)
        if is_invite(held.code) and self._is_code(held) and not self._past_code(held.code, flow):
            return self._code(held.code, held)
        if elsewhere := self._from_the_door(held, flow):
            return elsewhere
        if flow is None:
            return self._arrives(held)
        if flow.flow == "other_phone" and not heard.choice:
            return self._waits_for_code(held)
        if heard.word() == "back" and flow.answers:
            return self._turned(reopen(self._start(flow), flow), short=True)
        if heard.choice or flow.flow.partition("/")[0] not in _ASKED_IN:
            return None
        if told := self._language(flow):
            return told
        if _joins(flow) and flow.asking in ("right", "same") and (confirmed := self._confirms(flow, held)):
            return confirmed
        return self._at_the_door(flow, held) if flow.asking in ("org", "town", "its_town", "right") else None

    def _that_is_us(self, flow: State) -> Decision | None:
        """The first choice of who has said who they are, tapped or typed."""
        who = _said_who(flow) if _joins(flow) else None
        agreed = who and chosen(self.heard, flow.offered, (THAT_IS_US,)) == THAT_IS_US.id
        return self._are(who, agreed=True) if who and agreed else None

    def _said_outright(self, flow: State | None) -> Decision | None:
        """Words of ours, whatever else is going on: a poster's, stop, a person; or out of deleting all."""
        heard = self.heard
        if found := worded(heard.start or heard.text):
            self.session = self.session._replace(kept=found)
            hub_id = network_of(self.look, found)
            if hub_id and not (flow and flow.answers):
                self.session = self.session._replace(flow=None)
                return self._begin(f"join/{hub_id}", {})
            lines = (_BY_CODE,) if found[:1] == "R" and not hub_id else ()
            return self._again(lines) if flow else self._begin("join", {}, lines)
        word = heard.word()
        if word in ("stop", "person") or (word == "start" and self.look.me.stopped):
            return self._command(_ALWAYS[word](self.look.me.address_id))
        if flow and flow.flow == "erase" and word in ("cancel", "back", "menu"):
            self.session = self.session._replace(flow=None)
            return self.over(Screen((dropped(flow.flow),)))
        return None

    def _from_the_door(self, held: Arrival, flow: State | None) -> Decision | None:
        """What is no joining: their data deleted, another phone of an organisation that is here, a person wanted."""
        meant = self._meant_here()
        if meant == "delete_my_data" and not (flow and flow.flow == "erase"):
            self.session = self.session._replace(flow=flow or State("join"))  # what a no comes back to
            return self._begin("erase", {})
        if self._from_other_phone(flow, held):
            self.session = self.session._replace(flow=None)
            return self._begin("other_phone", {})
        if meant == "lost_phone" and (flow is None or flow.flow == "join"):
            return self._doorstep(lost_phone(self.look))
        if flow is None and meant == "talk_to_coordinator" and not held.who:
            return self._command(CallHuman(self.heard.text))
        return None

    def _meant_here(self) -> str:
        return "" if self.heard.text == "/start" else self.heard.glimpsed()  # what every newcomer's Telegram says first

    def _from_other_phone(self, flow: State | None, held: Arrival) -> bool:
        """Whether somebody whose organisation is here writes from another phone: nobody is asked who they are then."""
        heard = self.heard
        here = flow is None or (_joins(flow) and flow.asking in ("org", "town"))
        if not here or heard.word() is not None or heard.choice or heard.number() is not None:
            return False
        return not heard.presented().plain and held.chances.get("other_phone", 0) > SURE

    def _arrives(self, held: Arrival) -> Decision:
        """The first message: how to join, with the answer to what they ask, and a yes to who they say they are."""
        heard = self.heard
        answered = None if held.who else faq_of(heard, self.look, screen=SCREEN)
        written = heard.text and heard.word() is None and not heard.text.startswith("/") and not answered
        if written and held.wish:
            self.session = self.session._replace(kept=held.wish)
        lines = (_WORDS_ONLY,) if heard.files else answered.lines if answered else ()
        named = held if heard.word() is None else held._replace(who=None, person="")  # "menu" is nobody's name
        return self._begin("join", self._hints(named), lines)

    def _hints(self, held: Arrival, before: State | None = None) -> dict[str, str]:
        """Who they say they are and what they are called, for what is asked of them."""
        kept = {key: before.hints[key] for key in (_WHO, _PERSON, "town") if before and key in before.hints}
        shown = held.who is not None and mask_contacts(held.who.answer()) == held.who.answer()
        who = {_WHO: "\n".join(held.who)} if held.who and shown else {}
        named = held.person and mask_contacts(held.person) == held.person
        return {**kept, **who, **({_PERSON: self.look.seal(held.person)} if named else {})}

    def _are(self, who: Whose, *, agreed: bool) -> Decision:
        """They are that organisation: the question is answered by its name and town. What they have `agreed` to was
        shown, and is shown no second time.
        """
        flow = self._on()
        if agreed:
            who = who._replace(town=who.town or town_at_end(who.name))
            return self._turned(advance(self._start(flow), replace(flow, answers={"org": "\n".join(who)})))
        return self._turned(advance(self._start(flow), flow, self.heard.again(who.answer())))

    def _doorstep(self, page: Screen) -> Decision:
        """What helps before joining, with how to join below it."""
        return self._again(page.lines, short=True) if self.session.flow else self._begin("join", {}, page.lines)

    # ---- a code -------------------------------------------------------------------------------------------------

    def _is_code(self, held: Arrival) -> bool:
        """Whether figures are meant as a code: nothing else is written, they are one, or the words say so."""
        alone = self.heard.start or self.heard.code() or self.look.code(held.code)
        return bool(alone) or held.chances.get("code", 0) > SURELY

    def _past_code(self, code: str, flow: State | None) -> bool:
        """Whether a code changes nothing: it is the one they are joining by, or something else is being answered."""
        if flow is None or not flow.answers or flow.asking == "invite":
            found = self.look.code(code)
            return (
                flow is not None
                and found is not None
                and flow.flow == f"join//{found.invite_id}"
                and not (self.heard.code())
            )
        return not _joins(flow)

    def _code(self, code: str, held: Arrival) -> Decision:
        """A hub's invite asks who they are first, unless they say or have said it; any other does what it is for."""
        found, before = self.look.code(code), self.session.flow
        if not (found and found.kind == "hub"):
            return self._short_code(code, held)
        answers = before.answers if before and _joins(before) else {}
        kept = {key: said for key, said in answers.items() if key in ("org", "town", "its_town")}
        state = State(f"join//{found.invite_id}", asking="org", answers=kept, hints=self._hints(held, before))
        lines = (_("I have your code: it lets you into {hub}.", hub=found.hub),)
        if held.wish and held.who:
            self.session = self.session._replace(kept=held.wish)
        if before is None:
            return self._begin(state.flow, dict(state.hints), lines)
        self.session = self.session._replace(flow=state)
        if held.who and not kept:
            words = self.heard.again(held.who.answer())
            return self._turned(advance(self._start(state), state, words), lines)
        return self._again(lines, short=True)

    def _short_code(self, code: str, held: Arrival | None = None) -> Decision:
        """A code that is good at once; one that confirms something shows first what that is, and so does one by which
        who acts for an organisation would act for another.
        """
        if self.look.me.joined and self.look.acts_for() and (card := self.look.invited(code)):
            return self._begin(f"join_too/{card.invite_id}", {})
        found = self.look.code(code)
        if found and found.kind == "assisted":
            return self._begin(f"assisted/{found.invite_id}", {})
        hints = self._hints(held, self.session.flow) if held else {}
        return self._command(UseCode(code, person=hints.get(_PERSON, "")))

    def _waits_for_code(self, held: Arrival) -> Decision | None:
        """While a code is awaited that lets another phone in: who says who they are is asked like everybody else, and
        who wants a person gets one.
        """
        if self._meant_here() == "talk_to_coordinator":
            return self._command(CallHuman(self.heard.text))
        if told := self._language(self._on()):
            return told
        if not self.heard.plainly_whose() or not self.heard.presented().town:
            return None
        state = State("join", asking="org", hints=self._hints(held))
        self.session = self.session._replace(flow=state)
        return self._turned(advance(self._start(state), state, self.heard))

    # ---- an answer ----------------------------------------------------------------------------------------------

    def _confirms(self, flow: State, held: Arrival) -> Decision | None:
        """Another name or town in place of what was understood; a yes or a no in their own words."""
        heard, word = self.heard, self.heard.word()
        if heard.number() is not None or word in ("yes", "no", "change"):
            return None
        if any(heard.says(label) for label in (RIGHT, AGAIN)) or named(heard, flow.offered, _EDITS):
            return None
        if held.person:
            flow = replace(flow, hints=self._hints(held._replace(who=None), flow))
            self.session = self.session._replace(flow=flow)
        if flow.asking == "right" and (other := self._who_corrected(flow)):
            return other
        answer = "yes" if self._is_right(flow) else self._yes_or_no(held)
        if flow.asking == "right" and (answer == "no" or (answer == "yes" and heard.refuses())):
            asked = advance(self._start(flow), flow).ask
            return self._which_part(flow, asked) if isinstance(asked, Confirm) else None
        return self._turned(advance(self._start(flow), flow, heard.meaning(answer))) if answer else None

    def _says_yes_to(self, known: Whose, held: Arrival) -> bool:
        """Whether words at "are you …?" are a yes, and name nobody else: "simón, esos somos, de Choluteca"."""
        yes = dict(likely(self.heard.text, "question")).get("affirm", 0.0) > SURELY
        named = skeleton(held.who.name) if held.who else ""
        other = held.who is not None and may_be_named(held.who)  # "yes, but we are Los Manglares"
        return yes and (not named or skeleton(known.name) in skeleton(self.heard.text) or not other)

    def _names_again(self, name: str, town: str) -> bool:
        """Whether the words are the name or the town on the card, and nothing else."""
        said = skeleton(self.heard.text)
        return bool(said) and said in (skeleton(name), skeleton(town))

    def _is_right(self, flow: State) -> bool:
        """Whether the words agree by naming just what the card shows, or say to be that."""
        name, town, _country = _answered_who(flow)
        if self._names_again(name, town):
            return True
        found = self.heard.presented()
        said = found.name or found.town
        same = fold(found.name or name) == fold(name) and fold(found.town) in fold(town)
        return self.heard.says_that_is_us() or (bool(said) and same)

    def _who_corrected(self, flow: State) -> Decision | None:
        """Another name or town in place of what was understood: that part changes, and is shown before it counts. Where
        the town is asked for, only a sentence does that.
        """
        name, town, country = _answered_who(flow)
        new, where = self.heard.put_right(name, town) if name and not self._names_again(name, town) else ("", "")
        sentence = len(self.heard.text.split()) > _FEW_WORDS and not self.heard.plainly_whose()
        if not (new or where) or (flow.asking != "right" and not (new and sentence)):
            return None
        kept = {"org": "\n".join((new or name, where or town, "" if where else country, IN_A_SENTENCE))}
        return self._turned(advance(self._start(flow), replace(flow, answers=kept, asking="")))

    def _yes_or_no(self, held: Arrival) -> str:
        """Whether words at a card of who they are agree or refuse; '' where they do neither."""
        if self.heard.word() or not any(map(str.isalpha, self.heard.text)):
            return self.heard.word() or ""
        meant = dict(likely(self.heard.text, "question"))
        agrees = meant.get("affirm", 0) + (meant.get("my_name", 0) if held.person else 0)
        here = sum(held.chances.get(act, 0) for act in ("affirm", "present", "my_name"))
        if agrees > SURE and here > SURE:  # "publicar" says yes to another card
            return "yes"
        return "no" if meant.get("deny", 0) > SURE else ""

    def _language(self, flow: State) -> Decision | None:
        """Another language, by its name or in a sentence; only the first question has them as its choices."""
        said = _NAMED.get(fold(self.heard.text))
        if said is None and self._meant_here() == "change_language":
            said = str(self.heard.understood().slots.get("language") or "")
        if said in LANGUAGES:
            return Decision(self.session, command=SetLanguage(said))
        if self.heard.word() != "language" or flow.asking in ("org", "invite"):
            return None
        return self._again(
            (_("Which language do you prefer? Write its name: {names}", names=", ".join(NAMES.values())),)
        )

    def _at_the_door(self, flow: State, held: Arrival) -> Decision | None:
        """What a question of joining is answered with: by who they are or where, said now or before; what they ask or
        need besides is answered, or kept, and the question comes again. None: the question reads the words itself.
        """
        if (page := self._by_word(flow)) is not None:
            return page
        if flow.asking in ("town", "its_town") and self.heard.word() is None:
            if other := self._who_corrected(flow):
                return other
            if self.heard.says_where():
                return None
        meant = self._meant_here()
        harm = tells_of_harm(self.heard, self.look, meant)
        if harm and self.heard.harm_to_us():  # "Abuso Cero" is a name
            return self._command(CallHuman(self.heard.text))
        if flow.asking == "org" and (who := self._who_now(flow, held, meant)):
            self._remember(held, flow)
            return self._are(who, agreed=who == _said_who(flow))
        if not held.who and (answered := faq_of(self.heard, self.look, screen=SCREEN)):
            return self._again(answered.lines, short=True)
        if self.heard.says_that_is_us():  # nobody was named, and it names nobody
            return self._again((), short=True)
        if flow.asking == "org" and self._only_asks(held):
            return self._again(pages.help_(self.look).lines, short=True)
        name, town, country = self.heard.whose()
        named = self.heard.is_name(name, town or country)
        if self.heard.word() is not None or self.heard.number() is not None or named:
            self._remember(held._replace(wish=""), flow)
            town = self.heard.where()[0]  # "no, that is my own name" names none
            wrong = flow.asking != "org" and self.heard.refuses() and self.heard.is_town_name(town)
            return self._turned(reopen(self._start(flow), flow, "org"), short=True) if wrong else None
        if meant == "talk_to_coordinator" or harm:
            return self._command(CallHuman(self.heard.text))
        return self._besides_joining(flow, held, meant)

    def _by_word(self, flow: State) -> Decision | None:
        """A word of ours in place of an answer."""
        word = self.heard.word()
        if word == "cancel":
            none = replace(flow, answers={}, hints={}, asking="org", offered=())
            self.session = self.session._replace(flow=none, kept="")
            return self._again((dropped(flow.flow),), short=True)
        if self.heard.text.startswith("/") and word is None:  # a button of Telegram's own, and no name
            return self._again((), short=self.heard.text != "/start")
        if word in ("menu", "balance", "more"):
            return self._again((_("You can do that once your organisation has joined."),), short=True)
        return self._again(pages.help_(self.look).lines, short=True) if word == "help" else None

    def _who_now(self, flow: State, held: Arrival, meant: str) -> Whose | None:
        """Who they are by a yes to what they said before, by the town of what they named, or beside what they need."""
        known = _said_who(flow)
        agrees = self.heard.word() == "yes" or meant in _AGREEING or self.heard.says_that_is_us()
        agrees = agrees or (not held.who and held.chances.get("affirm", 0.0) > SURELY)
        if known and agrees:
            return known
        if known and self._says_yes_to(known, held):
            place = self.heard.where()[0] if not known.town else ""
            return known._replace(town=place) if place else known
        if known and not known.town and may_be_named(known) and (town := only_town(self.heard)):
            return known._replace(town=town.town, country=town.country)
        return held.who if held.wish else None

    def _remember(self, held: Arrival, flow: State) -> None:
        """What they need, for afterwards, and what they are called, beside who they are."""
        if held.wish and held.who:
            self.session = self.session._replace(kept=held.wish)
        self.session = self.session._replace(flow=replace(flow, hints=self._hints(held._replace(who=None), flow)))

    def _besides_joining(self, flow: State, held: Arrival, meant: str) -> Decision | None:
        """What is no answer: kept for afterwards, or answered."""
        if asks_rather(held.chances):
            return self._again(answers(self.look, likeliest_topics(self.heard.text)).lines, short=True)
        names_one = "service" in self.heard.understood().slots
        posts = (held.posts >= SURE or meant in POSTING) and self.heard.understood().intent != "help"
        if posts or (meant == "find_matches" and (names_one or self.heard.requests())):
            if not self.session.kept or (posts and names_one):  # "a nurse", and then "we need help"
                self.session = self.session._replace(kept=held.wish or self.heard.bare().text)
            return self._again((_KEPT,), short=True)
        if meant == "known":
            return self._again(known_page(self.look).lines, short=True)
        if likely(self.heard.text, _ASKED_WHO.get(flow.asking, SCREEN))[0][0] == "why":
            return self._again((why(flow.asking),), short=True)
        if meant in ("help", "inviting") or self.heard.asks_something():
            return self._again(pages.help_(self.look).lines, short=True)
        return None

    def _only_asks(self, held: Arrival) -> bool:
        """Whether a sentence surely asks what this is: nobody is called «داس», who asks «هو ايه كوموني داس»."""
        found = self.heard.presented()
        if found.plain or not found.told or held.who:
            return False
        return sum(chance for act, chance in held.chances.items() if acts()[act].kind in _ASKING) >= SURELY

    # ---- after joining ------------------------------------------------------------------------------------------

    def _kept(self, outcome: Screen) -> Decision:
        """What the newcomer needs or offers is gone on with, in the same message."""
        kept = self.session.kept
        self.session = self.session._replace(kept="", flow=None)
        if word := worded(kept):
            return self._idle(opened(self.look, word, outcome.lines))
        words = self.heard.again(kept)
        found = self._kind_of(words.text, self._not_only_ours(flow_hints(words, self.look)))
        if found:
            either = found[0] == "either"
            said = (you_wrote(found[1]["what"]),) if either else ()
            flow, hints = found
            guess = {**hints, GUESSED: "1"} if either else hints
            return self._begin(flow, guess, (*outcome.lines, *said), kept=not either)
        meant = words.understood().intent
        if meant == "find_matches":
            page = looked_for(words, self.look)
            return self._idle(Screen((*outcome.lines, *page.lines), page.options))
        if meant in SOCIAL or meant in _ABOUT_JOINING:  # "me pasaron este número", "can we join?"
            how = pages.help_(self.look).lines if meant == "help" else ()
            return self._idle(Screen((*outcome.lines, *how), pages.menu_options(self.look)))
        if len(kept.split()) >= _FEW_WORDS and not is_about_itself(words.text):
            lines = (*outcome.lines, you_wrote(words.text))
            return self._begin("either", {"what": words.text, GUESSED: "1"}, lines)
        return self._idle(Screen(outcome.lines, pages.menu_options(self.look)))

    def _kind_of(self, text: str, found: _Hints | None) -> _Hints | None:
        """Whether it is asked or offered, where only the classifier can tell: not where both are said."""
        if found and says_both(found[1]):
            return found
        chances = on_the_doorstep(text)
        least = SURELY if found and found[0] != "either" else SURE
        kind = next((kind for kind in ("need", "offer") if chances.get(f"post_{kind}", 0) >= least), "")
        return (kind, found[1] if found else {"what": text}) if kind else found

    def _not_only_ours(self, found: _Hints | None) -> _Hints | None:
        """Without the town where that is their own: they named it to say where they are, and not where it is done."""
        if found and fold(found[1].get("where", "")) == fold(HERE + self.look.me.town):
            return found[0], {key: said for key, said in found[1].items() if key != "where"}
        return found


def _answered_who(flow: State) -> Whose:
    """Name, town and country as they were answered; '' for what was not."""
    name, town, country = (*flow.answers.get("org", "").split("\n"), "", "")[:3]
    answered, _line, its = flow.answers.get("town", "").partition("\n")
    return Whose(name, answered, its.strip(IN_A_SENTENCE)) if answered else Whose(name, town, country)


def _said_who(flow: State) -> Whose | None:
    """For whom a yes accepts: who they have said they are."""
    said = flow.hints.get(_WHO, "").split("\n")
    return Whose(*said) if said[0] else None
