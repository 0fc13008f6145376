"""What does a correction make of the draft on the screen? All of its parts at once: title, hours, day and place.

Which words are wrong, right or more of which part is told by a model (bot/understand/revised.py); what they come to, by
the readers that answer the question for that part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.conversation.heard import Heard
from bot.conversation.hints import AS_SOON
from bot.engine import State
from bot.questions import UNSURE
from bot.understand.amending import moved
from bot.understand.amounts.further import further_hours
from bot.understand.calendar.beside import hours_beside
from bot.understand.calendar.timesofday import join_time
from bot.understand.details import led_in
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.posted import posted_in
from bot.understand.relisted import adds, alike, relisted
from bot.understand.retitled import Said, retitled
from bot.understand.revised import Draft, revised_in
from bot.understand.where.places import EITHER, HERE, REMOTE
from bot.understand.where.towns import is_town, without_clitic
from bot.where import where_in
from core.look import Look
from core.text.mask import mask_contacts

PARTS = {"need": ("what", "hours", "by", "where"), "offer": ("what", "by", "where")}
_LONGEST = 300  # letters of a listing
_TOWN = 4  # words of a town's name
_WRONG, _RIGHT, _MORE = "-+>"
_TIMED = ("hours", "day")
_LEADS = small("in") | small("of")


def was_key(part: str) -> str:
    """The hint that holds a part as it was while it is asked anew."""
    return f"was.{part}"


class Revised(NamedTuple):
    """Canonical answers in place of others, and the parts of which it is only said that they are wrong; `sure`: how
    likely the least likely of what was found is.
    """

    changes: Mapping[str, str] = {}
    ask: Sequence[str] = ()
    sure: float = 0.0

    def of(self, parts: Collection[str]) -> Revised:
        """Of these parts only."""
        changes = {part: value for part, value in self.changes.items() if part in parts}
        return self._replace(changes=changes, ask=[part for part in self.ask if part in parts])


def revised(heard: Heard, look: Look, flow: State) -> Revised:
    """What the words put right of what is being written; nothing where they are about something else."""
    if flow.flow not in PARTS or not any(map(str.isalpha, heard.text)):
        return Revised()
    draft = _Draft(heard, look, flow)
    if more := draft.with_more():
        return Revised({"what": more}, sure=1.0)
    found = revised_in(mask_contacts(heard.text), draft.card, heard.language(), look.today)
    changes, ask = dict[str, str](), list[str]()
    if flow.flow == "need" and any(map(draft.often, found.get("day", ()))):
        found = {**found, "what": [*found.get("what", ()), *found["day"]], "day": []}
        changes["by"] = UNSURE
    for key, value in draft.values({"what": (), **found} if draft.several else found):
        if value is None:
            ask.append(key)
        elif value and value != draft.said.get(key):
            changes[key] = value
    if flow.flow == "need" and draft.comes_again(found.get("what", ())):
        changes.setdefault("by", UNSURE)
    if flow.flow == "need" and draft.is_urgent(found.get("day", ())):
        changes |= {**AS_SOON, "by": changes.get("by", draft.said.get("by", UNSURE))}
    least = min((one.probability for said in found.values() for one in said), default=0.0)
    return Revised(changes, ask, least)


def _of_an_offer(found: Mapping[str, Sequence[Said]]) -> dict[str, Sequence[Said]]:
    """An offer has neither hours nor a day of its own: what is said of them stands in what others read."""
    timed = [one._replace(sign=_MORE) for part in _TIMED for one in found.get(part, ()) if one.sign != _WRONG]
    rest = {part: said for part, said in found.items() if part not in _TIMED}
    return {**rest, "what": [*found.get("what", ()), *timed]} if timed else rest


class _Draft:
    """What is being written, and who writes."""

    def __init__(self, heard: Heard, look: Look, flow: State) -> None:
        self.heard, self.look, self.flow = heard, look, flow
        self.said = {"where": f"{HERE}{look.me.town}", **flow.said()}
        self.where = where_in(self.said["where"], look.me.town)
        hours, by = self.said.get("hours", ""), self.said.get("by", "")
        self.card = Draft(
            flow.flow,
            self.said.get("what", ""),
            hours if hours.isdecimal() else "",
            by if by[:1].isdigit() else "",
            self.where.town if self.where else "",
        )

    def values(self, found: Mapping[str, Sequence[Said]]) -> Iterator[tuple[str, str | None]]:
        """What each part becomes, by its key: '' where it stays, None where it is only said to be wrong."""
        if self.flow.flow == "offer":
            found = _of_an_offer(found)
        for part, said in found.items():
            if _KEYS[part] in PARTS[self.flow.flow]:
                yield _KEYS[part], _READ[part](self, said)

    @property
    def several(self) -> bool:
        """Whether several things are offered at once."""
        return "\n" in self.card.what

    def title(self, said: Sequence[Said]) -> str | None:
        """None where all of it goes."""
        if self.several:
            return self._titles()
        paired = any(one.sign == _WRONG for one in said)  # what is right stands in the place of that
        rights = [one for one in said if one.sign == _MORE or (one.sign == _RIGHT and not paired)]
        placed = [one for one in rights if self._in_its_place(one, "-")]
        title = retitled(self.card.what, [one for one in said if one not in placed])
        for one in placed if title else ():
            title = self._in_its_place(one, title) or title
        fits = 1 < len(title) <= _LONGEST and any(map(str.isalpha, title))
        return title if fits else None if not title else ""

    def with_more(self) -> str:
        """What is offered, and what the words offer beside it ("we also do plumbing", "I forgot the sewing"), one a
        line; '' where they offer nothing more.
        """
        if self.flow.flow != "offer" or not self.card.what or not adds(self.heard.text, self.heard.language()):
            return ""
        things = posted_in(mask_contacts(self.heard.text), self.heard.language(), self.look.today, "offer").things
        titles = self.card.what.split("\n")
        news = [one.what for one in things if not any(alike(one.what, title) for title in titles)]
        return "\n".join([*titles, *news]) if news and len(news) == len(things) else ""

    def _titles(self) -> str | None:
        """Of several titles the ones that stay and the ones that come in their place, one a line."""
        titles = self.card.what.split("\n")
        return "\n".join(relisted(titles, self.heard.text, self.heard.language(), self._retitled)) or None

    def _retitled(self, title: str, words: str) -> str | None:
        """One of several titles, by the words about it."""
        one = _Draft(self.heard.again(words), self.look, State(self.flow.flow, answers={"what": title}))
        found = revised_in(mask_contacts(words), one.card, self.heard.language(), self.look.today)
        return one.title(found["what"]) if "what" in found else ""

    def _in_its_place(self, one: Said, title: str) -> str:
        """A title with what stands in one place of it, in that of another: how often, at what time, and the hours of an
        offer; '' for all else, and for words that name more than that.
        """
        again = self.heard.again(one.words)
        if again.names_something():
            return ""
        if (often := again.with_often(title)[0]) or self.flow.flow == "offer":
            return often or again.with_spare(title)
        if not again.is_only_a_time():
            return ""
        return again.at_hour(title) or join_time(title, one.words, self.heard.language())

    def often(self, one: Said) -> bool:
        """Whether the words tell how often it is wanted, or on which day not."""
        return one.sign != _WRONG and bool(self.heard.again(one.words).with_often("-")[0])

    def comes_again(self, said: Sequence[Said]) -> bool:
        """Whether it is wanted again and again, so that no day ends it."""
        return any(self.heard.again(one.words).comes_again() for one in said if one.sign != _WRONG)

    def is_urgent(self, said: Sequence[Said]) -> bool:
        return any(self.heard.again(one.words).urgent() for one in said if one.sign != _WRONG)

    def minutes(self, said: Sequence[Said]) -> str | None:
        rights = [one for one in said if one.sign != _WRONG and not self.heard.again(one.around).in_so_long()]
        now = int(self.card.hours) if self.card.hours else None
        found = [minutes for one in rights if (minutes := self._minutes(one, now)) and minutes > 0]
        others = [minutes for one in said if one.sign == _WRONG and (minutes := self._minutes(one, None))]
        if others and now and now not in others:
            return ""  # "two, not one" may be people
        if found:
            return str(next((one for one in reversed(found) if one != now), found[-1]))
        if not rights and (other := hours_beside(self.heard.text, self.heard.language(), now, plainly=False)):
            return str(other)
        unsure = any(self.heard.again(one.words).unsure() for one in rights)
        return UNSURE if unsure else None if self._all_wrong(said) else ""

    def _minutes(self, one: Said, now: int | None) -> int | None:
        """What these words mean, as they are or so much more or less than `now`."""
        further = further_hours(one.around, self.heard.language()) is not None
        return self.heard.again(one.around if further else one.words).hours_answered(now)

    def day(self, said: Sequence[Said]) -> str | None:
        for right in (one for one in reversed(said) if one.sign != _WRONG):
            one = self.heard.again(right.words)
            if one.urgent():
                return ""
            if one.says_any_day():
                return UNSURE
            day = self._moved(right) or one.day()
            day = day if isinstance(day, date) else one.day_answered()
            if day and day >= self.look.today:
                return self._beside(day, right).isoformat()
        return None if self._all_wrong(said) else ""

    def _beside(self, day: date, one: Said) -> date:
        """That day, or the one next to the day on the card: "better on Thursday" where Friday week stands there."""
        around = self.heard.again(one.around)
        near = date.fromisoformat(around.next_to(day.isoformat(), self.card.by)) if self.card.by else day
        return near if near >= self.look.today else day

    def _moved(self, one: Said) -> date | None:
        """The day on the card so many days later or earlier."""
        words, sign = moved(one.around, self.heard.language()) if self.card.by else ("", 0)
        days = sign * self.heard.again(one.words if one.words in words else words).days_said() if sign else 0
        return date.fromisoformat(self.card.by) + timedelta(days=days) if days else None

    def place(self, said: Sequence[Said]) -> str | None:
        home = self.where.town if self.where and self.where.town else self.look.me.town
        rights = [one for one in said if one.sign != _WRONG]
        places = [(one, self._place(one)) for one in rights]
        town = next((found.removeprefix(HERE) for _one, found in places if found.startswith(HERE)), "")
        remote = any(found in (REMOTE, EITHER) for _one, found in places)
        more = any(one.sign == _MORE for one, found in places if found)
        if remote and (town or more):
            return f"{EITHER}{town or home}"
        if town and more and self.where and self.where.remote:
            return f"{EITHER}{town}"
        if remote or town:
            return REMOTE if remote else f"{HERE}{town}"
        denied = [self._place(one) for one in said if one.sign == _WRONG]
        if denied and self.where and self.where.remote and REMOTE in denied:
            return f"{HERE}{home}"
        return None if self._all_wrong(said) else ""

    def _place(self, one: Said) -> str:
        """REMOTE, or HERE with a town: what is no place of work from a distance is taken for its name."""
        there = self.heard.again(one.words).place_said()
        if there in (REMOTE, EITHER):
            return there
        if there == HERE:
            return f"{HERE}{self.where.town if self.where and self.where.town else self.look.me.town}"
        left = led_in(one.words, self.heard.language())
        known = (name for words in left for name in (words, without_clitic(words)) if is_town(name))
        bare = (words for words in left if tokenise(words).forms[0] not in _LEADS)
        name = next(known, next(bare, "")).strip(" .,!?،")
        return f"{HERE}{name}" if 0 < len(name.split()) <= _TOWN else ""

    @staticmethod
    def _all_wrong(said: Sequence[Said]) -> bool:
        return all(one.sign == _WRONG for one in said)


_KEYS = {"what": "what", "hours": "hours", "day": "by", "place": "where"}
_READ: dict[str, Callable[[_Draft, Sequence[Said]], str | None]] = {
    "what": _Draft.title,
    "hours": _Draft.minutes,
    "day": _Draft.day,
    "place": _Draft.place,
}
