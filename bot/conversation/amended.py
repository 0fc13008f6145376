"""What a correction means for the request or the offer that is being written: parts that change, or one to ask anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from bot.conversation.apart import is_same
from bot.conversation.heard import Heard
from bot.engine import State
from bot.questions import UNSURE
from bot.understand.alike import stems
from bot.understand.amending import Amendment, amendments
from bot.understand.calendar.timesofday import is_time_of_day, join_time
from bot.understand.details import is_detail, is_part, kind_named, led_in, says_more
from bot.understand.for_whom import told_how_many
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.where.places import EITHER, HERE, REMOTE
from bot.understand.where.towns import is_town, towns_in, without_clitic
from bot.where import where_in
from core.look import Look
from core.text.mask import mask_contacts
from core.text.normal import fold

_PARTS = {"need": ("what", "hours", "by", "where"), "offer": ("what", "by", "where")}
_OTHER = {"need": "offer", "offer": "need"}
_NO = small("negated")
_LED = 2  # words, the article or "in the" with them
_LONGEST, _WORDS = 300, 8  # letters of a listing; words that may be put in the place of its words
_WORD = re.compile(r"\w+")
_TELLS = 3  # letters of a word that tells something
_TOWN = 4  # words of a town's name
_UNSURE_TOO = frozenset(("hours", "by"))
WHICH = "?"
_ASKS = frozenset("?؟")  # «que sea …» begins like a question
_NO_QUESTION = frozenset(("put", "add", "must"))
_MOVED = {"more": 1, "less": -1, "earlier": -1, "later": 1}


def was_key(part: str) -> str:
    """The hint that holds a part as it was while it is asked anew."""
    return f"was.{part}"


class Amended(NamedTuple):
    """Canonical answers in place of others; else the part to ask anew; else the other kind of listing that it is."""

    changes: Mapping[str, str] = {}
    ask: str = ""  # WHICH: it is not clear which
    kind: str = ""
    last: bool = False  # the last answer goes
    stays: bool = False  # nothing changes


def amended(heard: Heard, look: Look, flow: State) -> Amended | None:
    """What the words correct of the draft; None where they correct nothing, or nothing that is surely meant."""
    if flow.flow not in _PARTS or heard.asks_the_day() or _called_off(heard):
        return None
    draft = _Draft(heard, look, flow)
    readings = amendments(heard.text, look.me.lang)
    if heard.asks_something():
        readings = [one for one in readings if one.way not in _NO_QUESTION]
    if not readings:
        return None
    found = [one for reading in readings for one in draft.read(reading)]
    sure = [one for one in found if one.changes or one.kind or one.last or one.stays]
    return next(iter(sure or found), None)


def is_edited(new: str, old: str, said: str) -> bool:
    """Whether a title is another one in which little is other than before: a word in place of another, or more; or is
    a part of what was said, which names the old one as well.
    """
    now, before, all_said = ({*_WORD.findall(fold(text))} for text in (new, old, said))
    kept = {word for word in now if len(word) >= _TELLS} & before
    both = bool(now) and bool(before) and (now | before) <= all_said
    return both or (bool(kept) and len(new.split()) >= len(old.split()) - 1)


def says_whole(title: str, before: str) -> bool:
    """Whether a title in words that correct one is all of it: it names most of what the one before did, and no no."""
    was = stems(before)
    return bool(was) and 2 * len(was & stems(title)) >= len(was) and _NO.isdisjoint(tokenise(title).forms)


def _called_off(heard: Heard) -> bool:
    """Whether all of it is no longer wanted: "finalement plus besoin du plombier" is no other wording."""
    return heard.of_own() == "over" and heard.understood().intent == "cancel"


def detailed(heard: Heard, look: Look, flow: State) -> Mapping[str, str]:
    """«es en la colonia Kennedy», «que sea mujer», said of a finished card: what is asked for with that behind it."""
    more = ""
    if flow.flow in _PARTS and _ASKS.isdisjoint(heard.text):
        counted = told_how_many(heard.text, look.me.lang, flow.said().get("what", ""))
        more = counted or says_more(heard.text, look.me.lang)
    return with_detail(heard, look, flow, more)


def with_detail(heard: Heard, look: Look, flow: State, more: str) -> Mapping[str, str]:
    """What is asked for with `more` behind it, or the town that it is; as it was, where it says so already."""
    if more and more == flow.said().get("what"):
        return {"what": more}
    return next((one.changes for one in _Draft(heard, look, flow).detailed(more)), {}) if more else {}


def _words(said: str, what: str) -> re.Match[str] | None:
    """Where these words stand in others, and not for all of them."""
    found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", what, re.IGNORECASE)
    return found if found and found[0] != what else None


class _Draft:
    """What is being written, and how words about it are read."""

    def __init__(self, heard: Heard, look: Look, flow: State) -> None:
        self.heard, self.look, self.flow, self.lang = heard, look, flow, look.me.lang
        self.parts = _PARTS[flow.flow]
        self.said = {"where": f"{HERE}{look.me.town}", **flow.said()}

    def read(self, one: Amendment) -> Iterator[Amended]:
        """What one reading comes to: nothing, mostly one thing."""
        if one.way == "keep":
            yield from self._kept(plainly=one.plainly)
        elif one.way == "last":
            yield Amended(last=True)
        elif one.way == "wrong":
            yield Amended(ask=WHICH)
        elif one.way == "drop":
            yield from self._dropped(one.part or self._part_of(one.old))
        elif one.way == "part" and one.part in self.parts:
            yield self._put(one.part, one.new) or next(self._placed(one.part, one.new), None) or Amended(ask=one.part)
        elif one.way == "named" and one.part in self.parts and self._part_read(one.new) in (one.part, ""):
            put = (
                self._put(one.part, one.new)
                if self._part_read(one.new)
                else next(self._placed(one.part, one.new), None)
            )
            yield from filter(None, (put,))
        elif one.way in _MOVED:
            yield from self._moved(one.way, one.new)
        elif one.way == "instead":
            yield from self._instead(one.old, one.new)
        elif one.way in ("add", "note"):
            yield from self._added(one.new)
        elif one.way == "must":
            yield from self._demanded(one.new)
        elif one.way == "put":
            yield from self._written(one.new, plainly=one.plainly)
        elif one.way == "alone" and self.flow.asking == "sure":
            turned = kind_named(one.new, self.lang) == _OTHER[self.flow.flow]
            yield from (Amended(kind=_OTHER[self.flow.flow]),) if turned else self._timed(one.new)
        elif one.way == "opened":
            yield from self._opened(one.new, plainly=one.plainly)

    # ---- each way -----------------------------------------------------------------------------------------------

    def _kept(self, *, plainly: bool) -> Iterator[Amended]:
        """What is asked anew stays as it was; on the card, nothing changes."""
        asked = self.flow.asking
        if was := self.flow.hints.get(was_key(asked), ""):
            yield Amended({asked: was})
        elif plainly and asked == "sure":
            yield Amended(stays=True)

    def _timed(self, new: str) -> Iterator[Amended]:
        """The time of day alone goes to what is needed."""
        what = self.said.get("what", "")
        time = next((one for one in led_in(new, self.lang) if is_time_of_day(one, self.lang)), "")
        if time and what and self.flow.flow == "need":
            yield from self._worded(join_time(what, time, self.lang))

    def _placed(self, part: str, new: str) -> Iterator[Amended]:
        """A place in the town goes to the words: no line of its own holds it."""
        if part == "where" and new and len(new.split()) <= _WORDS:
            yield from self.added(new)

    def _dropped(self, part: str) -> Iterator[Amended]:
        if part in self.parts:
            yield Amended({part: UNSURE}) if part in _UNSURE_TOO else Amended(ask=part)

    def _instead(self, old: str, new: str) -> Iterator[Amended]:
        other = _OTHER[self.flow.flow]
        if kind_named(old, self.lang) == self.flow.flow and kind_named(new, self.lang) == other:
            yield Amended(kind=other)
        if what := self._within(old, new):
            yield from self._worded(what)
            return
        named = is_part(old, self.lang)
        part = named if named in self.parts else self._part_of(old)
        if part and new and (found := self._put(part, new) or next(self._placed(named, new), None)):
            yield found
        elif not new and (town := self._other_town(old)):
            yield Amended({"where": f"{HERE}{town}"})
        elif (part and not new) or self._counts(old, new):
            yield Amended(ask=part or WHICH)
        elif not part and is_detail(old, self.lang) and not self._part_read(new):  # of what the draft does not say
            yield from self.detailed(is_detail(new, self.lang))

    def _within(self, old: str, new: str) -> str:
        """What is asked for with a part of its words replaced: "taller para niños", which is "para adultos"."""
        what = self.said.get("what", "")
        was, now = is_detail(old, self.lang), is_detail(new, self.lang)
        if was and now and (found := _words(was, what)):
            return what[: found.start()] + now + what[found.end() :]
        olds, news = led_in(old, self.lang), led_in(new, self.lang)
        for place, said in enumerate(olds if news else ()):
            depth = len(olds) - place
            if depth <= min(len(news), _LED) and (found := _words(said, what)):
                return what[: found.start()] + news[-depth] + what[found.end() :]
        return ""

    def detailed(self, more: str) -> Iterator[Amended]:
        """What is asked for, and behind it what else is to be known of it; a town has its own part."""
        if town := next((one for one in led_in(more, self.lang) if is_town(one)), ""):
            yield Amended({"where": f"{HERE}{town}"})
        elif more and (what := self.said.get("what", "")) and len(more.split()) <= _WORDS:
            yield from self._worded(join_time(what, more, self.lang))

    def added(self, new: str) -> Iterator[Amended]:
        """What is asked for with these words behind it."""
        if what := self.said.get("what", ""):
            yield from self._worded(join_time(what, new.strip(" .!"), self.lang))

    def _added(self, new: str) -> Iterator[Amended]:
        said = self.heard.again(new)
        minutes, day = said.minutes(), said.day()
        if where := said.place_said():
            now = where_in(self.said["where"], self.look.me.town)
            yield Amended({"where": EITHER + (now.town if now else "") if where == REMOTE else where})
        elif isinstance(minutes, int) and len(new.split()) <= _TOWN:
            yield from self._moved("more", new)
        elif isinstance(day, date) and len(new.split()) <= _TOWN and self.flow.flow == "need":
            yield Amended({"by": day.isoformat()})
        elif what := self.said.get("what", ""):
            yield from self._worded(join_time(what, new, self.lang))

    def _demanded(self, new: str) -> Iterator[Amended]:
        """How who comes has to be; not hours, a day or a place, which have parts of their own."""
        what = self.said.get("what", "")
        if what and not self._part_read(new):
            yield from self._worded(join_time(what, new, self.lang))

    def _moved(self, way: str, new: str) -> Iterator[Amended]:
        by, hours, step = self.said.get("by", ""), self.said.get("hours", ""), _MOVED[way]
        days = self.heard.again(new).days_said()
        if days and "by" in self.parts and by not in ("", UNSURE):
            yield Amended({"by": (date.fromisoformat(by) + timedelta(days=days * step)).isoformat()})
        elif days or way in ("earlier", "later"):
            return
        elif "hours" in self.parts and hours.isdigit() and isinstance(more := self.heard.again(new).minutes(), int):
            whole = int(hours) + step * more
            yield Amended({"hours": str(whole)}) if whole > 0 else Amended(ask="hours")

    def _written(self, new: str, *, plainly: bool) -> Iterator[Amended]:
        """What is to stand there: words behind a colon whatever they are, others where they say what it is about."""
        for part in ("where", "hours", "by"):
            if part in self.parts and self._part_read(new) == part and (found := self._put(part, new)):
                yield found
                return
        bare = led_in(new, self.lang)[-1:]
        if plainly or (bare and self.look.names_service(bare[0], self.heard.language())):
            yield from self._worded(new)

    def _opened(self, new: str, *, plainly: bool) -> Iterator[Amended]:
        """What stands behind "wait, I was wrong", or `plainly` "rather"; another service is read elsewhere."""
        what, left = self.said.get("what", ""), led_in(new, self.lang)
        if kind_named(new, self.lang) == _OTHER[self.flow.flow]:
            yield Amended(kind=_OTHER[self.flow.flow])
        elif town := self._town_known(new):
            yield Amended({"where": f"{HERE}{town}"})
        elif timed := next(self._timed(new), None):
            yield timed
        elif plainly and left and len(left[-1].split()) <= _TOWN and is_same(left[-1], what):
            yield from self._worded(left[-1])  # «quise decir una contadora» where a «contador» is asked for

    # ---- which part words are about, and what they put there ----------------------------------------------------

    def _part_of(self, old: str) -> str:
        """The part of the draft that the words repeat, else the part that they can only be about."""
        where = where_in(self.said["where"], self.look.me.town)
        if self._town(old) and where and fold(self._town(old)) == fold(where.town):
            return "where"
        if self.said.get("hours", "") in {self._amount("hours", words) for words in led_in(old, self.lang)} - {""}:
            return "hours"
        if self.said.get("by", "") in {self._amount("by", words) for words in led_in(old, self.lang)} - {""}:
            return "by"
        what = self.said.get("what", "")
        return "what" if what and "\n" not in what and is_same(old, what) else ""

    def _part_read(self, new: str) -> str:
        said = self.heard.again(new)
        if said.place_said() or is_town(self._town(new)):
            return "where"
        if isinstance(said.minutes(), int):
            return "hours"
        return "by" if isinstance(said.day(), date) else ""

    def _put(self, part: str, new: str) -> Amended | None:
        """These words in that part, where they are such an answer and another one than before."""
        said, value = self.heard.again(new), ""
        if part in ("hours", "by"):
            value = next((value for words in led_in(new, self.lang) if (value := self._amount(part, words))), "")
        elif part == "where":
            value = said.place_said() or (f"{HERE}{town}" if (town := self._town(new)) else "")
        else:
            return next(self._worded((led_in(new, self.lang) or [""])[-1]), None)
        return Amended({part: value}) if value and value != self.said.get(part) else None

    def _amount(self, part: str, words: str) -> str:
        said = self.heard.again(words)
        if part == "hours":
            return str(minutes) if isinstance(minutes := said.minutes(), int) and minutes > 0 else ""
        return day.isoformat() if isinstance(day := said.day(), date) else ""

    def _counts(self, old: str, new: str) -> bool:
        """Whether bare numbers stand for each other, and none of them is the hours: "two, not one" may be people."""
        bare = [one for one in (old, new) if not self.heard.again(one).named().get("hours")]
        return len(bare) == 2 and all(self._amount("hours", (led_in(one, self.lang) or [""])[-1]) for one in bare)

    def _worded(self, what: str) -> Iterator[Amended]:
        what = mask_contacts(" ".join(what.split()))
        before = self.said.get("what", "")
        fits = 1 < len(what) <= _LONGEST and any(map(str.isalpha, what)) and "\n" not in before
        fits = fits and _NO.isdisjoint(tokenise(what).forms[:1])  # "not new tables" says what is not meant
        if fits and fold(what) != fold(before) and (before in what or len(what.split()) <= _WORDS):
            yield Amended({"what": what})

    def _other_town(self, text: str) -> str:
        """The second of two towns of which the first is not right: «مش في القاهرة في المنصورة»."""
        first, *others = towns_in(text, self.lang) or [""]
        where = where_in(self.said["where"], self.look.me.town)
        right = len(others) == 1 and fold(first) == fold(where.town if where else "")
        return others[0] if right else ""

    def _town_known(self, text: str) -> str:
        """A town that we know, or what stands written large behind "in"."""
        if is_town(town := self._town(text)):
            return town
        said = self.heard.again(text)
        if len(text.split()) > _TOWN or self._part_read(text) or self.look.names_service(text, said.language()):
            return ""
        place = str(self.heard.named().get("place") or "")
        return place if place in text and self.heard.is_town_name(place) else ""

    def _town(self, text: str) -> str:
        """The town in "es en La Ceiba", «فطنجة»: one that we know, else what is left and is written as a town is."""
        left = led_in(text, self.lang)
        known = [name for words in left for name in (words, without_clitic(words)) if is_town(name)]
        if known or len(known := [one for one in towns_in(text, self.lang) if not is_part(one, self.lang)]) == 1:
            return known[0]
        last = left[-1] if left else ""
        words = last.split()
        large = all(word[:1].isupper() or not word.isascii() for word in (*words[:1], *words[-1:]))
        return last if 0 < len(words) <= _TOWN and large and self.heard.is_town_name(last) else ""
