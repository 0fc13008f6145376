"""What does a newcomer's message hold? Who they are, their own name, a code, what they need or offer, in any order.

Each part is read by itself; what follows of each is decided in bot/conversation/arriving.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.conversation.asked_of_us import exchanges_hours
from bot.conversation.heard import Heard
from bot.conversation.who_writes import presented_in
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise as words_of
from bot.understand.passing_on import speaks_of_languages
from bot.understand.presenting.kinds import is_kind_and_name
from bot.understand.presenting.persons import names_person
from bot.understand.presenting.placed import known_town
from bot.understand.where.towns import is_town
from bot.understand.who.introduced import Whose
from bot.understand.who.names import is_large
from bot.understanding import acts, likely
from bot.understanding.presenting import is_small
from bot.understanding.spans import Token, best, spans, tokenise
from bot.understanding.word_lists import first_names
from core.text.normal import fold

SCREEN, IDLE, _LANGUAGE = "newcomer", "idle", frozenset(("language",))
SURE, SURELY = 0.6, 0.9
_HARDLY, _MAY_ASK = 0.2, 0.3
POSTS = ("post_need", "post_offer")
_NOTHING_TOLD = frozenset(("social", "question", "repair", "joining", "people", "safety", "settings"))
"""Kinds of acts with which nothing goes on after joining."""
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
_SURE_WHAT = 0.85
_LONGEST_PERSON = 40
_LEAST_PERSON = 0.5
_LED_BY = 3  # words that may say that the name behind them is one's own: "me llamo", "my name is"
_ARABIC_AND = "و"
_OWN = tuple(listed("presented", name) for name in ("me", "this_is"))
_TITLES, _ARTICLES = listed("presented", "titles").firsts, listed("presented", "articles").firsts
_LEADS = frozenset().union(
    *(listed("presented", name).firsts for name in ("me", "this_is", "we_are", "we_write", "whose", "articles")),
    small("list_and"),
    small("subjects"),
)


class Arrival(NamedTuple):
    """`who` they say they are, or None; `person` what the one who writes is called; `code` the digits of a code; `wish`
    the words that ask for something or offer it; `chances` how likely each act is.
    """

    who: Whose | None
    person: str
    code: str
    wish: str
    chances: Mapping[str, float]

    @property
    def posts(self) -> float:
        return sum(self.chances.get(act, 0.0) for act in POSTS)


def arrival_of(heard: Heard) -> Arrival:
    """What the words hold, as somebody says it who has not joined."""
    text = heard.text
    both = heard.who_and_told()
    code, chances = heard.code_said(), on_the_doorstep(text) | {"present": presented_in(text)}
    code = heard.start if heard.start.isdecimal() else code  # behind a link
    who = both[0] if both else heard.who() or (heard.whose() if code and heard.presented().name else None)
    told = both[1] if both else _told(heard) if who else ""
    begins = both is not None and text.startswith(both[0].name)  # "Casa Luz, Tela, we need …"
    named = who is not None and (may_be_named(who) or (begins and known_town(who.town)))
    if (
        who
        and _only_posts(chances, surely=named, plainly=bool(heard.plainly()))
        and not (named and (told or known_town(who.town)))
    ):
        who = None  # "we offer: a psychologist, …, online", "we're women who sew in Danlí and need …" presents nobody
    wish = told if who else _whole(heard)
    if code and not both and sum(chances.get(act, 0.0) for act in POSTS) < SURE:
        wish = ""
    person = own_name(text, SCREEN)
    return Arrival(who, "" if who and person in who.name else person, code, wish, chances)


def _only_posts(chances: Mapping[str, float], *, surely: bool, plainly: bool) -> bool:
    """Whether words ask for something or offer it, and hardly say who writes, or `plainly` begin with what asks."""
    posts = sum(chances.get(act, 0.0) for act in POSTS)
    return posts >= SURE and (plainly or not surely or chances.get("present", 0.0) < _HARDLY)


def own_name(text: str, screen: str, *, only: bool = False) -> str:
    """What the one who writes is called, as they say it: "soy Beto el tesorero"; `only`: also where nothing says whose
    name it is. '' for none.
    """
    tokens = tokenise(text)
    persons = [one for one in spans(text, screen) if one.kind == "person" and one.probability >= _LEAST_PERSON]
    known = (_with_title(text, tokens, at) for at in range(len(tokens)) if tokens[at].form in first_names())
    known_own = (name for name, before in known if _is_own(before))
    own = (one.text for one in persons if _is_own(text[: one.start]))
    alone = persons[0].text if only and len(persons) == 1 else ""
    name = next(own, "") or next(known_own, "") or alone
    return name if len(name) <= _LONGEST_PERSON else ""


def _with_title(text: str, tokens: list[Token], at: int) -> tuple[str, str]:
    """The name at that place, with what somebody is called by before it («ام كريم», "doña Rosa"), and what comes
    before that.
    """
    first = at - 1 if at and tokens[at - 1].form in _TITLES else at
    return text[tokens[first].start : tokens[at].end], text[: tokens[first].start]


def _is_own(before: str) -> bool:
    """Whether the words before a name say that it is the one's who writes: "eu sou a Aline"."""
    forms = words_of(before).forms[-_LED_BY:]
    forms = forms[:-1] if forms and forms[-1] in _ARTICLES else forms
    forms = [form.removeprefix(_ARABIC_AND) if len(form) > len(_ARABIC_AND) else form for form in forms]
    ends = (words.at(forms, at) for words in _OWN for at in range(len(forms)))
    return any(found is not None and found[1] == len(forms) for found in ends)


def _told(heard: Heard) -> str:
    """What is told beside who they are, where it asks for something or offers it."""
    told = heard.presented().told
    words = told.split()
    while words and heard.text.find(told) < heard.text.find(heard.presented().name) and _leads(words[-1]):
        words = words[:-1]
    told = " ".join(words).strip(" ,،.;")
    posts = sum(chance for act, chance in likely(told, IDLE) if act in POSTS) if told else 0.0
    asks = posts >= SURE or (told and heard.again(told).plainly() in ("need", "offer"))  # not "I want to join you"
    return told if asks and heard.tells_of_listing(told) else ""


def _leads(word: str) -> bool:
    """Whether a word leads to a name: "… no enciende, somos", «… وانا نهى من»."""
    form = fold(word.strip(",،.;"))
    bare = form.removeprefix(_ARABIC_AND)
    named = any(one.kind == "person" for one in spans(word, SCREEN))
    return not form or is_small(form) or named or bool({form, bare} & _LEADS)


def _whole(heard: Heard) -> str:
    """The whole text where it is worth going on with after joining."""
    text = heard.bare().text
    return text if worth_keeping(heard) else ""


def on_the_doorstep(text: str) -> dict[str, float]:
    """How likely the words of somebody who has not joined are which acts, the likeliest first."""
    return dict(likely(text, SCREEN, without=_LANGUAGE if speaks_of_languages(text) else frozenset()))


def worth_keeping(heard: Heard) -> bool:
    """Whether words may be a need or an offer: no question what this is, no greeting, not who they are, not what the
    network is for ("it is about exchanging hours"), and something that can go on after joining.
    """
    chances = on_the_doorstep(heard.text)
    if sum(chances.get(act, 0.0) for act in POSTS) >= SURE:
        return True
    if asks_rather(chances):
        return False
    meant = heard.glimpsed()
    if is_about_itself(heard.text, SURELY if meant in POSTING else SURE):
        return False
    found = best(heard.text, SCREEN, "what")
    if meant in POSTING or (found and found.probability >= _SURE_WHAT):
        return True
    if meant == "greeting" or exchanges_hours(heard.text):
        return heard.understood().intent in POSTING  # more may stand behind it
    return meant not in _NOTHING_KEPT and (meant != "out_of_scope" or heard.introduced() == heard.text)


def asks_rather(chances: Mapping[str, float]) -> bool:
    """Whether words may well ask about the service, and rather than for something: nothing of a question is kept."""
    return chances.get("ask_faq", 0.0) >= max(_MAY_ASK, sum(chances.get(act, 0.0) for act in POSTS))


def is_about_itself(text: str, least: float = SURE) -> bool:
    """Whether words are a greeting, a question or the like, and nothing to be written down."""
    act, chance = next(iter(on_the_doorstep(text).items()))
    return chance >= least and acts()[act].kind in _NOTHING_TOLD


def may_be_named(who: Whose) -> bool:
    """Whether a name without a town is surely an organisation's, and nobody's own."""
    return (is_large(who.name) and " " in who.name and not names_person(who.name)) or is_kind_and_name(who.name)


def only_town(heard: Heard) -> Whose | None:
    """The town, where the words say nothing else."""
    if not is_town(heard.text):
        return None
    return Whose("", *heard.where())
