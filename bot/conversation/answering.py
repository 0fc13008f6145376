"""Does a message answer the question that waits? Else it asks something itself, or begins another conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.cards.coordinating import both_told
from bot.conversation.apart import (
    beside_promise,
    decided_and_why,
    more_than_asked,
    only_hours,
    said_of_request,
    told_often,
    what_happened,
)
from bot.conversation.arriving import is_invite
from bot.conversation.at_its_hour import TERMS, at_its_hour
from bot.conversation.faq import faq_of
from bot.conversation.heard import Heard
from bot.conversation.hints import rests
from bot.conversation.meaning import asked_aside, tells_of_harm
from bot.conversation.meant import Meant, noted
from bot.conversation.overtaken import NOW
from bot.conversation.revised import PARTS, Revised, revised, was_key
from bot.conversation.session import ABOUT_MESSAGES, DRAFTS
from bot.conversation.settling import in_so_many
from bot.conversation.shown_card import sum_of
from bot.conversation.stage import Decision, about, you_wrote
from bot.dialogue.policy import Choice
from bot.dialogue.readings import Reading
from bot.dialogue.situation import LAST_YES, WORDS
from bot.engine import Question, State, Turn, advance, reopen, revise
from bot.questions import MORE_THAN_NONE, UNSURE, Asked, Confirm, Hours, Letter, Note, Text
from bot.questions import Day as AskedDay
from bot.understand.alike import stems
from bot.understand.amending import Amendment, amendment
from bot.understanding import likely
from core.commands import CallHuman, SetLanguage
from core.look import Look
from core.messages import Message, _

_MAY_BE_UNSURE = frozenset(("hours", "by"))
_AMENDING = frozenset(("slot", "repair", "reword"))
"""Moves that words on a draft may come to which rather put it right."""
_OF_BOTH = ("what", "where")  # what a request and an offer both have
_WORDS = frozenset(("yes", "no", "skip"))  # of the rules, which the table was not sure of
_DECIDING = frozenset(("decide", "no_show", "undo"))
_GRAVE = "conduct"  # told where it is asked what a problem is about, it goes on at once, whatever else it may mean
_NO_LETTER, _SURELY, _FEW = frozenset(("cancel", "back", "deny", "skip")), 0.9, 8
"""Acts by which nothing is written, how likely they have to be, and in how many words at most."""
_RATHER = 0.5  # how likely it has to be that words correct something while something else is asked
_PLAINLY = 0.7  # how likely each part of it has to be that a no puts right
_MAY_CORRECT = 0.1  # how likely a no has to be a correction for what is written not to go
_SHORT = 80  # letters of a message that may be a question in place of an answer
_OTHER_LIST = _("I had just sent you another list. Please choose again.")
_SOME_TIME = _("Some time has passed. This is what we had begun:")


class _Instead(Exception):
    """The words were no answer but something else, which was decided."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("not an answer")
        self.decision = decision


class Answering(Meant):
    """One message while a flow waits for its answer."""

    __slots__ = ()

    def _answer(self, flow: State) -> Decision:
        """An answer to the question; else a question of theirs, or another flow while this one waits."""
        try:
            turn = advance(self._start(flow), flow, self.heard, self._meet)
        except _Instead as instead:
            return instead.decision
        if self._known() and _asks_anew(turn, flow):  # the day they had named is past: these words answer nothing yet
            return self._elsewhere(turn) or self._turned(turn)
        if turn.retry is None or not self._known():
            return self._turned(turn)
        lines = (_SOME_TIME, *about(flow)) if self.heard.late else ()
        if self.heard.asks_something() and (told := self._what_they_say(flow)):
            return self._again(told)
        if self._is_answer():
            return self._turned(turn, lines)
        anew = self._elsewhere(turn) or (None if flow.flow != "either" or self.heard.word() else self._told())
        return anew or self._turned(turn, lines)

    def _what_they_say(self, flow: State) -> tuple[Message, ...]:
        """Of who decides about an exchange of others and asks something first: what the two sides wrote."""
        name, _slash, ids = flow.flow.partition("/")
        return both_told(self.look, int(ids.partition("/")[0])) if name in _DECIDING else ()

    def _meet(self, question: Question) -> None:
        """The question that waits, before the words answer it: they may mean something else."""
        flow = self.session.flow
        assert flow is not None
        decision = self._special(flow, question) if isinstance(question, Asked) else None
        if decision:
            raise _Instead(decision)

    def _special(self, flow: State, question: Asked) -> Decision | None:
        """Questions of theirs, languages, "change", and numbers for a list that was not seen yet."""
        if flow.flow == "join" and self.look.me.coordinates and self.heard.coordinators():
            return self._label()  # who coordinates has work besides joining, and "invite" is no name
        if self.heard.late and (self.heard.number() is not None or self.heard.word() in ("yes", "no")):
            return self._again((_SOME_TIME, *about(flow)))
        choice = self._choice(flow, question)
        answers = choice or self.heard.number() is not None or self.heard.word() in ("yes", "no")
        if answers and not self.heard.choice and self.heard.early:
            return self._again((_OTHER_LIST,))
        if not choice and (told := self._told_at_once(flow, question)):
            return told
        letter = isinstance(question, Letter) and not isinstance(question, Note)  # a question in it is for who reads it
        if not (answers or letter) and self._known() and (found := self._by_policy()):
            return found
        if letter and not answers and self._lets_go():
            return self._cancel()
        remark = isinstance(question, Text) and question.key != "what"
        if not (choice or remark or self.heard.files) and (complaint := self._complaint()):
            return complaint
        if isinstance(question, Text):  # whatever is told of a problem or a reason is an answer
            return self._what(flow, question) if question.key == "what" else self._beside_remark(flow)
        return self._by_choice(flow, question, choice) or self._beside_choice(flow, question, choice)

    def _lets_go(self) -> bool:
        """Whether a few words for somebody else are none: "no no, I want nothing of it, cancel that"."""
        read = likely(self.heard.text, WORDS) if len(self.heard.text.split()) <= _FEW else []
        return sum(chance for act, chance in read if act in _NO_LETTER) >= _SURELY

    def _by_choice(self, flow: State, question: Asked, choice: str) -> Decision | None:
        """A choice of the question that is none of its answers, or one of a screen that was not seen or has changed."""
        if not (choice or isinstance(question, Letter)) and (doubted := self._wonders()):
            return doubted
        if choice and not self.heard.choice and not self.heard.seen and self.heard.number() is not None:
            return self._again((_OTHER_LIST,))
        card = sum_of(flow.flow, question)
        changed = card and self.session.card not in (0, card)  # 0: an older release showed it
        if changed and "yes" in (choice, self.heard.choice, self.heard.word()):
            return self._again((NOW,))
        if choice.startswith("lang:"):
            return Decision(self.session, command=SetLanguage(choice.removeprefix("lang:")))
        if choice.startswith("m:"):
            return self._act(choice)
        if choice.startswith("edit."):
            return self._asked_anew(flow, choice.removeprefix("edit."))
        if isinstance(question, Confirm) and question.parts and (choice or self.heard.word()) == "change":
            return self._which_part(flow, question)
        return None

    def _beside_choice(self, flow: State, question: Asked, choice: str) -> Decision | None:
        """What the words say with an answer, or in place of one: another part of what is written, a correction."""
        if isinstance(question, AskedDay) and not choice and self.heard.is_only_a_day():
            return None  # most answers
        card = isinstance(question, Confirm) and bool(question.parts)
        if card and not choice and (found := self._revised(flow, question)):
            return found
        if said := self._besides(flow, question, choice):
            return self._turned(revise(self._start(flow), flow, said), self._taken_besides(said, question))
        if not choice and not card and (found := self._revised(flow, question)):
            return found
        if isinstance(question, Confirm) and card and not choice and self.heard.word() in (None, "skip"):
            return self._other_listing(flow) or self._corrected(flow, question) or self._asks_which(flow, question)
        return None

    def _asks_which(self, flow: State, question: Confirm) -> Decision | None:
        """Words that correct something of what is written, where it is not clear what."""
        return self._which_part(flow, question) if flow.flow in DRAFTS and self._rather_corrects() else None

    def _told_at_once(self, flow: State, question: Asked) -> Decision | None:
        """What the words tell whatever is asked: that it was grave, what was promised or decided, until when messages
        rest.
        """
        if flow.flow in ABOUT_MESSAGES and (rest := rests(self.heard, self.look)):
            return self._begin("pause", rest)
        story = what_happened(self.heard, question, flow)
        told = story if story.get("reason") == _GRAVE else beside_promise(self.heard, question, flow)
        told = told or decided_and_why(self.heard, self.look, question, flow)
        answers = self.heard.files or self.heard.number() is not None or self.heard.word() in ("yes", "no")
        told = told or ({} if answers else told_often(self.heard, question, flow))
        return self._turned(revise(self._start(flow), flow, told)) if told else None

    def _besides(self, flow: State, question: Asked, choice: str) -> dict[str, str]:
        """Canonical answers that the words give: of this question with more than it asks for, or of another one."""
        told = () if choice else (what_happened(self.heard, question, flow), in_so_many(self.heard, question, flow))
        if said := next(filter(None, told), {}):
            return said
        timed = flow.flow == "need" or flow.flow.partition("/")[0] in TERMS
        if timed and (said := more_than_asked(self.heard, self.look, question, flow)):
            return said
        return said_of_request(self.heard, question, flow)

    def _taken_besides(self, said: dict[str, str], question: Asked) -> tuple[Message, ...]:
        """What was taken from the words, where the question for something else comes next."""
        if question.key in said or isinstance(question, Confirm):
            return ()
        if "text" in said:
            return (you_wrote(said["text"]),)
        if {"hours", "by", "where"}.isdisjoint(said) or said.get("by") == UNSURE:
            return ()
        return (noted(said, self.look.me.town),)

    def _what(self, flow: State, question: Asked) -> Decision | None:
        if not (self.heard.choice or self.heard.files) and (unnamed := self.heard.unnamed()) is not self.heard:
            self.heard = unnamed
            return self._answer(flow)
        if was_key("what") in flow.hints and _is_kept(self.heard, self.look):
            return self._kept_as_it_was(flow, plainly=True)
        return (
            self._asks_back() or self._harmed() or self._other_kind(flow) or self._told_more(flow) or self._tells(flow)
        )

    def _harmed(self) -> Decision | None:
        """Who tells where it is asked what they need that they were treated badly reaches a person."""
        harm = not self.heard.choice and tells_of_harm(self.heard, self.look, self.heard.understood().intent)
        return self._command(CallHuman(self.heard.text)) if harm else None

    def _beside_remark(self, flow: State) -> Decision | None:
        """Words that others will read are no question to us; whatever is told of a problem or a reason is an answer."""
        return self._asks_back() if flow.flow.startswith("review/") else None

    def _asks_back(self) -> Decision | None:
        """Where any words are an answer, a clear question ("how many hours do we have?") is still answered."""
        if self.heard.choice or len(self.heard.text) > _SHORT or not self._known():
            return None
        code = self.heard.code()
        if code and not (is_invite(code) or self.heard.files) and self.look.exchange_by_number(int(code)):
            return self._opened(code)
        meant = self.heard.glimpsed()
        if meant == "delete_my_data":
            return self._begin("erase", {})
        page = asked_aside(meant, self.look)
        return self._aside(page) if page else self._wonders()

    def _wonders(self) -> Decision | None:
        """A question about the service in the middle of ours is answered, and ours comes again."""
        asked = faq_of(self.heard, self.look)
        return self._answer_aside(asked) if asked else None

    def _tells(self, flow: State) -> Decision | None:
        """«4 horas», «buscar» are not what they need: said to be so, with the hours kept."""
        if not self._known() or self.heard.choice:
            return None
        if only := only_hours(self.heard):
            return self._begin(flow.flow, {**flow.hints, **only}, (_("I need a few words. Write what it is about."),))
        return self._looked(flow) or self._label()  # a choice of a menu is no need

    def _revised(self, flow: State, question: Asked) -> Decision | None:
        """What the words put right of the draft that is being written, all of its parts at once; else what they say of
        it as a whole: it stays, a part goes, something is wrong.
        """
        heard = self.heard
        plain = heard.choice or heard.files or heard.number() is not None or heard.word() is not None
        if plain or flow.flow not in DRAFTS:
            return None
        said = amendment(heard.text, self.look.me.lang)
        found = revised(heard, self.look, flow)
        denies = bool(self.read) and self.read[0].act == "deny"
        if (said and said.way == "kind") or (denies and found.sure < _PLAINLY):
            found = Revised()
        if not isinstance(question, Confirm):
            corrects = _corrects(self.read) >= _RATHER and not heard.in_so_long()  # else it may answer what is asked
            found = found.of({*flow.said()} - {flow.asking} if corrects else ())
        elif isinstance(minutes := heard.minutes(), int) and minutes < 0:
            return self._again((MORE_THAN_NONE,))
        changes = self._with_service(found.changes, flow)
        if self._may_change(changes, flow):
            return self._changed(flow, changes)
        return self._said_of_it(flow, question, said, found) if said or found.ask else None

    def _with_service(self, changes: Mapping[str, str], flow: State) -> Mapping[str, str]:
        """With the known service that words which rather correct it name: "instead of that we need a mason"."""
        rather = flow.asking == LAST_YES and "what" not in changes and self._rather_corrects()
        title = self.heard.corrected().title if rather else ""
        other = stems(title).isdisjoint(stems(flow.said().get("what", ""))) and self._names_it({"what": title})
        return {"what": title, **changes} if other else changes

    def _rather_corrects(self) -> bool:
        """Whether it is likelier that they correct something, whatever part, than anything else."""
        corrects = _corrects(self.read) if self.read else 0
        return bool(corrects) and corrects >= self.read[0].probability

    def _may_change(self, changes: Mapping[str, str], flow: State) -> bool:
        """Whether it is this draft that they change, and no other one that they plainly ask for or offer."""
        old, plainly = flow.said().get("what", ""), self.heard.plainly() in DRAFTS
        posts = plainly or (bool(self.read) and self.read[0].act == f"post_{flow.flow}")
        new = changes.get("what", "") or (self.heard.title(flow.flow) if plainly else "")
        another = (
            new
            and posts
            and not self._rather_corrects()
            and not self.heard.instead()[1]
            and stems(new).isdisjoint(stems(old))
        )
        return bool(changes) and not another

    def _changed(self, flow: State, changes: Mapping[str, str]) -> Decision:
        if "what" in changes:
            return self._of_another(flow, {**changes})
        turn = revise(self._start(flow), flow, changes)
        told = isinstance(turn.ask, Confirm) or UNSURE in changes.values()
        return self._turned(turn, () if told else (noted({**changes}, self.look.me.town),))

    def _said_of_it(self, flow: State, question: Asked, said: Amendment | None, found: Revised) -> Decision | None:
        """What is said of the card as a whole, or but that a part of it is wrong."""
        way, part = (said.way, said.part) if said else ("wrong", "")
        parts = [one for one in ((part,) if part else found.ask) if one in PARTS[flow.flow]]
        if way == "keep":
            return self._kept_as_it_was(flow, plainly=said is not None and said.plainly)
        if way == "kind" and part != flow.flow:
            draft, self.session = flow.said(), self.session._replace(flow=None)
            return self._begin(part, {key: draft[key] for key in _OF_BOTH if key in draft})
        if way == "drop" and parts and _MAY_BE_UNSURE.issuperset(parts):
            return self._changed(flow, dict.fromkeys(parts, UNSURE))
        if parts:
            return self._asked_anew(flow, parts[0])
        if said is None or way in ("drop", "kind"):
            return None
        if isinstance(question, Confirm):
            return self._which_part(flow, question)
        return self._turned(reopen(self._start(flow), flow)) if way == "last" else None

    def _kept_as_it_was(self, flow: State, *, plainly: bool) -> Decision | None:
        """What is asked anew stays as it was; on the card, nothing changes."""
        if was := flow.hints.get(was_key(flow.asking), ""):
            return self._changed(flow, {flow.asking: was})
        return self._again(()) if plainly and flow.asking == LAST_YES else None

    def _put_right(self, choice: Choice, flow: State) -> Decision | None:
        """What is said of a draft in words that may be a correction of it: it changes, and nothing is dropped."""
        row = choice.row
        drops = (row.move, row.what) in (("answer", "no"), ("repair", "cancel"))
        if drops and was_key(flow.asking) in flow.hints and _is_kept(self.heard, self.look):
            return self._kept_as_it_was(flow, plainly=True)
        asked = advance(self._start(flow), flow).ask if flow.asking == LAST_YES else None
        if not isinstance(asked, Confirm) or not asked.parts:
            return None
        if flow.flow not in DRAFTS:
            return self._timed(flow) if drops or row.move == "slot" else None
        amends = drops or row.move in _AMENDING or (row.move, row.what) == ("post", flow.flow)
        if (row.move, row.what) == ("repair", "later") or (not amends and choice.sure >= _SURELY):
            return None
        right = self._revised(flow, asked) or self._other_listing(flow)
        if right or choice.reading.act != "deny":
            return right
        return self._which_part(flow, asked) if _corrects(choice.readings) >= _MAY_CORRECT else None

    def _timed(self, flow: State) -> Decision | None:
        """Another time of the day."""
        timed = at_its_hour(self.heard, self.look, flow)
        return self._turned(revise(self._start(flow), flow, timed)) if timed else None

    def _elsewhere(self, turn: Turn) -> Decision | None:
        """Words that do not answer but mean something: answered, or begun while the first conversation waits."""
        if self.heard.files:  # what is said of a photo opens nothing else
            return self._again((self._added(),))
        if self.heard.choice or self.heard.number() is not None:
            return None
        code = self.heard.code()
        if code and not is_invite(code):
            return self._opened(code)
        if not any(map(str.isalpha, self.heard.text)):
            return None  # "1.000" is an answer that could not be taken
        if isinstance(turn.ask, Hours) and self.heard.minutes() is not None:
            return None  # "2 o 3"
        if self.heard.understood().intent in _WORDS:
            return None
        return self._said_again() or self._label() or self._meant()


def _asks_anew(turn: Turn, flow: State) -> bool:
    """Whether another question came instead of the one that waited, which is not answered."""
    asks = turn.retry is None and not turn.done and turn.ask is not None
    return asks and turn.state.asking != flow.asking and flow.asking not in turn.state.answers


def _is_kept(heard: Heard, look: Look) -> bool:
    """Whether what is asked anew stays as it was."""
    said = amendment(heard.text, look.me.lang)
    return said is not None and said.way == "keep"


def _corrects(read: Iterable[Reading]) -> float:
    """How likely words are a correction, of whatever part."""
    return sum(one.probability for one in read if one.act.startswith("correct_"))
