"""Who do a person's words say that they are, and where? The part of what was heard that tells names and towns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.conversation.hours_and_days import HoursAndDays
from bot.understand import glimpse
from bot.understand.presenting.kinds import is_kind_and_name, without_article
from bot.understand.presenting.only_who import is_only_who
from bot.understand.presenting.parting import says_parted
from bot.understand.presenting.placed import known_town
from bot.understand.presenting.presented import says_of_which, says_that_is_us, without_introduction
from bot.understand.presenting.whole_name import named_by_kind, whole_name, without_label
from bot.understand.shape import is_question
from bot.understand.where.lands import country_named
from bot.understand.where.towns import begins_town, towns_in
from bot.understand.who.introduced import Whose, said_town, town_and_country, who_and_told, who_writes, whose
from bot.understand.who.names import is_large, is_name, is_no_town
from bot.understand.words import is_no
from bot.understanding import likely
from bot.understanding.presenting import Presented, is_small, presented, tidy, told_name, told_town, town_in
from bot.understanding.spans import spans
from core.text.normal import fold, skeleton

_FEW = 2  # words
_LAND = 3  # words of a country's name
_MOST = 9  # words of a name and a town, and nothing else
_LONGEST, _KIND = 7, 3  # words of a name, and of those before it that say what they are
_NEWCOMER, _LISTINGS = "newcomer", ("post_need", "post_offer")
_POSTS = 0.6  # that words ask for or offer something
_LABELLED = (":", "：")
_HALF = 0.5
_ONLY = 0.95  # that they say who they are, and nothing else
_SURE, _SURELY = 0.4, 0.75  # that somebody presents themselves, and by that very name
_CLAUSE = re.compile(r"[^,،;؛.!?؟\n]+")
_SIGN = re.compile(r"\s*(?:[,،;؛\n(]|\s[-–—|/]\s|[.…]{2,}|\.\s)\s*")


def presented_in(text: str) -> float:
    """How likely somebody says who they are, in the whole or in one of its clauses: beside a long need it is little."""
    clauses = [part for part in _CLAUSE.findall(text) if len(part.split()) >= _FEW]
    parts = (text, *clauses) if len(clauses) > 1 else (text,)
    return max(dict(likely(part, _NEWCOMER)).get("present", 0.0) for part in parts)


class WhoWrites(HoursAndDays):
    """The same words, read for who writes them."""

    __slots__ = ("_presented", "_whose")

    _presented: Presented | None
    _whose: Whose | None

    def says_that_is_us(self) -> bool:
        """Whether the whole message says to be whom it is asked about."""
        return says_that_is_us(self.text)

    def is_name(self, text: str, town: str = "") -> bool:
        return is_name(text, self._look.me.lang, town)

    def is_town_name(self, text: str) -> bool:
        return self.is_name(text) and not is_no_town(text, self._look.me.lang)

    def refuses(self) -> bool:
        """Whether the words begin with a plain no."""
        first, *more = re.findall(r"[^\W\d_]+", self.text) or ("",)
        return bool(more) and is_no(first, self.text)

    def put_right(self, name: str, town: str) -> tuple[str, str]:
        """The name and the town that the words say in place of these; '' for what they say nothing else of."""
        told = told_name(self.text, _NEWCOMER, but=name)
        new = _joined(name, whole_name(self.text, told)) if told else ""
        where = told_town(self.text, _NEWCOMER, but=town, only=False)
        new = new if new and skeleton(new) != skeleton(name) and self.is_name(new, where or town) else ""
        where = where if where and skeleton(where) not in skeleton(new or name) and self.is_town_name(where) else ""
        return new, where

    def of_group(self) -> bool:
        """Whether words in answer to where they are say instead who: «من جمعية النور», "Coop Al Bahr"."""
        named = is_kind_and_name(self.text) and is_large(self.text)
        return says_of_which(self.text) or (named and not begins_town(self.text))

    def parted(self) -> bool:
        """Whether they say that they are of their organisation no longer."""
        return says_parted(self.text, self._look.me.organisation)

    def says_where(self) -> bool:
        """Whether words in answer to where they are say just that, whatever else they may look like."""
        act, chance = likely(self.text, "town")[0]
        return act == "inform_place" and chance >= _POSTS and self.is_town_name(self.where()[0])

    def only_who(self, what: str) -> bool:
        """Whether what seems to be offered is only who they are."""
        return is_only_who(self.text, what)

    def introduced(self) -> str:
        return without_introduction(self.text)

    def presented(self) -> Presented:
        """Name and town as the whole message tells them."""
        if self._presented is None:
            found = presented(self.text)
            self._presented = self._whole(found) if found.name else self._of_kind(found)
        return self._presented

    def _whole(self, found: Presented) -> Presented:
        """With all the words of the name; what is told beside it is without them."""
        name = whole_name(self.text, found.name)
        before, _name, behind = name.partition(found.name)
        told = found.told.removesuffix(before.strip()).removeprefix(behind.strip()).strip()
        return found._replace(name=name, told=told)

    def _of_kind(self, found: Presented) -> Presented:
        """The name that what an organisation is begins, where the words surely present somebody."""
        presents = presented_in(self.text)
        name = named_by_kind(self.text, found.town) if presents >= (_SURE if found.town else _POSTS) else ""
        if not name:
            return found
        before, _name, behind = self.text.partition(name)
        behind = behind.partition(found.town)[2] if found.town and found.town in behind else behind
        return found._replace(name=name, sure=presents, told=tidy(max(before, behind, key=len)))

    def whose(self) -> Whose:
        """Who answers: what a grammar of plain answers is sure of, else the name and the town inside the sentence."""
        if self._whose is None:
            found, surely = self.presented(), self._surely()
            tagged = _with_town(self._tagged()) if found.name else _short(whose(self.text))
            both = _together(surely, tagged) if surely and found.sure >= _SURE else surely or tagged
            named = both._replace(name=without_label(both.name))
            self._whose = _without_place(named, found.name, self._towns())
        return self._whose

    def _towns(self) -> list[str]:
        return [one.text for one in spans(self.text, _NEWCOMER) if one.kind == "town" and one.probability >= _HALF]

    def _tagged(self) -> Whose:
        """Name and town inside the sentence; also a town that we know and that "in" is written together with."""
        found = self.presented()
        rest = self.text.replace(found.name, " ", 1)
        town = found.town or next(iter(towns_in(rest, self._look.me.lang)), "")
        alone, land = town_and_country(town) if town else ("", "")
        if alone and land:
            return Whose(without_article(found.name), alone, land)
        parts = [*rest.split(","), *_behind(rest, town)] if town else []
        lands = (country_named(part.strip(" .!،"), town) for part in parts)
        return Whose(without_article(found.name), town, next(filter(None, lands), ""))

    def plainly_whose(self) -> bool:
        """Whether nothing but a name, and a town, is said."""
        found, bare = self.presented(), _bare_name(self)
        who = self.whose()
        guessed = bool(who.town) and not found.town and fold(who.town) in fold(who.name)  # "mujeres de Puebla"
        if (found.plain and not guessed) or (bare and bare == who):
            return True
        surely = self._surely() if len(self.text.split()) <= _MOST else None
        inside = surely is not None and fold(surely.town) in fold(surely.name)
        return surely is not None and not inside and fold(surely.name) == fold(found.name)

    def who(self) -> Whose | None:
        """Who presents themselves, before or without saying what they need."""
        found = self.presented()
        asks = is_question(self.text) and not (found.town or is_large(found.name))  # "30 kids, what then?"
        return self.whose() if self._surely() or (found.name and found.sure >= (_SURELY if asks else _SURE)) else None

    def _surely(self) -> Whose | None:
        """As the grammar of plain answers reads it, where it is sure and the words do not tell another name better."""
        if bare := _bare_name(self):
            return bare
        surely, found = who_writes(self.text, self._look.me.lang), self.presented()
        if surely and surely.name.islower() and not is_kind_and_name(surely.name) and found.name[:1].isupper():
            return None  # "we're design students", of Pixel Club
        same = surely is not None and (fold(surely.name) == fold(found.name) or _is_of_kind(surely.name, found.name))
        return surely if same or found.sure < _SURELY else None

    def who_and_told(self) -> tuple[Whose, str] | None:
        """Who presents themselves, and what they ask for or offer behind that; None where not both are said."""
        found = self.presented()
        only = dict(likely(self.text, _NEWCOMER)).get("present", 0.0) >= _ONLY
        if found.name and found.town and found.sure >= _SURE and not only and self.tells_of_listing(found.told):
            return self.whose(), found.told
        both = who_and_told(self.text, self._look.me.lang)
        return both if both and self.tells_of_listing(both[1]) else None

    def tells_of_listing(self, told: str) -> bool:
        """Whether words beside a name ask for or offer something."""
        if len(told.split()) < _FEW:
            return False
        chances = likely(told, _NEWCOMER)
        posts = sum(chance for act, chance in chances if act in _LISTINGS) >= _POSTS
        otherwise = chances[0][0] not in _LISTINGS and chances[0][1] >= _POSTS
        return posts or (not otherwise and glimpse(told, self._look.me.lang) in _LISTINGS)

    def where(self) -> tuple[str, str]:
        """Town and country of an answer: a bare one as it stands, else the town inside the sentence."""
        town, country = town_and_country(said_town(self.text))
        plainly = (country and len(town.split()) <= _FEW) or all(map(known_town, town.split(",")))
        known = () if plainly else towns_in(self.text, self._look.me.lang)
        found = "" if plainly else next(iter(known), "") or town_in(self.text)
        return (found, "") if found else (town, country)

    def plainly_where(self) -> bool:
        """Whether the answer is but a town, or holds one that we know."""
        town, _country = self.where()
        return all(map(known_town, town.split(","))) or fold(town) in fold(self.text).split(",")


def _joined(name: str, new: str) -> str:
    """ "San Martin de Porres" goes on where "comedor parroquial San Martin" ends."""
    before, behind = name.split(), new.split()
    for many in range(min(len(before), len(behind)), _FEW - 1, -1):
        if skeleton(" ".join(before[-many:])) == skeleton(" ".join(behind[:many])):
            return " ".join((*before[:-many], *behind))
    return new


def _together(surely: Whose, tagged: Whose) -> Whose:
    """The grammar's name without what it took besides, «semos Biblioteca Abierta aki», and the town that it missed."""
    town, country = (
        (surely.town, surely.country)
        if surely.country or known_town(surely.town) or not tagged.town
        else (tagged.town, "")
    )
    before, found, behind = surely.name.partition(tagged.name)
    if not found:
        return Whose(surely.name, town, country)
    keeps = not before.rstrip().endswith(_LABELLED) and (
        is_kind_and_name(surely.name)
        or is_large(f"{before}{found}")
        or all(word[0].isupper() or is_small(word) for word in before.split())
    )
    goes_on = any(word[0].isupper() for word in re.findall(r"[^\W\d_]+", behind))
    return Whose(f"{before if keeps else ''}{found}{behind if goes_on else ''}".strip(" ,"), town, country)


def _without_place(found: Whose, name: str, towns: list[str]) -> Whose:
    """ "Casa Sol, Etla, Oaxaca" is Casa Sol, in "Etla, Oaxaca"."""
    before, comma, place = found.name.rpartition(", ")
    if not comma or before != name or place not in towns or not found.town:
        return found
    return found._replace(name=before, town=f"{place}, {found.town}")


def _is_of_kind(name: str, inside: str) -> bool:
    """Whether a name is the other with a few words before it that say what they are: «clínica jurídica da UFPA»."""
    before, found, behind = name.partition(inside or name)
    return bool(inside and found) and not behind and len(before.split()) <= _KIND and is_kind_and_name(name)


def _with_town(found: Whose) -> Whose:
    """With the town that we know behind "in" at the end of the name: «Cooperativa Colheita em Natal»."""
    inside = whose(found.name) if not found.town else found
    return inside if inside.name and known_town(inside.town) else found


def _short(found: Whose) -> Whose:
    """Whole sentences are no name."""
    return found if len(found.name.split()) <= _LONGEST else Whose("")


def _behind(text: str, town: str) -> Iterator[str]:
    """The first words behind a town, which may be its country: "somos de trujillo peru, un club"."""
    words = text.partition(town)[2].partition(",")[0].split()
    words = words[1:] if words and is_small(words[0]) else words
    yield from (" ".join(words[:count]) for count in range(min(_LAND, len(words)), 0, -1))


def _bare_name(words: WhoWrites) -> Whose | None:
    """«Casa Luz, Tela», "Tela - Casa Luz": a name, a sign, a known town or a country, and no more."""
    if len(words.text.split()) > _MOST:
        return None
    found = whose(words.text)
    parts = [part for part in map(str.strip, _SIGN.split(words.text)) if part]
    named, _name, behind = words.text.partition(found.name or "\n")
    if len(parts) == _FEW and known_town(parts[0]) and not known_town(parts[1]):
        found = Whose(tidy(parts[1]), parts[0])
    elif not found.name or named or not (found.country or known_town(found.town)) or not _SIGN.match(behind):
        return None
    return found if words.is_name(found.name, found.town or found.country) else None
