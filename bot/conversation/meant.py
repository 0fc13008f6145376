"""What is done with what words ask for: a page, a choice of the menus or of a card, or a conversation to begin."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.cards import pages
from bot.cards.choices import pointed_at, verb_of
from bot.cards.coordinating import case
from bot.cards.listing import place
from bot.cards.standing import not_understood_of
from bot.cards.talk import REPLY_TO_US
from bot.conversation.apart import is_same
from bot.conversation.asked_of_us import asked_of_us, what_follows_here
from bot.conversation.at_its_hour import TERMS, at_its_hour
from bot.conversation.buttons import act
from bot.conversation.can_help import can_help
from bot.conversation.doing import Doing
from bot.conversation.faq import faq_of
from bot.conversation.guarded import not_to_give
from bot.conversation.hints import flow_hints, only_named, posting
from bot.conversation.meaning import act_of, tells_of_harm
from bot.conversation.own_said import button_written
from bot.conversation.partner import for_the_other, under_way
from bot.conversation.session import DRAFTS, GUESSED, new_token, waiting
from bot.conversation.shown_card import sum_of
from bot.conversation.stage import DROPPED, Decision, now_about
from bot.conversation.then import is_kept, says_both
from bot.conversation.to_partner import passed_on, to_them
from bot.dialogue.coordination import card_of
from bot.dialogue.gate import has_no, surely_said
from bot.dialogue.listings import asked
from bot.dialogue.members import asks_about_member, of_member, plain
from bot.dialogue.moves import answers_of, resolve, slots_of
from bot.dialogue.policy import Choice, choose
from bot.dialogue.readings import Reading, readings
from bot.dialogue.second import For, gently, meant_for_arrived, named_by_number
from bot.dialogue.situation import (
    ASKS_FOR_YES,
    DAY,
    HOURS,
    LAST_YES,
    MESSAGE,
    QUESTION,
    Situation,
    arrived_of,
    screen_of,
    situation_of,
)
from bot.dialogue.slots import what_meant
from bot.dialogue.terms import weighed
from bot.engine import State, advance, reopen, revise
from bot.flows.cancel import WAY
from bot.questions import Confirm, Text
from bot.understand.alike import choice_called, told_apart
from bot.understand.calendar.timesofday import join_time
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.of_coordination import complains_of_coordination
from bot.understand.passed import for_others
from bot.understand.passing_on import says_what_to_tell, wants_them_told
from bot.understand.taking_over import taking_over
from bot.understand.words import case_said
from bot.understanding import acts, likely
from bot.where import Where, where_in
from core.commands import StartMessages
from core.errors import NotYours
from core.look import is_id
from core.messages import Amount, Code, Day, Message, Screen, _
from core.text.normal import digits, fold

_FEW_WORDS = 3
_LIKELY, _HALF, _SURELY, _REPLACES = 0.1, 0.5, 0.9, 0.6
_ALSO = small("also")
_COMPLAINT = "complain"
_GOES_ON = _("Welcome. What was begun here goes on with you.")
_NOT_THIS = _("I did not understand. Choose a number, or write “menu”.")
_NOT_LIKE = frozenset(("cancel", "back", "pause_alerts", "resume_alerts", "stop", "quiet_hours", "discreet"))
_NAMES_ONE = 6  # words that ask about the exchange whose number stands in them
_NUMBER = re.compile(r"(?<!\d)\d{4,6}(?!\d)", re.ASCII)
_ANSWER = re.compile(r"l:\d+:answer|g:\d+:sure|o:\d+:as_[a-z]+")
_WITHOUT_ACT = frozenset(("another", "blocked", "contribution", "fund", "discreet"))
"""What the rules know plainly, and no act stands for."""
_CALLED = {"mine": ("take", "care"), "reply": ("answer",), "pass": ("hand",)}
"""Choices of coordinators' cards, by what they are called besides their labels: each asks once more, or is let go."""
_ABOUT_ONE = frozenset((HOURS, DAY, QUESTION, "what", "kind"))
"""Screens on which what is asked about may be dropped; elsewhere words that others are to read may say the same."""
_OF_THE_LIST = frozenset(("choose", "search"))
"""Moves that come to the list on the screen once more where they name nothing of it, or nothing else."""
_ANSWERS = {"yes": "accept", "no": "decline", "thanks": "thank"}
"""Words that work everywhere, and what they mean under a card that asks for an answer."""
_TO_ITS_QUESTION = {"yes": "affirm", "no": "deny"}
_ASKED_ON = {"hours": HOURS, "by": DAY}
"""On which screen a slot is asked for."""
_READ_BY_OTHERS = ("words", "text", "why")
"""Parts of what waits for a yes that others read as they are written."""
_DETAIL, _ASKING = 8, frozenset("?؟")
"""Words that tell more of what is asked for."""
_YES_NO = frozenset(("accept", "decline"))
"""Who asks for something else neither accepts nor refuses by that what is on the screen."""
_PAGES = frozenset(("page", "period", "faq", "search", "queue"))
"""What is shown of a member where who coordinates names one: its own page."""
_WRITES = "coord_write"
_OF_A_CASE = frozenset(("case", "write", "takedown", "decide"))
"""Moves that are about the case on the screen."""
_SAID_OF_A_CASE = frozenset(("report_problem", "call_human"))
"""What who sees to a case has nobody to say to but whom it is about: "tell me what happened"."""
_ADMITS = frozenset(("coord_admit", "coord_refuse"))
_CARDS = frozenset(("c:", "f:", "o:"))
"""Cards of who coordinates."""
_COURTESY = frozenset(("greeting", "thanks"))


class Meant(Doing):
    """One message in words, which the understanding has read (bot/conversation/meaning.py)."""

    __slots__ = ()

    def _by_policy(self) -> Decision | None:
        """What the table of bot/dialogue says of the likeliest meanings, here; None where it leaves it to the rest."""
        heard, flow = self.heard, self.session.flow
        if heard.choice or heard.files or not any(map(str.isalpha, heard.text)):
            return None  # numbers alone are no act of speech: the question takes them, or nothing does
        situation = replace(self.situation(), written_on=heard.written_on)
        lone = _lone_answer(heard.word(), situation)
        if heard.word() is not None and not lone:
            return None
        if known := self._known_first(flow):
            return known
        if (read := self._read(situation, lone)) is None:
            return None
        written = flow.said().get("what", "") if flow and flow.flow in DRAFTS else ""
        told = weighed(read, plain(heard, self.look), self.look, situation, written)
        self.read = of_member(told, heard, self.look, situation)
        if for_arrived := self._for_arrived(situation):
            return for_arrived
        choice = choose(situation, self.read)
        if (choice is None or choice.sure < _SURELY) and (answered := self._answered_to(situation)):
            return answered
        if choice is None or self._goes_another_way(choice):
            return self._another_plainly(flow) if flow and situation.screen in (HOURS, DAY) else None
        return (flow and self._put_right(choice, flow)) or self._moved(choice, situation)

    def situation(self) -> Situation:
        """In which situation they write."""
        return situation_of(self.session, self.look, seen=self.heard.seen, late=self.heard.late)

    def _known_first(self, flow: State | None) -> Decision | None:
        """What the rules know whatever else the words may be: who wants messages again, somebody new, an exchange or a
        case by its number, what is not to be given away.
        """
        if self.look.me.stopped and (back := self._wants_back()):
            return back
        if (flow is None or flow.asking == "what") and (new := self._another_person()):
            return new
        if flow and flow.flow == "either" and (told := self._for_named(flow)):
            return told
        if case := self._asked_by_number():
            return case
        guarded = not_to_give(self.heard, self.look)
        return self._aside(guarded) if guarded else None

    def _read(self, situation: Situation, lone: tuple[Reading, ...]) -> tuple[Reading, ...] | None:
        """How likely the words are which acts; None where the rules know what no act stands for, or hear of harm."""
        bare = plain(self.heard, self.look)
        read = lone or readings(bare.text, situation)
        if bare is not self.heard and not lone and asks_about_member(asked := readings(self.heard.text, situation)):
            read = asked  # "how is Casa Luz doing?": what stands behind the name is nothing to write to it
        unsure = not read or read[0].probability < _SURELY
        return None if self._is_without_act() or (unsure and self._tells_of_harm()) else read

    def _for_named(self, flow: State) -> Decision | None:
        """What was neither a request nor an offer, and is for the exchange whose number they name instead."""
        cards = [card for card in self.look.my_exchanges() if named_by_number(self.heard, card)]
        found = passed_on(self.heard, self.look, cards[0], flow.said().get("what", "")) if len(cards) == 1 else None
        if found is None:
            return None
        self.session = self.session._replace(flow=None)
        return self._do(found)

    def _for_arrived(self, asked: Situation) -> Decision | None:
        """What words come to that are for what arrived since the question was asked, which comes again afterwards.
        Where they may be for either, the question is asked once more and tells how to answer the other.
        """
        flow, arrived = self.session.flow, arrived_of(self.session, self.look)
        if flow is None or arrived is None or arrived.focus is None:
            return None
        new = self.session.alerted
        whom, choice = meant_for_arrived(self.heard, self.look, asked, self.read, flow, arrived, new=new)
        card = self.look.exchange(arrived.focus.id)
        if whom is For.QUESTION or card is None:
            return None
        if whom is For.EITHER:
            return self._again((for_the_other(card),))
        self.session = self.session._replace(arrived=())
        decided = self._moved(gently(choice), arrived) if choice else None
        return decided or self._opened(str(card.number))

    def _is_without_act(self) -> bool:
        """Whether the rules plainly know it and no act stands for it, however sure the classifier is of another."""
        understood = plain(self.heard, self.look).understood()
        return understood.intent in _WITHOUT_ACT and understood.by != "likeness"

    def _tells_of_harm(self) -> bool:
        """Whether it is harm, of which a person is to hear."""
        return tells_of_harm(self.heard, self.look, plain(self.heard, self.look).understood().intent)

    def _answered_to(self, situation: Situation) -> Decision | None:
        """The answer to a question for us, where the table is not sure of anything."""
        if self.session.flow is None and (ours := asked_of_us(self.heard, self.look, self.session.idle)):
            return self._do(ours)
        in_view = situation.focus is not None  # words may as well be for the other side of it
        answered = faq_of(self.heard, self.look, sure=in_view) if self._may_be_faq() else None
        return self._answer_aside(answered) if answered else None

    def _moved(self, choice: Choice, situation: Situation) -> Decision | None:
        """What the chosen row comes to."""
        move, flow = choice.row.move, self.session.flow
        if flow and move in ("answer", "option", "slot"):
            return self._answered_by(choice, flow)
        if flow and move == "reword":
            return self._reworded(flow, choice.reading.act)
        if move == "post":
            return self._posted(choice)
        if move == "relay" and flow and (told := self._only_told(choice, flow)):
            return told
        if move == "faq" and not self.heard.member():
            return self._explained(situation)
        if move == "repair":
            answers = self._may_answer(situation.screen)
            return None if answers else self._repair(choice.row.what, situation.screen)
        if move in _PAGES and (card := card_of(self.heard, self.look, listed=move == "search")):
            return self._shown(card)
        found = resolve(choice, situation, self.heard, self.look)
        ends = (move, choice.row.what) == ("listing", "down") and situation.screen in _ABOUT_ONE
        if found is None and flow and ends:
            return self._cancel()  # "take that away": what is being asked about, where they name nothing of theirs
        if found is None and move in _OF_THE_LIST and choice.sure >= _REPLACES:
            return self._once_more()
        return self._do(found) if found else None

    def _only_told(self, choice: Choice, flow: State) -> Decision | None:
        """Who is asked how to go on, and says "just tell them": what the question shows is told, not these words."""
        if flow.asking != WAY or not wants_them_told(self.heard.text) or says_what_to_tell(self.heard.text):
            return None
        return self._answered_by(choice._replace(row=replace(choice.row, move="option", what="tell")), flow)

    def _explained(self, situation: Situation) -> Decision | None:
        """The answer to a question about the service, or about what comes next on the card that is shown."""
        follows = what_follows_here(self.heard, self.look, self.session.idle) if self.session.flow is None else None
        answered = None if follows else faq_of(self.heard, self.look, screen=situation.reads_as)
        return self._do(follows) if follows else self._answer_aside(answered) if answered else None

    def _may_be_faq(self) -> bool:
        """Whether it may be a question about the service, whatever else it may be."""
        return any(one.act == "ask_faq" and one.probability >= _LIKELY for one in self.read)

    def _goes_another_way(self, choice: Choice) -> bool:
        """Whether it is a complaint about who coordinates, a name of their network, or the words of a button of the
        hours, which need not be the screen: the table knows of none. And what plainly asks for something or offers it
        is no work of who coordinates, unless that is sure.
        """
        if self.session.flow is None and button_written(self.heard):
            return True
        complains = not self.look.me.coordinates and complains_of_coordination(self.heard.text)
        if complains or choice.reading.source != "classifier":
            return complains
        works = acts()[choice.reading.act].kind == "coordination" and choice.sure < _SURELY
        return self.heard.is_a_name() or (works and bool(plain(self.heard, self.look).plainly()))

    def _put_right(self, choice: Choice, flow: State) -> Decision | None:
        """What is said of a part of what is being written: nothing, where nothing is asked."""

    def _answered_by(self, choice: Choice, flow: State) -> Decision | None:
        """An answer to the question that waits, by a word, a choice of it, or a slot that the words give."""
        move, what = choice.row.move, choice.row.what
        if move == "slot":
            of_draft = flow.flow in DRAFTS and flow.asking == LAST_YES  # which words put right what, was asked before
            return None if of_draft else self._slot_given(what, flow)
        if move == "option" and (another := self._begun_instead(flow)):
            return another
        if what == "yes" and not (self._may_say_yes(flow) and surely_said(choice, self.heard)):
            return None
        if what == "yes" and self._names_other_terms(flow):
            return None
        words = self.heard.meaning(what) if move == "answer" else self.heard.again(self.heard.text)
        words.choice = what if move == "option" else ""
        turn = advance(self._start(flow), flow, words)
        return None if turn.retry else self._turned(turn)

    def _names_other_terms(self, flow: State) -> bool:
        """Whether the words name hours or a day that the card of what is being written does not show: they are no yes
        to what stands there.
        """
        if flow.flow not in DRAFTS or flow.asking != LAST_YES:
            return False
        said = flow.said()
        return any(value != said.get(slot) for slot, value in slots_of(self.heard).items())

    def _slot_given(self, what: str, flow: State) -> Decision | None:
        """What the words give of what is asked or written: a service, a place, or hours, a day and the like."""
        if what == "what":
            return self._service_given(flow)
        if what == "where":
            return self._told_where(flow)
        if flow.flow == "offer":
            return None  # hours and days of an offer stand in its words
        if another := self._another_plainly(flow):
            return another
        said, slot, last = flow.said(), what.partition(" ")[0], flow.asking == LAST_YES
        found = answers_of(self.heard, what, said if last else {})
        if slot == "stars" and said.get("text"):  # how it was they have said before
            found.pop("text", None)
        beside = _ASKED_ON.get(slot, screen_of(flow)) != screen_of(flow) and not last
        if not found or (beside and (not _may_say_more(flow) or self.heard.in_so_long())):
            return None
        if not last and slot in found and not beside:  # a day is asked for by other names as well
            found = {flow.asking: found.pop(slot), **found}
        kept = {**found, **at_its_hour(self.heard, self.look, replace(flow, answers={**flow.answers, **found}))}
        lines = (noted(kept, self.look.me.town),) if beside else ()
        return self._turned(revise(self._start(flow), flow, kept), lines)

    def _service_given(self, flow: State) -> Decision | None:
        """What is needed or offered, in other words; the other kind of listing, where they say so."""
        if other := self._other_listing(flow):
            return other
        if self.heard.part():
            return None  # «cambia el lugar» names what is to change, and is not what is needed
        found = what_meant(self.heard, flow.said())
        if flow.asking != LAST_YES:
            title = self.heard.title(flow.flow if flow.flow in DRAFTS else "")
            found = self._told_of_it(flow, found or ({"what": title} if title else {}))
        return self._of_another(flow, found) if found else None

    def _reworded(self, flow: State, act: str) -> Decision | None:
        """What others are to read, as these words put it; where they only say that it is wrong, it is asked anew."""
        asked = advance(self._start(flow), flow).ask
        part = next((key for key in _READ_BY_OTHERS if key in asked.parts), "") if isinstance(asked, Confirm) else ""
        if not part:
            return None
        text, tells = self.heard.text, act == "inform_words"
        told = for_others(text, "coord_refuse" if tells else "correct_words")
        opened = reopen(self._start(flow), flow, part)
        before = flow.said().get(part, "") if isinstance(opened.ask, Text) else ""  # what is sealed is not read here
        added = f"{before}. {told.more}" if told.more and before else ""
        words = told.words or added or (text if tells else "")
        turn = advance(self._start(flow), opened.state, self.heard.again(words)) if words else opened
        return self._turned(opened if turn.retry else turn)

    def _another_plainly(self, flow: State) -> Decision | None:
        """Another request or offer, where the words plainly are one, whatever hours and day they name."""
        return self._begun_instead(flow) if self.heard.plainly() in DRAFTS else None

    def _begun_instead(self, flow: State) -> Decision | None:
        """Another known service than the one about which something is asked is another request or offer."""
        found, before = flow_hints(self.heard, self.look), flow.said().get("what", "")
        if not (found and before and found[0] in DRAFTS and self._names_it(found[1])):
            return None
        same = is_same(found[1]["what"], before)
        return None if same else self._begin(*found, beside=self._is_another(*found))

    def _told_where(self, flow: State) -> Decision | None:
        """Where it is to be, said while something else is asked."""
        place = self.heard.place_said() if _may_say_more(flow) else ""
        kept = {"where": place}
        return self._turned(revise(self._start(flow), flow, kept), (noted(kept, self.look.me.town),)) if place else None

    def _told_of_it(self, flow: State, found: dict[str, str]) -> dict[str, str]:
        """What is told of it while hours or a day are asked, for whom it is or how many they are, stands behind what is
        asked for, which only another service replaces.
        """
        before, text, lang = flow.said().get("what", ""), self.heard.text.strip(" .!،,"), self.heard.language()
        named = found.get("what", "")
        if named and (named.startswith(before) or self.look.names_another(named, lang, before)):
            return found
        tells = (
            before and len(text.split()) <= _DETAIL and _ASKING.isdisjoint(text) and fold(text) not in self._labels()
        )
        return {"what": join_time(before, text, self.look.me.lang)} if tells else {}

    def _other_listing(self, flow: State) -> Decision | None:
        """An offer while a request is written, or the other way round, where the first words say so."""
        found = flow_hints(self.heard, self.look) if self.heard.plainly() in DRAFTS - {flow.flow} else None
        return self._begin(*found, beside=True) if found and found[0] == self.heard.plainly() else None

    def _may_say_yes(self, flow: State) -> bool:
        """Whether the card that asks for it is the one they have seen, and nothing on it has changed since."""
        asked = advance(self._start(flow), flow).ask
        same = self.session.card in (0, sum_of(flow.flow, asked))
        return same and self.heard.seen and not (self.heard.late or self.heard.same)

    def _of_another(self, flow: State, said: dict[str, str]) -> Decision:
        """Another service in place of the one that was named; which of several services it is may be asked anew."""
        self._is_one(flow)
        kept = {key: answer for key, answer in flow.answers.items() if key != "service"}
        turn = revise(self._start(flow), replace(flow, answers=kept), said)
        return self._turned(turn, (now_about(said["what"]),) if turn.state.asking != "sure" else ())

    def _posted(self, choice: Choice) -> Decision | None:
        """A request or an offer to be written, with all that the words say; which of the two it is, is sure enough."""
        kind, found, flow = choice.row.what, flow_hints(self.heard, self.look), self.session.flow
        if kind == "offer" and flow is None and (asked := can_help(self.heard, self.look)):
            return self._do(asked)
        if found and says_both(found[1]):
            return None
        if choice.sure < _SURELY and self._names_one():
            return None
        plainly = found[0] if found and found[0] in DRAFTS else ""
        least = _SURELY if self.heard.plainly() == plainly else _REPLACES
        kind = plainly if plainly and choice.sure < least else kind
        hints = self._told_of(kind, found)
        beside = plainly == kind and self._is_beside(kind, hints)
        if flow and not beside and not self._replaces(choice, flow):
            return None
        hints = {key: said for key, said in hints.items() if key != GUESSED}
        if flow and not beside:
            other = kind != flow.flow or "what" in hints
            return self._in_its_place(flow, kind, hints) if other else None
        return self._begin(kind, hints, beside=self._is_another(kind, hints))

    def _told_of(self, kind: str, found: tuple[str, dict[str, str]] | None) -> dict[str, str]:
        """What the words say of a request or an offer, be it found to be one by them or not."""
        if found and found[0] == kind and "what" in found[1]:
            return dict(found[1])
        grammars = dict(found[1]) if found and found[0] in (*DRAFTS, "either") else slots_of(self.heard)
        hints = posting(self.heard.bare().unnamed(), kind, grammars, urgent="urgent" in grammars)
        if "what" not in hints and self._names_something(self.heard.text):
            hints["what"] = self.heard.wording(kind)
        return {key: said for key, said in hints.items() if kind == "need" or key not in ("hours", "by")}

    def _replaces(self, choice: Choice, flow: State) -> bool:
        """Whether a request or an offer comes in the place of the draft on the screen: nothing says "also"."""
        likely_enough = choice.sure >= _REPLACES and flow.asking == LAST_YES and flow.flow in DRAFTS
        return likely_enough and _ALSO.isdisjoint(tokenise(self.heard.text).forms)

    def _in_its_place(self, draft: State, kind: str, hints: dict[str, str]) -> Decision:
        """The draft is dropped for that, which is said; its words stay where but the kind was wrong."""
        said = draft.said()
        stays = () if "what" in hints else ("what", "where")
        kept = {key: answer for key, answer in said.items() if key in stays}
        self.session = self.session._replace(flow=None)
        return self._begin(kind, {**kept, **hints}, () if kept else self._dropped(draft.flow))

    def _names_one(self) -> bool:
        """Whether a few words name a service and no more, of which it is asked what it is."""
        return len(self.heard.text.split()) <= _FEW_WORDS and only_named(self.heard, self.look) is not None

    def _names_something(self, text: str) -> bool:
        """Whether words that ask for something or offer it can name it: "we need help" does not."""
        return self.heard.names_something() and (
            len(text.split()) > _FEW_WORDS or self.look.names_service(text, self.heard.language())
        )

    def _is_answer(self) -> bool:
        """Whether the words answer the question, though it cannot take them: no other conversation begins by them."""
        best = self.read[0] if self.read else None
        return best is not None and best.probability > _HALF and acts()[best.act].kind == "answer"

    def _may_answer(self, screen: str) -> bool:
        """Whether words that seem to be about the conversation itself hold the answer that is asked for: hours, a day,
        or whatever a question takes that has no screen of its own.
        """
        flow, heard = self.session.flow, self.heard
        if flow is None:
            return False
        if screen in (HOURS, DAY):
            return (heard.minutes() if screen == HOURS else heard.is_only_a_day() or None) is not None
        return screen == QUESTION and advance(self._start(flow), flow, heard).retry is None

    def _meaning(self) -> Decision | None:
        """A flow or a page that the words ask for."""
        if self.heard.word() == "more":
            return self._aside(pages.more(self.look))
        return self._meant()

    def _meant(self) -> Decision | None:
        """What the understanding made of the words."""
        if answer := self._ordered() or self._to_a_case():
            return answer
        if member := self._called():
            return member
        if complaint := self._complaint():
            return complaint
        if guarded := not_to_give(self.heard, self.look):
            return self._aside(guarded)
        if page := self._shown_listing():
            return self._act(page)
        meant = self.heard.understood().intent
        if meant in _NOT_LIKE and self.session.flow and self.heard.understood().by == "likeness":
            return None  # nothing that was written is dropped or put off for words that only look like it
        if meant in ("cancel", "back"):
            return self._guessed() or (self._cancel() if meant == "cancel" else self._back())
        if found := act_of(self.heard, self.look):
            return self._do(found)
        flow = flow_hints(self.heard, self.look)
        if flow and not self._names_it(flow[1]) and (rather := self._rather(flow[0])):
            return rather
        if flow and flow[0] == "either":
            return self._which_kind(flow[1])
        return self._begin(*flow, beside=self._is_another(*flow)) if flow else None

    def _rather(self, kind: str) -> Decision | None:
        """What the table guesses of words that the rules take for a request or an offer, and the classifier rather for
        something else, while an exchange is there that they may be about; of hardly any request, that it was not
        understood.
        """
        best = self.read[0] if self.read else None
        answers = best is None or best.act in _YES_NO or acts()[best.act].kind == "posting"
        if answers or not self.look.my_exchanges():
            return None
        posted = sum(one.probability for one in self.read if acts()[one.act].kind == "posting")
        hardly = kind in DRAFTS and posted < _LIKELY
        return self._guessed() or (self._not_understood() if hardly else None)

    def _is_beside(self, kind: str, hints: dict[str, str]) -> bool:
        """Whether what plainly asks for something in the middle of a question asks for something else."""
        other = self.session.flow is None or self.session.flow.flow != kind or self._is_another(kind, hints)
        return other and self._names_it(hints)

    def _names_it(self, hints: dict[str, str]) -> bool:
        """Whether what is asked for or offered is a service that is known."""
        return self.look.names_service(hints.get("what", ""), self.heard.language())

    def _is_another(self, name: str, hints: dict[str, str]) -> bool:
        """Whether a second one of what is being written is asked for: the first waits, and is not written over."""
        on, what = self.session.flow, hints.get("what", "")
        before = on.said().get("what", "") if on and on.flow == name and on.asking != "what" else ""
        return bool(what and before) and not is_same(what, before)

    def _complaint(self) -> Decision | None:
        """Who complains of who coordinates is asked who shall read it."""
        member = self.look.me.joined and not self.look.me.coordinates
        if not (member and complains_of_coordination(self.heard.text)):
            return None
        session = self.session
        if session.parked and session.parked.flow == _COMPLAINT:
            session = session._replace(parked=None)  # what they wrote before is asked no second time
        on = None if session.flow and session.flow.flow == _COMPLAINT else waiting(session.flow)
        lost = on and session.parked and not is_kept(session.parked, on)
        self.session = session._replace(parked=on or session.parked)
        return self._letter(_COMPLAINT, (DROPPED,) if lost else ())

    def _another_person(self) -> Decision | None:
        """Who writes from here now in the place of somebody else is asked what colleagues shall call them."""
        new = self.look.me.joined and self.look.me.organisation_id and taking_over(self.heard.text)
        if not new or self.heard.glimpsed() == "post_need":  # «nuestro contador renunció, necesitamos otro»
            return None
        return self._begin("my_name", {}, (_GOES_ON,))

    def _wants_back(self) -> Decision | None:
        """Who has stopped all messages and seems to want them again: at once where that is plainly said, else asked."""
        if not (self.heard.comes_back() or self.heard.understood().intent == "resume_alerts"):
            return None
        if self.heard.only_comes_back():
            return self._command(StartMessages(self.look.me.address_id))
        return self._aside(pages.stopped(self.look))

    def _shown_listing(self) -> str:
        """The first choice of a screen that asks just that, where they say yes to it: to help or to ask for it, of a
        listing of others; to take back hours that were given; to let an organisation in as what they said that it is.
        """
        first = next(iter(self.session.idle), "")
        here = self.session.flow is None and self.heard.seen and self.heard.word() == "yes"
        return first if here and _ANSWER.fullmatch(first) else ""

    def _to_coordination(self) -> Decision | None:
        """What answers a coordinator whose words were shown last goes to them as it stands; the question waits."""
        on = self.session.flow
        first = next(iter(self.session.arrived if on else self.session.idle), "") if self.heard.seen else ""
        if not first.startswith(REPLY_TO_US) or self.heard.word() in _COURTESY or not self._is_for_somebody():
            return None
        self.session = self.session._replace(flow=None, parked=waiting(on) or self.session.parked)
        return self._letter(f"reply_case/{first.removeprefix(REPLY_TO_US)}")

    def _is_for_somebody(self) -> bool:
        """Whether words are for whom they may be written to: nothing that is surely said in the middle of all else.
        What happened with the other side is told to who asks.
        """
        if self.heard.choice or self.heard.payload:
            return False
        name, sure = next(iter(likely(self.heard.text, MESSAGE)), ("none", 1.0))
        act = acts()[name]
        least = _REPLACES if act.kind == "posting" else _SURELY
        return not act.interrupts or act.kind == "exchange" or sure < least

    def _asked_by_number(self) -> Decision | None:
        """«¿qué pasó con el 1001?» of a coordinator, who names an exchange in a few words: how it stands."""
        if not self.look.me.coordinates or self.session.flow is not None:
            return None
        if (number := case_said(self.heard.text)) is not None and (id := number or self._only_case()):
            return self._case_numbered(id)
        if len(self.heard.text.split()) > _NAMES_ONE:
            return None
        numbers = _NUMBER.findall(digits(self.heard.text))
        card = self.look.exchange_by_number(int(numbers[0])) if len(numbers) == 1 else None
        open_ = card is not None and not card.mine and self.heard.understood().intent not in POSTING
        return self._opened(numbers[0]) if open_ else None

    def _only_case(self) -> int:
        """The case of the organisation that is named; 0 where it has none, or several."""
        member = self.heard.member()
        names = {card.name for card in member.cards} if member else set()
        ids = [card.id for card in self.look.cases() if card.organisation in names] if names else []
        return ids[0] if len(ids) == 1 else 0

    def _case_numbered(self, number: int) -> Decision:
        """A case by its number, with what the words want of it first."""
        page = case(self.look, number)
        if page is None:
            raise NotYours(_("There is no open case {n}.", n=Code(str(number))))
        idle = tuple(option.id for option in page.options)
        there = situation_of(self.session._replace(idle=idle), self.look, seen=False, late=False)
        choice = choose(there, readings(plain(self.heard, self.look).text, there))
        done = (
            choice
            and choice.row.move in _OF_A_CASE
            and choice.sure >= _SURELY
            and resolve(gently(choice), there, self.heard, self.look)
        )
        return self._do(done) if done else self._shown(page)

    def _ordered(self) -> Decision | None:
        """«escríbales» under a card of who coordinates: its button, in other words; what would be done at once is shown
        as that choice of the card.
        """
        heard, idle = self.heard, self.session.idle
        here = self.look.me.coordinates and self.session.flow is None and heard.seen and not has_no(heard.text)
        if not here or len(heard.text.split()) > _FEW_WORDS or not any(one[:2] in _CARDS for one in idle):
            return None
        shown = self.look.whole(self.session.screen)
        options = [one for one in shown.options if one.id in idle] if shown else []
        at = told_apart(heard.text, [heard.said(one.label) for one in options], self.look.me.lang)
        found = act(self.look, options[at].id) if at is not None else None
        if shown is None or at is None or found is None or found.command is None:
            return self._do(found) if found else None
        return self._shown(pointed_at(shown, verb_of(options[at].id)))

    def _to_a_case(self) -> Decision | None:
        """«hola, soy la coordinadora, cuéntame» under a case is for whoever it is about: shown once before it goes."""
        called = choice_called(self.heard.text, self.look.me.lang) or ""
        if called == "close" and (page := self._case_on_screen()):
            return self._shown(pointed_at(page, "done"))
        named = [one for one in self.session.idle if one.rpartition(":")[2] in _CALLED.get(called, ())]
        if named and self.session.flow is None and self.heard.seen:
            return self._act(named[0])
        case = next((one for one in self.session.idle if one.startswith("c:") and one.endswith(":answer")), "")
        few = len(self.heard.text.split()) < _FEW_WORDS
        likeliest = self.read[0].act if self.read else ""
        admits = likeliest in _ADMITS and not any(one[:2] == "o:" for one in self.session.idle)  # nobody's to be let in
        orders = likeliest != _WRITES and likeliest in acts() and acts()[likeliest].kind == "coordination"
        orders = orders and not admits
        if case and orders and not few and self.heard.seen:
            return self._not_understood()  # what is to be done with it is nothing to be written
        said = likeliest in _SAID_OF_A_CASE or self._is_for_somebody()
        if not case or few or not self.heard.seen or not said:
            return None
        return self._letter(f"answer_case/{case.split(':')[1]}")

    def _letter(self, flow: str, lines: tuple[Message, ...] = ()) -> Decision:
        """What they wrote is what that conversation asks for."""
        state = State(flow, asking="words")
        turn = advance(self._start(state), state, self.heard)
        self.session = self.session._replace(token=new_token(), idle=())
        return self._turned(turn, lines)

    def _for_who_wrote(self) -> Decision | None:
        """What is not understood right below words of the other side is an answer to these, shown before it goes; and
        below the card of an exchange what names its day is for the other side.
        """
        situation = self.situation()
        focus = situation.focus
        card = self.look.exchange(focus.id) if focus and focus.kind == "exchange" else None
        for_them = card and card.may_write and (situation.reads or self.heard.names_the_day(card.due_on))
        return self._do(to_them(self.heard, self.look, card)) if card and for_them else None

    def _guessed(self) -> Decision | None:
        """What the table says of the likeliest meaning, where that only shows something, or asks once more."""
        if self.session.flow or not self.read:
            return None
        situation = self.situation()
        choice = choose(situation, self.read, last=True)
        return self._moved(choice, situation) if choice else None

    def _not_understood(self) -> Decision:
        if case := self._case_on_screen():
            return self._shown(replace(case, lines=(_NOT_THIS, *case.lines)))._replace(missed=True)
        card = under_way(self.look) if self.session.flow is None else None
        return self._aside(not_understood_of(card) if card else pages.not_understood(self.look))._replace(missed=True)

    def _case_on_screen(self) -> Screen | None:
        """The case that a coordinator reads, once more: words that mean nothing to us must not take it away."""
        first = next(iter(self.session.idle), "") if self.session.flow is None else ""
        id = first.split(":")[1] if first.startswith("c:") else ""
        return case(self.look, int(id)) if is_id(id) and self.look.me.coordinates else None


def _lone_answer(word: str | None, situation: Situation) -> tuple[Reading, ...]:
    """A lone yes, no or thanks to the card on the screen, of which nothing has to be found out; () for none."""
    asks_for_yes = not ASKS_FOR_YES.isdisjoint(situation.choices)
    waits = asks_for_yes or (word == "thanks" and situation.screen == "delivered")
    answers = _TO_ITS_QUESTION if asked(situation) else _ANSWERS if waits else {}
    act = answers.get(word or "") if not situation.asking else None
    return (Reading(act, 1.0, "rules"),) if act else ()


def _may_say_more(flow: State) -> bool:
    """Whether more of it than is asked may be said: it has hours, a day and a place."""
    return flow.flow == "need" or flow.flow.partition("/")[0] in TERMS


def noted(said: dict[str, str], home: str) -> Message:
    """What was said of hours, a day or the place, where something else was asked."""
    if "hours" in said:
        return _("Noted: {hours}.", hours=Amount(int(said["hours"])))
    if "by" in said:
        return _("Noted: {day}.", day=Day(said["by"]))
    found = where_in(said["where"], home) or Where(home, remote=False)
    if not found.town:
        return _("Noted: from a distance.")
    return _("Noted: {place}.", place=place(*found))
