"""A volunteer: reads the structure of what is on the telephone and chooses what serves the goal, in somebody's words.

Whoever is understood goes on; whoever is not says it once more in other words, then looks for it in the menus, and
gives up when the patience is over. Cards are read before they are agreed to: what is wrong on one is put right first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from bench.volunteers.cast import Cast, interface
from bench.volunteers.judge import FAQ, Case, alike, called, is_called, is_stray, joined, same_day, to_publish
from bench.volunteers.parts import QUESTIONS, Part
from bench.volunteers.pools import Pools, Sentence, contains, days_of, minutes_of, prompts
from bench.volunteers.screens import Seen, verb_of
from core.messages import Option


class Temper(NamedTuple):
    """`length` of the sentences; how often a choice is tapped and not said; how many messages more they bear."""

    length: str = ""
    taps: float = 0.35
    patience: int = 5
    corrects: bool = False
    interrupts: bool = False
    adds: bool = False


TEMPERS = {
    "chatty": Temper("long", 0.15, 8),
    "terse": Temper("short", 0.35, 7),
    "over-informing": Temper("long", 0.25, 8, adds=True),
    "correcting": Temper("", 0.25, 8, corrects=True),
    "interrupting": Temper("", 0.25, 8, interrupts=True),
    "tapping": Temper("", 0.95, 7),
    "hurried": Temper("short", 0.7, 5),
}


class Act(NamedTuple):
    """What they do: `words` typed, or a `payload` tapped. `prompt` is the pool it is from, `why` their intention."""

    words: str = ""
    payload: str = ""
    prompt: str = ""
    why: str = ""


_USUAL = {
    "hours": "answer.hours",
    "by": "answer.day",
    "day": "answer.day",
    "until": "answer.day",
    "what": "answer.what",
    "org": "join.plain",
    "town": "join.town_after",
    "its_town": "join.town_after",
    "text": "review.words",
}
_SLOTS = {"hours": "hours", "by": "day", "day": "day", "until": "day", "what": "what"}
"""The fact that answers a question."""
_TERMS = ("hours", "day")
_WRITTEN = ("need", "offer", "either", "join")
"""The conversations for which the pools have sentences about hours and days."""
AGREED_HOURS = 2
ON_CARD: dict[str, Any] = {"hours": AGREED_HOURS, "day": "date:12-5"}
"""What the card of an exchange shows, and stays so where they want nothing else."""
_PREFERRED = ("ours", "-", "yes", "one")
"""Of choices that are all the same to the goal."""
_PASSES_ON = ("write", "contact", "answer_case", "reply_case")
"""Conversations that say that all words go to somebody else, and how to leave."""
_MENU = "0"
_EDITS = 4
"""How often they open a card's "change", or answer the same question."""


@dataclass
class Volunteer:
    """One person in one part of a conversation. `flaws` are what went other than it should, in their eyes."""

    case: Case
    pools: Pools
    temper: Temper
    part: Part
    flaws: list[str] = field(default_factory=list)
    extra: int = 0
    used: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    asked: dict[tuple[str, str], int] = field(default_factory=dict)
    restated: int = 0
    walked: list[str] = field(default_factory=list)
    corrected: bool = False
    interrupted: bool = False
    waits_for: str = ""
    left: int = 0
    agreed: bool = False
    silenced: bool = False
    said: str = ""

    @property
    def cast(self) -> Cast:
        return self.case.world.cast

    @property
    def facts(self) -> dict[str, Any]:
        return self.case.facts

    # ---- what to do -------------------------------------------------------------------------------------------------

    def begin(self) -> Act | None:
        """The first message of the part."""
        part = self.part
        if part.topics:
            self.facts["topic"] = self.case.rng.choice(part.topics)
            return self._say(str(self.facts["topic"]))
        if part.says:
            if part.says == "draft.yes" and (wrong := self._wrong_on(self.case.seen)) is not None:
                return self._put_right(self.case.seen, *wrong)
            self.agreed = part.says == "draft.yes"
            return self._say(part.says)
        if part.typed.startswith("{"):
            return Act(part.typed.format(**self.case.names), why="opens it by its number")
        return self._walk(self.case.seen)

    def next(self) -> Act | None:
        """What they do about what is on the screen now; None where they know no further."""
        seen, part = self.case.seen, self.part
        if seen.danger and (on := seen.option("d:on", "d:safe")) is not None:
            return self._choose(seen, on, "nobody is in danger")
        if self.case.mine and self._is_in():
            return self._other_name()
        if called(self.case) and not seen.options and not self.silenced:
            self.silenced = True
            return Act(_MENU, why="goes on with the bot")
        self._goes_on_with_next()
        taken = self._takes()
        option = seen.option(*(verb for verb in taken if verb.startswith("q:")))
        if option is None and seen.flow and seen.flow in part.flows and seen.asking:
            return self._answer(seen)
        option = option or seen.option(*taken)
        if option is not None and option.id not in self.walked:
            self.walked.append(option.id)
            self.told.clear()
            if part.says and (part.flows or len(self.case.answers) >= part.fewest):
                self.flaws.append("asked to choose on a card")
            return self._choose(seen, option, "takes the choice that is right")
        if seen.flow and seen.flow not in self._known_flows():
            return self._leave(seen)
        if not seen.lost and not self.walked and not any(flaw.startswith("taken for") for flaw in self.flaws):
            self.flaws.append("answered something else")
        return self._once_more() or self._walk(seen)

    def _is_in(self) -> bool:
        """Whether nothing is left to do but to put the name right."""
        if self.part.check is joined:
            return True
        return self.part.says in ("join.need_first", "join.offer_first") and not to_publish(self.case)

    def _goes_on_with_next(self) -> None:
        """One of two things is published: the other one is begun like the first."""
        left = len(to_publish(self.case)) if self.part.kind == "need" and "what2" in self.facts else 0
        if left < self.left:
            self.walked.clear()
            self.asked.clear()
            self.told.clear()
            self.used -= {"yes", "draft.yes"}
            self.agreed = False
            self.extra += left > 0  # the second card asks for a yes as well
        self.left = left

    def _takes(self) -> list[str]:
        """The choices that serve the goal, in this world."""
        known = {**self.case.names, **self.facts, **self.case.world.ids}
        return [verb.format(**known) for verb in self.part.takes]

    def _other_name(self) -> Act | None:
        """They read under which name and in which town they are in, and put it right."""
        seen, names = self.case.seen, self.case.names
        if seen.flow in ("rename", "resettle") and self.asked.get((seen.flow, seen.asking), 0) < _EDITS:
            self.asked[seen.flow, seen.asking] = self.asked.get((seen.flow, seen.asking), 0) + 1
            yes = seen.option("q:sure:yes")
            if yes is not None:
                return self._choose(seen, yes, "agrees to the card")
            if seen.asking in ("name", "town"):
                return Act(names["org" if seen.asking == "name" else "town"], why="says it plainly")
        row = self.case.after["organisation", self.case.mine]
        for at, (wrong, place) in enumerate((("org", "neworg"), ("town", "newtown"))):
            if not (is_called if at == 0 else alike)(str(row[at]), self.case.names[wrong]):
                self.flaws.append(f"joined with another {'name' if at == 0 else 'town'}")
                names = {**self.case.names, wrong: str(row[at]), place: self.case.names[wrong]}
                tries = self.asked["", place] = self.asked.get(("", place), 0) + 1
                prompt = "join.name_wrong" if at == 0 else "join.town_wrong"
                return self._say(prompt, why="puts it right", names=names) if tries <= 2 else None
        return None

    def notice(self, seen: Seen) -> None:
        """What is wrong with an answer at first sight."""
        if seen.lost:
            self.flaws.append("not understood")
        if seen.danger:
            self.flaws.append("taken for danger")
        foreign = seen.flow and seen.flow not in self._known_flows()
        if foreign:
            self.flaws.append(f"taken for: {seen.flow}")

    def _known_flows(self) -> tuple[str, ...]:
        """What may be asked: what serves the goal, and what was being asked before, which may come again."""
        return *self.part.flows, self.case.began.flow, self.case.began.parked

    def _leave(self, seen: Seen) -> Act | None:
        """Out of what was begun by mistake."""
        no = seen.option("q:sure:no")
        if no is not None:
            return self._choose(seen, no, "this is not what they want")
        if seen.flow in _PASSES_ON:
            return Act(_MENU, why="leaves, as the screen says how")
        return self._say("cancel", why="this is not what they want")

    def _once_more(self) -> Act | None:
        """The same in other words, where the pool has such; what was named is not named otherwise."""
        prompt = str(self.facts["topic"]) if self.part.topics else self.part.says
        if not prompt or self.restated >= 2:
            return None
        said = dict(self.facts)
        needs = [str(key) for key in prompts()[prompt]["needs"]]
        act = self._say(prompt, lambda one: all(one.facts.get(key) == said.get(key) for key in needs), "says it again")
        self.restated += 1
        if act is not None:
            self.facts.update(said)
        return act

    def _walk(self, seen: Seen) -> Act | None:
        """By the menus: the deepest choice that is on the screen, and none twice."""
        steps = ("z", *self.part.path, *self._takes()) if self.part.path else tuple(self._takes())
        for verb in reversed(steps):
            option = seen.option(verb)
            if option is not None and option.id not in self.walked:
                self.walked.append(option.id)
                self.told.clear()
                return self._choose(seen, option, "looks for it in the menus")
        if (act := self._scrolls_up()) is not None:
            return act
        if not steps or self.walked.count(_MENU) > 0:
            return None
        self.walked.append(_MENU)
        return Act(_MENU, why="opens the menu")

    def _scrolls_up(self) -> Act | None:
        """The right button of the card with which it began; a text message has none."""
        if self.case.world.phones[self.case.who].channel == "sms":
            return None
        option = self.case.began.option(*self._takes())
        if option is None or option.id in self.walked or option.id.startswith("q:"):
            return None
        self.walked.append(option.id)
        self.flaws.append("back to an earlier card")
        return Act(payload=option.id, why="scrolls up to the card")

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _answer(self, seen: Seen) -> Act | None:
        key = (seen.flow, seen.asking)
        times = self.asked[key] = self.asked.get(key, 0) + 1
        if seen.asking == "sure":
            return self._agree(seen)
        if times > _EDITS:
            return None
        if self.waits_for == seen.asking and times > 1:
            self.flaws.append(f"asked again: {seen.asking}")
        self._is_needless(seen)
        if (act := self._interrupt()) is not None:
            return act
        self.waits_for = seen.asking
        return self._slot(seen, plainly=times > 1)

    def _is_needless(self, seen: Seen) -> None:
        fact = _SLOTS.get(seen.asking)
        if fact in self.told and not (fact == "what" and not self.part.says):
            self.flaws.append(f"needless question: {seen.asking}")
        if seen.asking == "kind" and self.part.kind and self.part.says.partition(".")[0] in ("need", "offer", "join"):
            self.flaws.append("needless question: a request or an offer?")

    def _slot(self, seen: Seen, *, plainly: bool) -> Act | None:
        """The answer to a question that is not a card."""
        asking, facts = seen.asking, self.facts
        value = self.part.answers.get(asking, "" if asking == "kind" else _USUAL.get(asking, ""))
        if asking == "text" and "words" in facts and self.part.says == "review.stars_words":
            self.flaws.append("needless question: words that were said")
            return Act(str(facts["words"]), why="says the words once more")
        if asking == "stars":
            if self.part.says == "review.stars_words":
                self.flaws.append("needless question: stars")
            return Act(str(facts.get("stars", 4)), why="gives the stars")
        if asking in ("words", "words_again") and "words" in facts:
            if "wrong on the card: words" not in self.flaws:
                self.flaws.append("needless question: words that were said")
            return Act(str(facts["words"]), why="says the words once more")
        if asking in ("why", "text") and seen.flow in ("decide", "problem", "absent"):
            return Act(self.said or self.cast.painting, why="says why")
        if value and (option := seen.option(f"q:{asking}:{value}")) is not None:
            return self._choose(seen, option, "answers")
        if value in prompts():
            return self._by_fact(seen, value, plainly=plainly)
        if value.startswith("{"):
            return Act(value.format(**self.case.names), why="names them")
        option = seen.option(*(f"q:{asking}:{one}" for one in (value, *_PREFERRED))) if seen.options else None
        if option is None:
            option = next((one for one in seen.options if verb_of(one).startswith(f"q:{asking}:")), None)
        if option is not None:
            return self._choose(seen, option, "answers")
        return self._say(self.part.says, why="answers") if self.part.says else Act(self.cast.painting, why="answers")

    def _by_fact(self, seen: Seen, prompt: str, *, plainly: bool) -> Act | None:
        fact = _SLOTS.get(seen.asking, "")
        if self.facts.get("unsure") and fact in ("hours", "day"):
            option = seen.option(f"q:{seen.asking}:?")
            if plainly and option is not None:
                return self._choose(seen, option, "is not sure")
            self.extra += 1
            return self._say("answer.hours_unsure" if fact == "hours" else "answer.day_none")
        known = self._wanted(seen).get(fact) if fact else None
        if fact == "what" and "list" in self.facts:
            known = ", ".join(self.facts["list"])
        if seen.flow not in _WRITTEN and fact in ON_CARD:
            known = ON_CARD[fact] if known is None else known
            plainly = True
        if fact and known is None:
            self.extra += fact != "what" or not self.part.says
        if known is not None and (plainly or fact == "what"):
            return Act(_plain(fact, known, self.case.today), why="says it plainly")
        if fact in _TERMS and self._is_second(seen):
            return self._of_second(prompt, fact, known)
        if plainly and (skip := seen.option(f"q:{seen.asking}:-")) is not None:
            return self._choose(seen, skip, "skips it")
        if prompt == "answer.kind_need" and plainly:
            option = seen.option("q:kind:need")
            return self._choose(seen, option, "chooses") if option else None
        act = self._say(prompt, lambda one: known is None or one.facts.get(fact) == known)
        if act is None and known is not None:
            return Act(_plain(fact, known, self.case.today), why="says it plainly")
        if act is not None and prompt in ("join.plain", "join.town_after"):
            self.extra += self.asked[seen.flow, seen.asking] == 1 and seen.asking != "org"
        if (
            act is not None
            and self.temper.adds
            and fact == "hours"
            and "day" not in self.facts
            and self.part.kind == "need"
        ):
            more = self._say("answer.day")
            return act._replace(words=f"{act.words}, {more.words}") if more else act
        return act

    def _is_second(self, seen: Seen) -> bool:
        items = self.case.items() if "what" in self.facts else []
        return len(items) == 2 and self._wanted(seen)["what"] == items[1]["what"]

    def _of_second(self, prompt: str, fact: str, known: Any) -> Act | None:
        """What is said of the second thing is not said of the first."""
        first = {key: self.facts.pop(key) for key in _TERMS if key in self.facts}
        act = self._say(prompt, lambda one: known is None or one.facts.get(fact) == known)
        if act is None and known is not None:
            act = Act(_plain(fact, known, self.case.today), why="says it plainly")
        second = {f"{key}2": self.facts.pop(key) for key in _TERMS if key in self.facts}
        self.facts.update({**first, **second})
        return act

    # ---- cards ------------------------------------------------------------------------------------------------------

    def _agree(self, seen: Seen) -> Act | None:
        """A card that shows what they want gets their yes; of any other they put right what is wrong."""
        if (wrong := self._wrong_on(seen)) is not None:
            self.agreed = False
            return self._put_right(seen, *wrong)
        if self.agreed:
            self.flaws.append("asked again: is this right?")
        if (act := self._interrupt()) is not None:
            return act
        if self.temper.corrects and not self.corrected and seen.flow == "need" and "what2" not in self.facts:
            self.corrected = True
            now = self.facts.get("hours")
            act = self._say("draft.hours", lambda one: one.facts["hours"] not in (now, 0), "changes their mind")
            if act is not None:
                self.extra += 1
                self.facts.pop("unsure", None)
                return act
        pool = self.part.answers.get("sure", "")
        again = self.asked[seen.flow, "sure"]
        yes = seen.option("q:sure:yes")
        self.agreed = True
        if pool and pool not in self.used and self.case.rng.random() >= self.temper.taps:
            self.used.add(pool)
            return self._say(pool)
        if yes is not None and again < 8:
            said = self.case.rng.random() >= max(self.temper.taps, 0.6) and "yes" not in self.used
            if said:
                self.used.add("yes")
                return Act(self.cast.yes, why="agrees to the card")
            return self._choose(seen, yes, "agrees to the card")
        return None

    def _wanted(self, seen: Seen) -> Mapping[str, Any]:
        """The facts of what is on the card: of several things that one."""
        if "what" not in self.facts or "list" in self.facts:
            return self.facts
        left = to_publish(self.case)
        if len(self.case.items()) == 2:
            shown = seen.draft.get("what", "")
            return next((one for one in left if contains(shown, one["what"])), left[0] if left else self.facts)
        return self.facts

    def _wrong_on(self, seen: Seen) -> tuple[str, Any] | None:
        """(fact, what it should be) of the first thing on the card that is not as they said."""
        wanted = self._wanted(seen)
        right = {"hours": self._shows_hours, "day": self._shows_day, "words": self._shows_words}
        for fact in self.part.slots:
            if fact == "what":
                if "what" in seen.draft and not self._shows_what(seen.draft["what"]):
                    return fact, wanted.get("what")
            elif not right[fact](seen.draft, wanted):
                return fact, wanted.get(fact)
        return None

    def _shows_hours(self, draft: Mapping[str, str], wanted: Mapping[str, Any]) -> bool:
        shown = draft.get("hours", "")
        return not shown or shown == (str(minutes_of(wanted["hours"])) if "hours" in wanted else "?")

    def _shows_day(self, draft: Mapping[str, str], wanted: Mapping[str, Any]) -> bool:
        shown = draft.get("by", draft.get("until"))
        return shown is None or same_day(wanted, None if shown == "?" else shown)

    def _shows_words(self, draft: Mapping[str, str], wanted: Mapping[str, Any]) -> bool:
        token = draft.get("words", "").rpartition(" ")[2]
        return not token or contains(self.case.world.vault.shown(token.encode()), str(wanted.get("words", "")))

    def _shows_what(self, what: str) -> bool:
        items = to_publish(self.case)
        if self.part.kind == "offer":
            lines = what.split("\n")
            whole = all("what" in one and contains(what, one["what"]) for one in self.case.items())
            return whole and not any(is_stray(self.case, line) for line in lines)
        return "what" in self.facts and sum(contains(what, one["what"]) for one in items) == 1  # two in one are wrong

    def _put_right(self, seen: Seen, fact: str, should: Any) -> Act | None:
        self.flaws.append(f"wrong on the card: {fact}")
        tried = f"right {fact}"
        if tried not in self.told:
            self.told.add(tried)
            if should is not None and fact in ("hours", "day") and seen.flow in ("need", "offer"):
                before = dict(self.facts)
                act = self._say(f"draft.{fact}", lambda one: one.facts[fact] == should, "puts it right")
                self.facts.clear()
                self.facts.update(before)
                if act is not None:
                    return act
        part = {"hours": "hours", "day": "by", "what": "what", "words": "words"}[fact]
        edit = seen.option(f"q:sure:edit.{part}", "q:sure:change")
        if edit is not None and self.walked.count(edit.id) < _EDITS:
            self.walked.append(edit.id)
            self.told.discard(fact)
            self.waits_for = ""
            return self._choose(seen, edit, f"puts the {fact} right")
        no = seen.option("q:sure:no")
        return self._choose(seen, no, "gives up: the card is wrong") if no is not None else None

    # ---- how it is said ---------------------------------------------------------------------------------------------

    def _interrupt(self) -> Act | None:
        if not self.temper.interrupts or self.interrupted or not self.part.kind or "what" not in self.facts:
            return None
        if any(flaw.startswith("wrong on the card") for flaw in self.flaws):
            return None
        self.interrupted = True
        topic = self.case.rng.choice(QUESTIONS)
        self.extra += 1
        act = self._say(topic, why="asks something in between")
        if act is not None:
            self.facts["interrupted"] = topic
        return act

    def heard_answer(self, seen: Seen) -> None:
        """Whether the question in between was answered, and ours came again."""
        topic = self.facts.pop("interrupted", "")
        if not topic:
            return
        signs = FAQ.get(topic, ())
        if not signs or not any(id.startswith(signs) for id in seen.replied):
            self.flaws.append(f"question not answered: {topic}")
        if seen.flow not in self.part.flows:
            self.flaws.append("a question in between ended what was begun")

    def _choose(self, seen: Seen, option: Option, why: str) -> Act:
        """A tap or its number; on SMS there are only numbers."""
        number = seen.number(option)
        channel = self.case.world.phones[self.case.who].channel
        if channel == "sms" or (number and self.case.rng.random() < 0.3):
            if number:
                return Act(str(number), why=why)
            return Act(_label(self.case, option), why=why)
        return Act(payload=option.id, why=why)

    def _say(
        self,
        prompt: str,
        fits: Callable[[Sentence], bool] = lambda _one: True,
        why: str = "",
        names: Mapping[str, str] | None = None,
    ) -> Act | None:
        """A sentence of that pool; its facts are theirs from then on."""
        names = names or self.case.names
        hidden = {"partner", "number"} if self.part.hidden and prompt != "answer.day" else set()

        def can(one: Sentence) -> bool:
            known = one.places <= names.keys() - hidden and one.text not in self.used
            return known and fits(one) and self._is_news(one)

        length = self.temper.length
        one = self.pools.draw(self.case.rng, prompt, self.case.lang, can, length) or self.pools.draw(
            self.case.rng, prompt, self.case.lang, can
        )
        if one is None:
            return None
        self.used.add(one.text)
        self.facts.update(one.facts)
        self.told.update(key for key in ("hours", "day", "what") if key in one.facts)
        self.said = one.filled(names)
        return Act(self.said, prompt=prompt, why=why or "says what they want")

    def _is_news(self, one: Sentence) -> bool:
        """Not what the card shows already, and no language that they have."""
        if one.prompt in ("alert.hours", "proposal.hours", "done.giver_hours", "received.hours"):
            return float(one.facts["hours"]) != 2
        if one.prompt in ("alert.day", "proposal.day", "agreed.move"):
            return not days_of(str(one.facts["day"])) & days_of(ON_CARD["day"])
        if one.prompt == "coord.decide":
            return float(one.facts["hours"]) <= 2
        if one.prompt in ("own.hours", "draft.hours") and "hours" in self.facts:
            return one.facts["hours"] not in (self.facts["hours"], 0)
        if one.prompt in ("own.day", "draft.day") and "day" in self.facts:
            return one.facts["day"] != "none" and not days_of(one.facts["day"]) & days_of(str(self.facts["day"]))
        if one.prompt in ("donate", "gift"):
            return float(one.facts["hours"]) <= 6
        if one.prompt == "language":
            return one.facts["lang_wanted"] in ("es", "ar", "en", "fr", "pt") and one.facts["lang_wanted"] != interface(
                one.lang
            )
        return True


def _plain(fact: str, value: Any, today: date) -> str:
    if fact == "hours":
        hours, minutes = divmod(minutes_of(value), 60)
        return f"{hours}:{minutes:02}" if minutes else str(hours)
    if fact == "day":
        day = min((one for one in days_of(str(value), today) if one > today), default=None)
        return f"{day.day}/{day.month}" if day else "-"
    return str(value)


def _label(case: Case, option: Option) -> str:
    """A choice written out as it stands on the screen, where digits mean something else."""
    from bot.wording import Reader

    if isinstance(option.label, str):
        return option.label
    return case.world.house.wording.say(option.label, Reader(interface(case.lang)))
