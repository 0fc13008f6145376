"""Whether a goal is reached, read from the database of both sides, and for questions from which page was the answer.

A check gives a `Finding`: whether the goal is reached, and what happened that is wrong although its kind was wanted
(other hours were proposed, other words were passed on). What happened beside that is judged in `unwanted`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any, NamedTuple

from bench.volunteers.pools import contains, days_of, minutes_of, shares
from bench.volunteers.screens import Seen, verb_of
from bench.volunteers.world import World
from bot.understanding.faq import topics
from core.text.normal import fold

STARTED = 360
"""Minutes with which an organisation begins."""


# ---- what is other than before --------------------------------------------------------------------------------------

Key = tuple[Any, ...]
Rows = Mapping[Key, tuple[Any, ...]]

_TABLES: dict[str, str] = {
    "listing": "SELECT id, organisation_id, kind, state, what, minutes, due_on, coalesce(expires_at, 0) FROM listing",
    "exchange": "SELECT id, state, minutes, due_on, delivered_minutes, asked_minutes, settled_minutes, wish, "
    "wish_value, coalesce(author_id, 0), absent_id, provider_id, receiver_id, follows_id FROM exchange",
    "account": (  # a gift that can still be taken back counts as given
        "SELECT id, coalesce(organisation_id, 0), posted"
        " - (SELECT coalesce(sum(minutes), 0) FROM hold"
        " WHERE payer_id = account.id AND state = 'live' AND exchange_id IS NULL)"
        " + (SELECT coalesce(sum(minutes), 0) FROM hold"
        " WHERE payee_id = account.id AND state = 'live' AND exchange_id IS NULL)"
        " FROM account WHERE kind IN ('member', 'fund')"
    ),
    "organisation": "SELECT id, name, town, status, assisted FROM organisation",
    "membership": "SELECT person_id || ':' || organisation_id, person_id, organisation_id, role FROM membership",
    "person": "SELECT id, alerts, lang, coalesce(quiet_from, -1), coalesce(quiet_until, -1), "
    "waiting_for_human_at IS NOT NULL FROM person",
    "address": "SELECT id, person_id, stopped_at IS NOT NULL FROM address",
    "case": "SELECT id, code, coalesce(exchange_id, 0), resolved_at IS NOT NULL FROM parked_case",
    "report": "SELECT flag_id || ':' || person_id, reason FROM report",
    "invite": "SELECT id, kind, coalesce(organisation_id, 0) FROM invite",
    "review": "SELECT exchange_id || ':' || by_id, stars, on_time, as_promised, sealed FROM review",
    "fund": "SELECT id, organisation_id, minutes, state FROM fund_request",
    "told": "SELECT id, exchange_id, from_id, phrase, sealed FROM relayed",
    "contact": "SELECT exchange_id || ':' || organisation_id, exchange_id FROM contact",
    "measure": "SELECT id, action FROM measure WHERE action NOT IN ('seen')",
}
_SEALED = {"review": -1, "told": -1}
_NAMES: dict[str, tuple[str, ...]] = {
    "listing": ("", "", "state", "words", "hours", "day", "renewed"),
    "exchange": ("state", "hours", "day", "delivered", "figure", "settled", "wish", "wish", "", "absent", "", "", ""),
    "account": ("", "moved"),
    "organisation": ("name", "town", "status", ""),
    "membership": ("", "", "role"),
    "person": ("alerts", "language", "night", "night", "human"),
    "address": ("person", "stopped"),
    "case": ("", "", "closed"),
    "fund": ("", "", "state"),
    "review": ("stars", "on_time", "promised", "words"),
}


class Effect(NamedTuple):
    """`name` says what became of what: "listing.new", "exchange.agreed", "account.moved", "membership.gone"."""

    name: str
    key: Key
    old: tuple[Any, ...]
    new: tuple[Any, ...]

    def __str__(self) -> str:
        shown = self.new if self.name != "account.moved" else (*self.new, f"was {self.old[-1]}")
        return f"{self.name} {self.key[1]} {shown}"


def rows_of(world: World) -> Rows:
    """Everything that a message may change and somebody would mind."""
    found: dict[Key, tuple[Any, ...]] = {}
    for name, sql in _TABLES.items():
        for id, *values in world.rows(sql):
            if name in _SEALED and values[-1]:
                values[-1] = world.vault.open(values[-1])
            found[name, id] = tuple(values)
    return found


def effects(before: Rows, after: Rows) -> list[Effect]:
    return [one for key in sorted({*before, *after}, key=str) for one in _of(key, before.get(key), after.get(key))]


def _of(key: Key, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> Iterator[Effect]:
    kind = str(key[0])
    if old == new:
        return
    if old is None:
        yield Effect(f"{kind}.new", key, (), new or ())
        return
    if new is None:
        yield Effect(f"{kind}.gone", key, old, ())
        return
    seen: set[str] = set()
    for name, was, now in zip(_NAMES.get(kind, ()), old, new, strict=False):
        if was != now and name and name not in seen:
            seen.add(name)
            named = f"{kind}.{now}" if name == "state" else f"{kind}.{name}"
            yield Effect(named, key, old, new)


# ---- a case ---------------------------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """`wrong` is what cannot be taken back by a better answer."""

    reached: bool
    wrong: tuple[str, ...] = ()


@dataclass
class Case:
    """One conversation as it goes: who talks, the facts that their sentences set, and the world before this part."""

    world: World
    rng: Random
    lang: str
    names: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    who: str = "me"
    before: Rows = field(default_factory=dict)
    after: Rows = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    began: Seen = field(default_factory=Seen)
    answers: list[Seen] = field(default_factory=list)

    @property
    def happened(self) -> list[Effect]:
        return effects(self.before, self.after)

    @property
    def today(self) -> date:
        return datetime.fromtimestamp(self.world.now / 1000, UTC).date()

    @property
    def mine(self) -> int:
        return self.world.ids.get(self.who, 0) or self.world.organisation_of(self.who)

    @property
    def exchange(self) -> tuple[Any, ...]:
        return self.after["exchange", self.world.ids["exchange"]]

    @property
    def listing(self) -> tuple[Any, ...]:
        return self.after["listing", self.world.ids["listing"]]

    def read(self) -> None:
        self.after = rows_of(self.world)

    def items(self) -> list[dict[str, Any]]:
        """What is to be published: one thing, two, or a list."""
        if pieces := self.facts.get("list"):
            return [{"what": piece} for piece in pieces]
        named = ("what", "hours", "day")
        first: dict[str, Any] = {key: self.facts[key] for key in named if key in self.facts}
        if "what2" not in self.facts:
            return [first]
        second: dict[str, Any] = {key: self.facts[f"{key}2"] for key in named if f"{key}2" in self.facts}
        return [first, second]


Check = Callable[[Case], Finding]

# ---- what happened that nobody wanted -------------------------------------------------------------------------------

_HARMLESS = frozenset(
    (
        *("account.new", "person.new", "address.new", "case.new", "case.closed", "person.human", "invite.new"),
        "listing.fulfilled",
    )
)
"""Calling a person and making a code tell nobody else anything: they are trouble, not harm. What follows by itself."""
_BY_ITSELF = ("suggested", "lapsed", "withdrawn")


def unwanted(case: Case, allows: frozenset[str]) -> list[Effect]:
    """What happened and does not belong to the goal."""
    return [one for one in case.happened if one.name not in allows and not _is_harmless(one)]


def _is_harmless(one: Effect) -> bool:
    if one.key[0] == "exchange":  # suggestions come and go with listings
        was, now = (one.old or ("suggested",))[0], (one.new or ("suggested",))[0]
        return was in _BY_ITSELF and now in _BY_ITSELF
    return one.name in _HARMLESS


def called(case: Case) -> bool:
    """Whether a person was called."""
    return any(one.name in ("case.new", "person.human") for one in case.happened)


# ---- listings -------------------------------------------------------------------------------------------------------


def published(kind: str) -> Check:
    """Each thing that was said is published once, with its own words, hours and day, and nothing else is."""

    def check(case: Case) -> Finding:
        if kind == "offer":
            return _offered(case)
        wrong, found = [], 0
        left = case.items()
        for one in case.happened:
            if one.name != "listing.new":
                continue
            owner, its_kind, _state, what, minutes, due, _expires = one.new
            covered = [item for item in left if _says(item, what)]
            fits = [item for item in covered if _timed(item, minutes, due)]
            if owner != case.mine or its_kind != kind or not fits:
                why = "kind" if its_kind != kind else "hours or day" if covered else "words"
                wrong.append(f"published with other {why}: {what!r} {minutes} {due}")
                continue
            found += 1
            left.remove(fits[0])
        return Finding(not left and found > 0 and not wrong, tuple(wrong))

    return check


def _offered(case: Case) -> Finding:
    """All that they can do stands in one or several offers, and nothing else does."""
    new = [one.new for one in case.happened if one.name == "listing.new"]
    wrong = [f"published as {row[1]}: {row[3]!r}" for row in new if row[0] != case.mine or row[1] != "offer"]
    wrong += [f"published with other words: {row[3]!r}" for row in new if is_stray(case, row[3])]
    together = "\n".join(row[3] for row in new)
    return Finding(bool(new) and not wrong and all(_says(item, together) for item in case.items()), tuple(wrong))


def is_stray(case: Case, what: str) -> bool:
    """Whether these words are of nothing that they said."""
    return not any("what" in item and shares(what, item["what"]) for item in case.items())


def to_publish(case: Case) -> list[dict[str, Any]]:
    """What is left to be published."""
    there = [one.new[3] for one in case.happened if one.name == "listing.new"]
    return [item for item in case.items() if not any(_says(item, what) for what in there)]


def _says(item: Mapping[str, Any], what: str) -> bool:
    return "what" in item and contains(what, item["what"])


def _timed(item: Mapping[str, Any], minutes: int | None, due: str | None) -> bool:
    return same_hours(item, minutes) and same_day(item, due)


def same_hours(facts: Mapping[str, Any], minutes: int | None) -> bool:
    """Whether it is as long as they said; None where they said that they do not know."""
    return minutes == (minutes_of(facts["hours"]) if "hours" in facts else None)


def same_day(facts: Mapping[str, Any], due: str | None, name: str = "day") -> bool:
    """Whether it is on a day that they may have meant."""
    said = str(facts.get(name, "none"))
    if said == "none":
        return due is None
    return due is not None and any(day.isoformat() == due for day in days_of(said))


def not_published(case: Case) -> Finding:
    """The draft is gone, and nothing came of it."""
    return Finding("need" not in (case.seen.flow, case.seen.parked))


def listing_has(part: str) -> Check:
    """Their own listing says it as they want it."""

    def check(case: Case) -> Finding:
        _owner, _kind, _state, what, minutes, due, _expires = case.listing
        has = {
            "hours": same_hours(case.facts, minutes),
            "day": same_day(case.facts, due),
            "what": contains(what, str(case.facts.get("what", ""))),
        }[part]
        changed = any(one.key[0] == "listing" for one in case.happened)
        return Finding(has and changed, ("saved with another value",) if changed and not has else ())

    return check


def listing_is(*states: str) -> Check:
    return lambda case: Finding(case.listing[2] in states)


def shows_listing(case: Case) -> Finding:
    """What they look for is on the screen: in a list, or as its card."""
    wanted = case.world.ids.get("sought", 0)
    choices = [option.id for seen in case.answers for option in seen.options]
    choices += [option.id for seen in case.answers for one in seen.new for option in one.screen.options]
    if wanted:
        return Finding(any(id.startswith(f"l:{wanted}:") for id in choices))
    return Finding(any(id.startswith("l:") for id in choices))


def opened_second(case: Case) -> Finding:
    """The card of the second of the list."""
    wanted = case.world.ids["second"]
    return Finding(any(option.id == f"l:{wanted}:answer" for option in case.seen.options))


# ---- exchanges ------------------------------------------------------------------------------------------------------


def exchange_is(*states: str, terms: str = "") -> Check:
    """It is in one of these states; `terms`: with the hours or the day that they said, proposed by them."""

    def check(case: Case) -> Finding:
        state, minutes, due, *_rest, author = case.exchange[:9]
        moved = any(one.key[0] == "exchange" and one.key[1] == case.world.ids["exchange"] for one in case.happened)
        there = moved and state in states
        if not terms:
            return Finding(there)
        fits = {"hours": same_hours(case.facts, minutes), "day": same_day(case.facts, due)}[terms]
        proposed = there and author == case.mine
        return Finding(proposed and fits, ("proposed with other terms",) if proposed and not fits else ())

    return check


def wishes_day(case: Case) -> Finding:
    """The other side is asked for the day that they said."""
    wish, value = case.exchange[6], str(case.exchange[7])
    asked = wish == "day"
    fits = same_day(case.facts, value[:10])
    return Finding(asked and fits, ("another day was asked for",) if asked and not fits else ())


def delivered_hours(case: Case) -> Finding:
    state, minutes, _due, delivered = case.exchange[:4]
    said = min(minutes_of(case.facts["hours"]), minutes or 0)
    there = state in ("delivered", "settled", "closed")
    fits = delivered == said
    return Finding(there and fits, ("reported with other hours",) if there and not fits else ())


def received_hours(case: Case) -> Finding:
    """The hours that they name are asked of the other side, or settled; more than agreed cannot be."""
    state, minutes, _due, _delivered, asked, settled = case.exchange[:6]
    said = min(minutes_of(case.facts["hours"]), minutes or 0)
    done = state in ("settled", "closed")
    fits = asked == said or (done and settled == said)
    return Finding(fits, ("confirmed with other hours",) if done and not fits else ())


def received_late(case: Case) -> Finding:
    done = case.exchange[0] in ("settled", "closed")
    review = case.after.get(("review", f"{case.world.ids['exchange']}:{case.mine}"), (None, 1))
    return Finding(done and review[1] == 0, ("confirmed as in time",) if done and review[1] == 1 else ())


def said_absent(case: Case) -> Finding:
    return Finding(case.exchange[6] == "absent" or case.exchange[9] is not None or case.exchange[0] == "disputed")


def told(case: Case) -> Finding:
    """The other side reads these words."""
    words = [one.new[-1] for one in case.happened if one.name == "told.new"]
    fits = any(contains(str(one), str(case.facts["words"])) for one in words)
    return Finding(fits, ("other words were passed on",) if words and not fits else ())


def reviewed(*parts: str) -> Check:
    """Stars and words are as they said; no words where they want none."""

    def check(case: Case) -> Finding:
        found = case.after.get(("review", f"{case.world.ids['exchange']}:{case.mine}"))
        changed = any(one.key[0] == "review" for one in case.happened)
        if found is None or not changed:
            return Finding(False)
        stars, words = found[0], str(found[3] or "")
        wrong = []
        if "stars" in parts and stars != case.facts.get("stars"):
            wrong.append(f"{stars} stars were given")
        if "words" in parts and not contains(words, str(case.facts.get("words", ""))):
            wrong.append(f"other words stand in the review: {words!r}")
        if "skip" in parts and words:
            wrong.append(f"words stand in the review: {words!r}")
        return Finding(not wrong and stars is not None, tuple(wrong) if stars is not None else ())

    return check


def again(case: Case) -> Finding:
    """The same is proposed once more, or asked for."""
    for one in case.happened:
        if one.name == "exchange.new" and one.new[0] == "proposed":
            return Finding(True)
        if one.name == "listing.new" and contains(one.new[3], case.world.cast.moving):
            return Finding(True)
    return Finding(False)


# ---- hours ----------------------------------------------------------------------------------------------------------


def gave(whom: str) -> Check:
    """So many hours went from them to the fund or to a partner."""

    def check(case: Case) -> Finding:
        moved = {one.new[0]: one.new[1] - one.old[1] for one in case.happened if one.name == "account.moved"}
        if not moved:
            return Finding(False)
        minutes, to = minutes_of(case.facts["hours"]), 0 if whom == "fund" else case.world.ids[whom]
        fits = moved.get(case.mine) == -minutes and moved.get(to) == minutes
        return Finding(fits, () if fits else (f"other hours moved: {moved}",))

    return check


def has_back(case: Case) -> Finding:
    """What they gave is theirs again."""
    mine = [row[1] for key, row in case.after.items() if key[0] == "account" and row[0] == case.mine]
    return Finding(mine == [STARTED])


# ---- people and settings --------------------------------------------------------------------------------------------


def joined(case: Case) -> Finding:
    """Their organisation is there, called as they say, in their town."""
    mine = case.world.organisation_of(case.who)
    if not mine:
        return Finding(False)
    name, town, *_rest = case.after["organisation", mine]
    return Finding(is_called(name, case.names["org"]) and alike(town, case.names["town"]))


def alike(one: str, other: str) -> bool:
    return fold(one).strip(" .,") == fold(other).strip(" .,")


_KINDS = frozenset(
    map(
        fold,
        (
            *("association", "asso", "asociación", "associação", "group", "grupo", "groupe", "ong", "ngo", "org"),
            *("organisation", "organización", "organização", "the", "la", "le", "les", "el", "los", "las", "o", "a"),
            *("as", "os", "l", "جمعية", "منظمة", "مجموعة", "gam3eyet", "jam3iyet", "jam3iyye", "gam3eya"),
        ),
    )
)
"""What may stand before a name and is no other name: "Association Atelier Graine"."""


def is_called(stored: str, name: str) -> bool:
    """Whether that is its name, with a word for its kind before it or not."""
    head, found, tail = fold(stored).strip(" .,").partition(fold(name).strip(" .,"))
    return bool(found) and not tail and all(word in _KINDS for word in head.replace("'", " ").split())


def joined_and(check: Check) -> Check:
    def both(case: Case) -> Finding:
        first, second = joined(case), check(case)
        return Finding(first.reached and second.reached, second.wrong)

    return both


def acts_for(whose: str) -> Check:
    """They act for an organisation that was there before, and no other was founded."""
    return lambda case: Finding(case.world.organisation_of(case.who) == case.world.ids[whose])


def organisation_has(part: str, name: str) -> Check:
    at = ("name", "town").index(part)
    same = is_called if part == "name" else alike

    def check(case: Case) -> Finding:
        row = case.after.get(("organisation", case.mine))
        changed = any(one.key == ("organisation", case.mine) for one in case.happened)
        fits = row is not None and same(str(row[at]), case.names[name])
        return Finding(fits, ("it has another name or town now",) if changed and not fits else ())

    return check


def organisation_is(whose: str, status: str) -> Check:
    return lambda case: Finding(case.after["organisation", case.world.ids[whose]][2] == status)


def person_has(column: str, *values: Any, fact: str = "") -> Check:
    at = ("alerts", "lang", "quiet_from").index(column)

    def check(case: Case) -> Finding:
        row = case.after.get(("person", case.world.person_of(case.who)))
        return Finding(row is not None and row[at] in (*values, *((case.facts[fact],) if fact else ())))

    return check


def happened(name: str, *values: Any) -> Check:
    """Something of that name happened, and its row begins so."""
    return lambda case: Finding(any(one.name == name and one.new[: len(values)] == values for one in case.happened))


def either(*checks: Check) -> Check:
    """One of these is enough."""
    return lambda case: Finding(any(check(case).reached for check in checks))


def stopped(case: Case) -> Finding:
    address = case.world.rows("SELECT id FROM address WHERE person_id = ?", case.world.person_of(case.who))
    return Finding(bool(address) and bool(case.after["address", address[0][0]][1]))


def erased(case: Case) -> Finding:
    return Finding(case.world.person_of(case.who) == 0)


def sent_to_partner(case: Case) -> Finding:
    """The request came before the organisation that they named, and before no other."""
    found = [one.new[10] for one in case.happened if one.name == "exchange.new"]
    fits = case.world.ids["partner"] in found
    return Finding(fits, ("it was sent to another",) if found and not fits else ())


# ---- what is on the screen ------------------------------------------------------------------------------------------


def page(*signs: str) -> Check:
    """An answer had one of these messages, by the beginning of its id.

    Or one of these choices, as "verb m:export"; or it began a conversation, as "flow quiet_hours", or asked something,
    as "asks contact".
    """
    begins = tuple(one for one in signs if not one.startswith(("verb ", "flow ", "asks ")))
    verbs = {one.removeprefix("verb ") for one in signs if one.startswith("verb ")}
    begun = {one for one in signs if one.startswith(("flow ", "asks "))}

    def check(case: Case) -> Finding:
        return Finding(any(_shows(seen, begins, verbs, begun) for seen in case.answers))

    return check


def _shows(seen: Seen, begins: tuple[str, ...], verbs: set[str], begun: set[str]) -> bool:
    if begins and any(id.startswith(begins) for id in seen.replied):
        return True
    if {f"flow {seen.flow}", f"asks {seen.asking}"} & begun:
        return True
    return any(verb_of(option) in verbs for one in seen.new for option in one.screen.options)


def still_asked(case: Case) -> Finding:
    """The question that waited waits again."""
    same = (case.seen.flow, case.seen.asking) == (case.began.flow, case.began.asking)
    return Finding(same and bool(case.answers) and not case.seen.danger)


def asked_before(*keys: str) -> Check:
    """An earlier question is asked again."""
    return lambda case: Finding(bool(case.answers) and case.seen.flow == case.began.flow and case.seen.asking in keys)


def let_be(case: Case) -> Finding:
    """Nothing was begun."""
    calm = case.seen.flow in ("", case.began.flow) and not case.seen.danger
    return Finding(bool(case.answers) and calm)


def answered(case: Case) -> Finding:
    """The answer was a page that belongs to the question, and what waited comes again."""
    asked = str(case.facts["topic"])
    signs = (*FAQ.get(asked, ()), *(said.text[:_BEGINS] for topic in TOPICS.get(asked, ()) for said in topics()[topic]))
    right = any(id.startswith(signs) for seen in case.answers for id in seen.replied) if signs else False
    waits = (case.seen.flow, case.seen.asking) == (case.began.flow, case.began.asking)
    return Finding(right and waits)


_BEGINS = 40  # letters of an answer by which it is known
TOPICS: dict[str, tuple[str, ...]] = {
    "ask.free": ("free", "asked_money", "money"),
    "ask.money": ("money", "asked_money", "free"),
    "ask.privacy": ("who_sees_number", "what_stored", "data_shared", "who_reads", "coordinators_see"),
    "ask.who_can_join": ("who_can_join", "individuals", "companies", "how_join", "papers", "political"),
    "ask.what_is_hour": ("hour_worth",),
    "ask.earn": ("earn_hours",),
    "ask.no_hours": ("no_hours", "fund_who", "fund_what"),
    "ask.expire": ("hours_expire",),
    "ask.who_is_here": ("who_is_here",),
    "ask.robot": ("robot",),
    "ask.nobody_comes": ("nobody_comes", "bad_work", "late", "not_confirm"),
    "ask.who_decides": ("who_runs", "company_owned", "political", "disagree"),
    "ask.how": ("how_works",),
}
"""Which topics of bot/understanding/data/faq answer the questions of a prompt."""
_HELP = "Write what you need or offer, for example:"
_FREE = "It is free: no money changes hands here."
_NO_MONEY = "No money changes hands here, only hours."
_TRUST = ("Organisations help each other here, and no money", "In {hub} organisations help each other, and no money")
_SUPPORT = "Publish what you need all the same:"
_FUND = "Any organisation here may ask it for hours"
FAQ: dict[str, tuple[str, ...]] = {
    "ask.free": (_FREE, _NO_MONEY, *_TRUST),
    "ask.money": (_FREE, _NO_MONEY, *_TRUST),
    "ask.privacy": ("About you I keep:", "Welcome to ComuniDAS:", "Other organisations see its town,"),
    "ask.who_can_join": (
        *("A coordinator looks at each new organisation before", "New organisations come in without being"),
        *("Send this on to the organisations", "Organisations join {hub} with a code"),
    ),
    "ask.what_is_hour": (_HELP, _FREE),
    "ask.earn": (_HELP, _SUPPORT),
    "ask.no_hours": (_SUPPORT, _FUND),
    "ask.expire": (),
    "ask.who_is_here": ("How {hub} is doing:", "Member organisations:"),
    "ask.robot": _TRUST,
    "ask.nobody_comes": (
        *("What can go wrong:", "Nothing is promised yet.", "If they do not come, I ask you both"),
        *("If you cannot go, say so before:", "If you two do not agree, a coordinator"),
    ),
    "ask.who_decides": (*_TRUST, "If you two do not agree, a coordinator"),
    "ask.how": (_HELP, *_TRUST),
    "ask.why": ("So that ", "Because "),
}
"""Which messages answer a question, by how their ids begin. () where the bot has no answer, which is a failure."""
