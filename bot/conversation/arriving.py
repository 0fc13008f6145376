"""Somebody who has not joined yet: their first words are kept, a code is used, and all else leads to joining."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.cards import pages
from bot.cards.data import known_page
from bot.cards.repair import why
from bot.cards.team import lost_phone
from bot.cards.worded import network_of, opened, worded
from bot.conversation.asked_of_us import exchanges_hours
from bot.conversation.changing import Changing
from bot.conversation.faq import faq_of
from bot.conversation.heard import Heard
from bot.conversation.hints import flow_hints
from bot.conversation.meaning import looked_for, tells_of_harm
from bot.conversation.session import GUESSED
from bot.conversation.stage import Decision, dropped, you_wrote
from bot.conversation.then import says_both
from bot.engine import State, Turn, advance, reopen
from bot.flows.join import AGAIN, IN_A_SENTENCE, RIGHT, THAT_IS_US, Newcomer
from bot.questions import chosen
from bot.understand.cues.intents import POSTING, SOCIAL
from bot.understand.presenting.kinds import is_kind_and_name
from bot.understand.presenting.persons import names_person
from bot.understand.where.places import HERE
from bot.understand.where.towns import is_town
from bot.understand.who.introduced import Whose
from bot.understand.who.names import is_large
from bot.understanding import acts, likely
from core.commands import CallHuman, Command, SetLanguage, StartMessages, StopMessages, UseCode
from core.languages import LANGUAGES, NAMES
from core.messages import Message, Screen, _
from core.text.normal import fold

_Hints = tuple[str, dict[str, str]]
_NAMED = {fold(name): lang for lang, name in NAMES.items()}
_NOTHING_KEPT = frozenset(
    (
        "help",
        "free",
        "greeting",
        "thanks",
        "yes",
        "no",
        "skip",
        "balance",
        "change_language",
        "inviting",
        "blocked",
        "network",
        # what only a member can do, or what would be done at once: nothing to go on with after joining
        *("donate", "request_support", "discreet", "quiet_hours", "pause_alerts", "stop"),
    )
)
_ASKED_IN = frozenset(("join", "assisted", "other_phone"))  # of these a language is asked for before joining
_ASKED_WHO = {"org": "newcomer", "town": "town", "its_town": "town"}
"""The questions of who joins, as the screens that bot/dialogue/situation.py names."""
_ABOUT_JOINING = frozenset(("help", "inviting", "free"))
_NOTHING_TOLD = frozenset(("social", "question", "repair", "joining", "people", "safety"))
"""Kinds of acts with which nothing goes on after joining."""
_ASKING = frozenset(("question", "repair"))
_AGREEING = frozenset(("yes", "accept_match"))  # "oui j'accepte"
_KEPT = 600  # letters
_SURE = 0.6  # that words are a yes or a no to what was understood, or that they write from another phone
_SURELY = 0.9  # that something is asked for, or offered, whatever the older rules make of it
_FEW_WORDS = 3  # of a newcomer's first text, from which on it may be a need
_INVITE = 7  # digits of an invite code, at least; fewer open a card
_BY_CODE = _("You join that network with a code from its coordinators. If you have it, write it here.")
_WORDS_ONLY = _("I keep the words only. Send the photo or file again once you are in.")
_ALWAYS: dict[str, Callable[[int], Command]] = {
    "stop": StopMessages,
    "start": StartMessages,
    "person": lambda _address: CallHuman(),
}


def is_invite(code: str) -> bool:
    """Whether digits are long enough to be a code that lets somebody in."""
    return len(code) >= _INVITE and code.isascii() and code.isdigit()


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
        """Who said at first who they are has a yes to choose, and it is the first choice."""
        if not (isinstance(turn.ask, Newcomer) and turn.ask.key == "org" and self._presented()):
            return turn
        asked = replace(turn.ask, guessed=True)
        return turn._replace(ask=asked, state=replace(turn.state, offered=asked.offered()))

    def _asked(self, turn: Turn, lines: tuple[Message, ...], short: bool = False) -> Screen:
        """They read as whom a yes lets them in."""
        screen = super()._asked(turn, lines, short)
        who = self._presented() if isinstance(turn.ask, Newcomer) and turn.ask.guessed else None
        if who is None:
            return screen
        told = _("Are you {organisation}? Then “ok” is enough.", organisation=who.shown())
        return replace(screen, lines=(*screen.lines, told))

    def _newcomer(self) -> Decision | None:
        """What somebody who has not joined wrote; None where it answers the question they were asked."""
        heard, flow = self.heard, self.session.flow
        code = heard.start or heard.code_said()
        if is_invite(code) and self._is_code(code) and not (flow and flow.answers and flow.asking != "invite"):
            return self._code(code)
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
        if flow and chosen(heard, flow.offered, (THAT_IS_US,)) == THAT_IS_US.id and (who := self._presented()):
            self.heard = heard.again(who.answer())
            return None
        meant = "" if heard.text == "/start" else heard.glimpsed()  # what every newcomer's Telegram says first
        if meant == "delete_my_data" and not (flow and flow.flow == "erase"):
            self.session = self.session._replace(flow=flow or State("join"))  # what a no comes back to
            return self._begin("erase", {})
        if self._from_other_phone(flow, word):
            self.session = self.session._replace(flow=None)
            return self._begin("other_phone", {})
        if meant == "lost_phone" and (flow is None or flow.flow == "join"):
            return self._doorstep(lost_phone(self.look))
        if flow is None and meant == "talk_to_coordinator" and not heard.who():
            return self._command(CallHuman(heard.text))
        if flow is None:
            answered = None if heard.who() else faq_of(heard, self.look, screen="newcomer")
            kept = heard.text and word is None and not heard.text.startswith("/") and not answered
            if kept and (self._says_what(meant) or heard.who()):
                self.session = self.session._replace(kept=heard.bare().text)
            if heard.files:
                return self._begin("join", {}, (_WORDS_ONLY,))
            return self._begin("join", {}, answered.lines if answered else ())
        if flow.flow == "other_phone" and not heard.choice:
            return self._waits_for_code(meant)
        if word == "back" and flow.answers:
            return self._turned(reopen(self._start(flow), flow), short=True)
        joins = flow.flow.partition("/")[0] == "join"  # other questions have these keys, too
        confirms = {"right": self._righted, "same": self._agreed}.get(flow.asking) if joins else None
        if confirms and not heard.choice and (confirmed := confirms(flow)):
            return confirmed
        if (
            flow.flow.partition("/")[0] in _ASKED_IN
            and not heard.choice
            and (told := self._language(flow, word, meant))
        ):
            return told
        return (
            self._at_the_door(flow, word, meant)
            if flow.asking in ("org", "town", "its_town", "right") and not heard.choice
            else None
        )

    def _is_code(self, code: str) -> bool:
        """Whether figures are meant as a code: nothing else is written, they are one, or the words say so."""
        heard = self.heard
        alone = heard.start or heard.code() or self.look.code(code)
        return bool(alone) or dict(likely(heard.text, "newcomer")).get("code", 0) > _SURE

    def _from_other_phone(self, flow: State | None, word: str | None) -> bool:
        """Whether somebody whose organisation is here writes from another phone: nobody is asked who they are then."""
        heard = self.heard
        here = flow is None or (flow.flow.partition("/")[0] == "join" and flow.asking in ("org", "town"))
        if not here or word is not None or heard.choice or heard.number() is not None or heard.presented().plain:
            return False
        return dict(likely(heard.text, "newcomer")).get("other_phone", 0) > _SURE

    def _waits_for_code(self, meant: str) -> Decision | None:
        """While a code is awaited that lets another phone in: who says who they are is asked like everybody else, and
        who wants a person gets one.
        """
        if meant == "talk_to_coordinator":
            return self._command(CallHuman(self.heard.text))
        if not self.heard.plainly_whose() or not self.heard.presented().town:
            return None
        state = State("join", asking="org")
        self.session = self.session._replace(flow=state)
        return self._turned(advance(self._start(state), state, self.heard))

    def _turned(self, turn: Turn, lines: tuple[Message, ...] = (), *, short: bool = False) -> Decision:
        if turn.done and turn.result is None and turn.state.flow == "other_phone" and not self._known():
            self.session = self.session._replace(flow=None)
            return self._begin("join", {}, lines)
        if turn.done and turn.result is None and turn.state.flow.partition("/")[0] == "join" and not self._known():
            turn, short = reopen(self._start(turn.state), turn.state, "org"), True  # it was not right: once more
        return super()._turned(turn, lines, short=short)

    def _righted(self, flow: State) -> Decision | None:
        """Another name or town in place of what was understood; a yes or a no in their own words."""
        if self.heard.number() is not None or self.heard.word() in ("yes", "no", "change"):
            return None
        if any(self.heard.says(label) for label in (RIGHT, AGAIN)):
            return None
        if "org" not in flow.answers:  # others wrote who they are
            return self._agreed(flow)
        name, town, *_rest = flow.answers["org"].split("\n")
        found = self.heard.presented()
        found = found if self.heard.is_town_name(found.town) else found._replace(town="")  # "publicar"
        town = town or flow.answers.get("town", "").partition("\n")[0]
        again = (
            bool(found.name or found.town) and fold(found.name or name) == fold(name) and fold(found.town) in fold(town)
        )
        if (found.name or found.town) and not again:
            kept = {key: said for key, said in flow.answers.items() if key != "town" or not found.town}
            kept["org"] = "\n".join((found.name or name, found.town or town, "", IN_A_SENTENCE))
            return self._turned(advance(self._start(flow), replace(flow, answers=kept)))
        return self._agreed(flow, "yes" if again or self.heard.says_that_is_us() else "")

    def _agreed(self, flow: State, word: str = "") -> Decision | None:
        """A yes or a no in their own words."""
        silent = word or self.heard.word() or not any(map(str.isalpha, self.heard.text))
        meant = {} if silent else dict(likely(self.heard.text, "draft"))
        here = dict(likely(self.heard.text, "newcomer"))
        if here.get("affirm", 0) + here.get("present", 0) <= _SURE:
            meant.pop("affirm", None)  # "publicar" says yes to another card
        for act, answer in (("affirm", "yes"), ("deny", "no")):
            word = answer if meant.get(act, 0) > _SURE else word
        return self._turned(advance(self._start(flow), flow, self.heard.meaning(word))) if word else None

    def _says_what(self, meant: str) -> bool:
        """Whether a first text is worth keeping: no question what this is, no greeting, not who they are, not what the
        network is for ("it is about exchanging hours"), and something that can go on after joining.
        """
        if meant not in POSTING and (self._about_itself() or self._posts()):
            return self._posts()
        if meant not in POSTING and exchanges_hours(self.heard.text):
            return self.heard.understood().intent in POSTING
        if meant == "greeting":
            return self.heard.understood().intent in POSTING  # more may stand behind it
        return meant not in _NOTHING_KEPT and (meant != "out_of_scope" or self.heard.introduced() == self.heard.text)

    def _posts(self) -> bool:
        """Whether something is asked for or offered, as far as the classifier can tell."""
        chances = dict(likely(self.heard.text, "newcomer"))
        return chances.get("post_need", 0.0) + chances.get("post_offer", 0.0) >= _SURE

    def _about_itself(self, text: str = "") -> bool:
        """Whether words are a greeting, a question or the like, and nothing to be written down."""
        act, chance = likely(text or self.heard.text, "newcomer")[0]
        return chance >= _SURE and acts()[act].kind in _NOTHING_TOLD

    def _language(self, flow: State, word: str | None, meant: str) -> Decision | None:
        """Another language, by its name or in a sentence; only the first question has them as its choices."""
        said = _NAMED.get(fold(self.heard.text))
        if said is None and meant == "change_language":
            said = str(self.heard.understood().slots.get("language") or "")
        if said in LANGUAGES:
            return Decision(self.session, command=SetLanguage(said))
        if word != "language" or flow.asking in ("org", "invite"):
            return None
        return self._again(
            (_("Which language do you prefer? Write its name: {names}", names=", ".join(NAMES.values())),)
        )

    def _at_the_door(self, flow: State, word: str | None, meant: str) -> Decision | None:
        """Before they have joined, what is neither a name nor a town is answered, or kept for afterwards."""
        if word == "cancel":
            self.session = self.session._replace(flow=replace(flow, answers={}, asking="org", offered=()), kept="")
            return self._again((dropped(flow.flow),), short=True)
        if self.heard.text.startswith("/") and word is None:  # a button of Telegram's own, and no name
            return self._again((), short=self.heard.text != "/start")
        if word in ("menu", "balance", "more"):
            return self._again((_("You can do that once your organisation has joined."),), short=True)
        if word == "help":
            return self._again(pages.help_(self.look).lines, short=True)
        if flow.asking in ("town", "its_town") and word is None and self.heard.says_where():
            return None
        harm = tells_of_harm(self.heard, self.look, meant)
        if harm and self.heard.harm_to_us():  # "Abuso Cero" is a name
            return self._command(CallHuman(self.heard.text))
        agreed = word == "yes" or meant in _AGREEING or self.heard.says_that_is_us()
        if agreed and flow.asking == "org" and (who := self._presented()):
            self.heard = self.heard.again(who.answer())
            return None
        if not self.heard.who() and (answered := faq_of(self.heard, self.look, screen="newcomer")):
            return self._again(answered.lines, short=True)
        if flow.asking == "org" and (both := self.heard.who_and_told()):
            self.session = self.session._replace(kept=both[1])
            self.heard = self.heard.again(both[0].answer())
            return None
        if flow.asking == "org" and (who := self._named_before()):
            self.heard = self.heard.again(who.answer())
            return None
        if self.heard.says_that_is_us():  # nobody was named, and it names nobody
            return self._again((), short=True)
        if flow.asking == "org" and self._only_asks():
            return self._again(pages.help_(self.look).lines, short=True)
        name, town, country = self.heard.whose()
        if word is not None or self.heard.number() is not None or self.heard.is_name(name, town or country):
            return None
        if meant == "talk_to_coordinator" or harm:
            return self._command(CallHuman(self.heard.text))
        if meant in POSTING or (meant == "find_matches" and self._looks_for_one()):
            self._keep(meant)
            return self._again((_("I have kept that for you. First:"),), short=True)
        if meant == "known":
            return self._again(known_page(self.look).lines, short=True)
        if likely(self.heard.text, _ASKED_WHO.get(flow.asking, "newcomer"))[0][0] == "why":
            return self._again((why(flow.asking),), short=True)
        if meant in ("help", "inviting") or self.heard.asks_something():
            return self._again(pages.help_(self.look).lines, short=True)
        return None

    def _only_asks(self) -> bool:
        """Whether a sentence surely asks what this is: nobody is called «داس», who asks «هو ايه كوموني داس»."""
        found = self.heard.presented()
        if found.plain or not found.told or self.heard.who():
            return False
        chances = likely(self.heard.text, "newcomer")
        return sum(chance for act, chance in chances if acts()[act].kind in _ASKING) >= _SURELY

    def _presented(self) -> Whose | None:
        """For whom a yes accepts: who they said they are when they first wrote."""
        kept = self.session.kept
        return self.heard.again(kept).who() if kept and not worded(kept) else None

    def _named_before(self) -> Whose | None:
        """Who wrote first what they are called, and now but the town: that is no other organisation."""
        town, country = self.heard.where() if self.session.kept and is_town(self.heard.text) else ("", "")
        first = self.heard.again(self.session.kept) if town else None
        who = first.whose() if first else Whose("")
        large = is_large(who.name) and " " in who.name and not names_person(who.name)
        named = (large or is_kind_and_name(who.name)) and not who.town and self.heard.is_name(who.name, town)
        return Whose(who.name, town, country) if named else None

    def _looks_for_one(self) -> bool:
        """«¿quién da clases?» looks for something; «¿qué hacen ustedes?» asks what this is."""
        return "service" in self.heard.understood().slots or self.heard.requests()

    def _keep(self, meant: str) -> None:
        """For after joining; what was kept before stays where it says more: "a nurse", and then "we need help"."""
        before, now = self.session.kept, self.heard.bare().text
        listed = before and self.heard.again(before).glimpsed() in POSTING
        if not listed or (meant in POSTING and "service" in self.heard.understood().slots):
            who = before if self._presented() and not self.heard.who() and len(before + now) < _KEPT else ""
            self.session = self.session._replace(kept=f"{who}. {now}" if who else now)

    def _doorstep(self, page: Screen) -> Decision:
        """What helps before joining, with how to join below it."""
        return self._again(page.lines, short=True) if self.session.flow else self._begin("join", {}, page.lines)

    def _code(self, code: str) -> Decision:
        """A hub's invite asks who they are first; any other does what it is for at once."""
        found = self.look.code(code)
        if found and found.kind == "hub":
            self.session = self.session._replace(flow=None)
            return self._begin(f"join//{found.invite_id}", {})
        return self._short_code(code)

    def _short_code(self, code: str) -> Decision:
        """A code that is good at once; one that confirms something shows first what that is, and so does one by which
        who acts for an organisation would act for another.
        """
        if self.look.me.joined and self.look.acts_for() and (card := self.look.invited(code)):
            return self._begin(f"join_too/{card.invite_id}", {})
        found = self.look.code(code)
        if found and found.kind == "assisted":
            return self._begin(f"assisted/{found.invite_id}", {})
        return self._command(UseCode(code))

    def _kept(self, outcome: Screen) -> Decision:
        """The newcomer's first text becomes their first request or offer, in the same message."""
        kept = self.session.kept
        if word := worded(kept):
            self.session = self.session._replace(kept="", flow=None)
            return self._idle(opened(self.look, word, outcome.lines))
        words = self.heard.again(kept)
        ours, both = self._is_ours(words), words.who_and_told()
        words = self.heard.again(both[1]) if both else words  # who they are is no part of it
        self.session = self.session._replace(kept="", flow=None)
        found = self._kind_of(words.text, self._not_only_ours(flow_hints(words, self.look)))
        only = dict(likely(words.text, "newcomer")).get("present", 0.0) >= _SURELY
        if (
            found
            and found[0] == "offer"
            and (only or self._only_says_who(words, found[1].get("what", ""), told=bool(both)))
        ):
            return self._idle(Screen(outcome.lines, pages.menu_options(self.look)))
        if ours and not both and not self._is_more(found):  # the name at once, and then once more
            return self._idle(Screen(outcome.lines, pages.menu_options(self.look)))
        if found:
            either = found[0] == "either"
            said = (you_wrote(found[1]["what"]),) if either else ()
            flow, hints = found
            guess = {**hints, GUESSED: "1"} if either else hints
            return self._begin(flow, guess, (*outcome.lines, *said), kept=not either)
        if words.understood().intent == "find_matches":
            page = looked_for(words, self.look)
            return self._idle(Screen((*outcome.lines, *page.lines), page.options))
        meant = words.understood().intent
        if meant in SOCIAL or meant in _ABOUT_JOINING:  # "me pasaron este número", "can we join?"
            how = pages.help_(self.look).lines if meant == "help" else ()
            return self._idle(Screen((*outcome.lines, *how), pages.menu_options(self.look)))
        if len(kept.split()) >= _FEW_WORDS and not words.who() and not self._about_itself(words.text):
            lines = (*outcome.lines, you_wrote(words.text))
            return self._begin("either", {"what": words.text, GUESSED: "1"}, lines)
        return self._idle(Screen(outcome.lines, pages.menu_options(self.look)))

    def _kind_of(self, text: str, found: _Hints | None) -> _Hints | None:
        """Whether it is asked or offered, where only the classifier can tell: not where both are said."""
        if found and says_both(found[1]):
            return found
        chances = dict(likely(text, "newcomer"))
        least = _SURELY if found and found[0] != "either" else _SURE
        kind = next((kind for kind in ("need", "offer") if chances.get(f"post_{kind}", 0) >= least), "")
        return (kind, found[1] if found else {"what": text}) if kind else found

    def _not_only_ours(self, found: tuple[str, dict[str, str]] | None) -> tuple[str, dict[str, str]] | None:
        """Without the town where that is their own: they named it to say where they are, and not where it is done."""
        if found and fold(found[1].get("where", "")) == fold(HERE + self.look.me.town):
            return found[0], {key: said for key, said in found[1].items() if key != "where"}
        return found

    def _only_says_who(self, words: Heard, what: str, *, told: bool) -> bool:
        """Whether what they seem to offer is who they are: the engineer of «أنا المهندس خالد من نادي التكنولوجيا»."""
        before = words.text.partition(words.whose().name)[0] if not told and self._is_ours(words) else ""
        return (bool(before) and what in before) or words.only_who(what)

    def _is_ours(self, words: Heard) -> bool:
        """Whether they name the organisation that has just joined."""
        return bool(self.look.me.organisation) and fold(words.whose().name) == fold(self.look.me.organisation)

    def _is_more(self, found: tuple[str, dict[str, str]] | None) -> bool:
        """Whether something is asked for or offered behind the name: "Taller de costura Luz" offers no sewing."""
        what = fold(found[1].get("what", "")) if found else ""
        name = fold(self.look.me.organisation)
        return bool(what) and what not in name and name not in what
