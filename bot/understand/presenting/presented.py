"""Which words of an answer to "who are you?" are not the name: "yes. We are …", "I am Ana from …", "Name: …"?

People do not fill in a form: they greet, agree, say their own name, and only then that of their organisation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.understand.lexis.leading import behind, listed, text_from
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise

from .kinds import BEFORE_KINDS, behind_article, is_firm, is_kind
from .persons import behind_person, behind_small_name, is_given
from .placed import begins_with_town
from .speaking_here import behind_whom, place_of_here

_GREETINGS, _AGREEING, _BEHIND_YES = (listed("presented", name) for name in ("greetings", "agreeing", "behind_yes"))
_ME, _THIS_IS, _WHOSE = (listed("presented", name) for name in ("me", "this_is", "whose"))
_WE_ARE, _WE_WRITE, _IT_IS = (listed("presented", name) for name in ("we_are", "we_write", "it_is"))
_WE_HAVE = listed("presented", "we_have")
_WORKS_FOR = listed("presented", "works_for")
_OURS, _IS_CALLED, _CALLED = (listed("presented", name) for name in ("ours", "is_called", "called"))
_NAMED_SO = listed("presented", "named_so")
_BY_NAME, _FILLERS, _STORY = (listed("presented", name) for name in ("by_name", "fillers", "story"))
_LABEL, _KINDS = listed("presented", "label"), listed("presented", "kinds")
_OF, _THAT_IS_US = listed("placed", "of"), listed("presented", "that_is_us")
_INTRODUCING = frozenset().union(
    *(words.firsts for words in (_ME, _THIS_IS, _WE_ARE, _WE_WRITE, _IT_IS, _OURS, _CALLED, _NAMED_SO, _WORKS_FOR))
)
_SAYING_WHO = _INTRODUCING | _WE_HAVE.firsts | listed("presented", "here").firsts
_AND = listed("placed", "and")
_DISTRICTS = small("districts")
_WORDS = 4  # of their own name, or of what they are there
_WORDS_AND_WHAT = 8  # of both, where then an association follows
_LABELLED = 20  # letters between a label and its colon: "Name of the group:"
_PAUSE = re.compile(r"\s*[,،.!;:\n–-]+\s*")
_BETWEEN = " \t\n,،.;:-"
_COLON = re.compile(r"\s*[:：]\s*")
_FROM_WHOM = listed("presented", "from_whom")
_OF_WHAT = re.compile(rf"[^:：\n]{{0,{_LABELLED}}}[:：]\s*")
_IN_NAMES = frozenset(".-–,،")  # signs that a word of somebody's name may have: "M. Diop," and "Ana-Maria"
_PARTS_NAMES = frozenset(",،")


@lru_cache(maxsize=16)  # asked again of the same answer
def says_that_is_us(text: str) -> bool:
    """Whether the whole text says to be whom it is asked about: "that's us", «هي احنا»."""
    tokens = tokenise(text)
    words = [form for at, form in enumerate(tokens.forms) if not tokens.is_sign(at)]
    found = _THAT_IS_US.at(words, 0)
    return found is not None and found[1] == len(words)


def without_introduction(text: str) -> str:
    """ "yes. We are the women's group" → "women's group", as typed; any other text as it is."""
    tokens = tokenise(text)
    begun = _behind_opening(tokens, 0)
    labelled = _behind_label(tokens, begun)
    if labelled:
        return text[labelled:].strip()
    said = text_from(tokens, begun)
    greeted = _behind_greeting(tokens, begun)
    if (at := behind_whom(tokens, greeted)) is not None:
        return _without_here(tokens, at)
    at = _behind_introduction(tokens, greeted) or behind_person(tokens, greeted)
    bare = text_from(tokens, at) if at else ""
    return next((words for words in (bare, said) if len(words) > 1), text)


def _without_here(tokens: Tokens, at: int) -> str:
    """ "Clear Books here. We …" is "Clear Books. We …"."""
    bare, here = text_from(tokens, at), place_of_here(tokens, at)
    return bare if here is None else tokens.said(at, here) + tokens.text[tokens.ends[here] :]


def behind_greetings(text: str) -> str:
    """What is said behind "hola, buenas tardes,", as typed; the whole text where nothing greets, or nothing follows."""
    tokens = tokenise(text)
    at = tokens.behind_signs(_behind_greeting(tokens, _behind_opening(tokens, 0)))
    return text[tokens.starts[at] :] if 0 < at < len(tokens.forms) else text


def says_who(text: str) -> bool:
    """Whether it begins by saying who writes, behind greetings: "hola, somos …", "my name is … from"."""
    return behind_introduction(tokenise(text), 0) is not None


def may_introduce(tokens: Tokens) -> bool:
    """Whether a word is said with which people say who they are: most messages have none."""
    greets = _GREETINGS.at(tokens.forms, 0) is not None
    return greets or not _SAYING_WHO.isdisjoint(tokens.forms) or is_given(tokens, 0)


def behind_introduction(tokens: Tokens, at: int) -> int | None:
    """The place behind "hola, somos" that begins at token `at`, where the name follows; None where it is not said.

    Behind a greeting, what they are says it as well: "hola, biblioteca de Danlí, …".
    """
    greeted = _behind_greeting(tokens, _behind_opening(tokens, at))
    found = behind_whom(tokens, greeted)
    if found is None:
        found = _behind_introduction(tokens, greeted) or behind_person(tokens, greeted) or None
    return greeted if found is None and greeted > at and is_kind(tokens, greeted) else found


def tells_what_they_keep(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The places of "we have" that begins at token `at`, behind greetings, and of what an organisation is behind that:
    "we have a small nursery".
    """
    begun = _behind_greeting(tokens, _behind_opening(tokens, at))
    end = behind(tokens, begun, _WE_HAVE)
    kept = behind_article(tokens, end) if end else 0
    places = range(kept, kept + BEFORE_KINDS) if kept else ()
    return next(((begun, place) for place in places if _KINDS.at(tokens.forms, place)), None)


def says_what_they_do(text: str) -> bool:
    """Whether it begins as "I run a library" or "I work with wood" do, which no name does."""
    tokens = tokenise(text)
    return tells_what_they_keep(tokens, 0) is not None or behind(tokens, 0, _WORKS_FOR) is not None


def tells_a_story(text: str) -> bool:
    """Whether it goes on telling: "es que una vecina …", "parce que nous …". No name begins so."""
    found = _STORY.at(tokenise(text).forms, 0)
    return found is not None and found[1] < len(tokenise(text).forms)


def says_of_which(text: str) -> bool:
    """Like «من جمعية النور»: "from", what it is, and more, without a town; «من مركز ملوي» names a place in Egypt."""
    tokens = tokenise(text)
    at = behind(tokens, 0, _WHOSE)
    if not at or at + 1 >= len(tokens.forms) or tokens.forms[at] in _DISTRICTS or _PARTS_NAMES & set(tokens.forms):
        return False
    return is_kind(tokens, at)


class Called(NamedTuple):
    """What an organisation is, and its name, as typed."""

    kind: str
    name: str


def called(text: str) -> Called | None:
    """ "a women's group from Tela, it is called Casa Luz"; None where the text does not say both.

    "Casa Llamada Paz", written large, is a name.
    """
    tokens = tokenise(text)
    names = _BY_NAME.all_in(tokens.forms)
    kinds = _KINDS.all_in(tokens.forms) if names else []
    first = min((end for _at, end, _kind in kinds), default=len(tokens.forms))
    for at, _end, _said in names:
        end = behind(tokens, at, _BY_NAME) if at >= first else None
        if end and not tokens.said(at, end).istitle():
            return Called(text[: tokens.ends[at - 1]].rstrip(_BETWEEN), text_from(tokens, end))
    return None


def _behind_opening(tokens: Tokens, at: int) -> int:
    """Behind greetings and a yes that something follows: "Sí Se Puede" and "Hola Vecino" are names."""
    while end := _opening_end(tokens, at):
        pause = _PAUSE.match(tokens.text, tokens.ends[end - 1])
        then = bisect_left(tokens.starts, pause.end()) if pause else end
        if then >= len(tokens.forms) or not (pause or _BEHIND_YES.at(tokens.forms, then)):
            break
        at = then
    return at


def _opening_end(tokens: Tokens, at: int) -> int:
    greeting, yes = _GREETINGS.at(tokens.forms, at), _AGREEING.at(tokens.forms, at)
    return max(greeting[1] if greeting else 0, yes[1] if yes else 0, _small_talk_end(tokens, at))


def _small_talk_end(tokens: Tokens, at: int) -> int:
    """Behind "ah ya", "bueno pues" where a sign follows, since no name goes on there; 0 for others."""
    end = at
    while (found := _FILLERS.at(tokens.forms, end)) and found[1] < len(tokens.forms):
        end = found[1]
    return end if end > at and tokens.is_sign(end) else 0


def _behind_label(tokens: Tokens, at: int) -> int:
    """The place in the text behind "Name:", "Nom de l'association :" where something follows; else 0."""
    found = _LABEL.at(tokens.forms, at)
    if found is None:
        return 0
    end = tokens.ends[found[1] - 1]
    of = behind(tokens, found[1], _OF)
    colon = _COLON.match(tokens.text, end) or (of and _OF_WHAT.match(tokens.text, tokens.ends[of - 1]))
    return colon.end() if colon and colon.end() < len(tokens.text) else 0


def _behind_greeting(tokens: Tokens, at: int) -> int:
    """Behind a greeting, and behind "pues, como le digo" where who writes is said next: "Bueno Vecino" is a name."""
    at = behind(tokens, at, _GREETINGS) or at
    begun = at
    while at < len(tokens.forms):
        found = _FILLERS.at(tokens.forms, at)
        if found is None and not tokens.is_sign(at):
            return at if tokens.forms[at] in _INTRODUCING else begun
        at = found[1] if found else at + 1
    return at


def _behind_introduction(tokens: Tokens, at: int) -> int | None:
    """Behind who writes, for whom, and the article before the name; None where a name begins at once.

    "We Are One", written large, is a name.
    """
    if at >= len(tokens.forms) or tokens.forms[at] not in _INTRODUCING:
        return None
    if end := behind(tokens, at, _WE_ARE):
        said = tokens.said(at, at + 2)
        if end > at + 1 and said.istitle():
            return None
    end = _behind_person(tokens, at) or _behind_we(tokens, at) or _behind_called(tokens, at) or _behind_work(tokens, at)
    return behind_article(tokens, end) if end else None


def _behind_work(tokens: Tokens, at: int) -> int | None:
    """Like "I work with", "trabajo en" before a name: "trabajo con madera" says what somebody can do."""
    end = behind(tokens, at, _WORKS_FOR)
    if end is None or is_kind(tokens, end) or is_firm(tokens, end):
        return end
    name = behind_article(tokens, end)
    return end if tokens.said(name, name + 1)[:1].isupper() and not begins_with_town(tokens, name) else None


def _behind_person(tokens: Tokens, at: int) -> int | None:
    """Like "I am Ana Paz from", "soy la secretaria de", and "c'est Fatou de" before what an organisation is."""
    if me := behind(tokens, at, _ME):
        return behind_person(tokens, me) or _behind_kind(tokens, me) or next(_behind_own_name(tokens, me), None)
    here = behind(tokens, at, _THIS_IS)
    if here is None or is_kind(tokens, here):
        return None
    if named := behind_person(tokens, behind_article(tokens, here)) or behind_small_name(tokens, here):
        return named
    return _behind_kind(tokens, here) or next(
        (end for end in _behind_own_name(tokens, here) if _is_from(tokens, here, end)), None
    )


def _is_from(tokens: Tokens, at: int, end: int) -> bool:
    """Whether "Grace with Hope for Girls" or "Marta, de Pan y Vida" tells a person's name from what follows: "House of
    Hope" is one name.
    """
    lead = next((place for place in range(end - 1, at, -1) if _WHOSE.at(tokens.forms, place)), None)
    if lead is None:  # "this is Ana and we are …"
        return tokens.said(end, end + 1)[0].isupper()
    parted = tokens.forms[lead - 1] in _PARTS_NAMES or _FROM_WHOM.at(tokens.forms, lead) is not None
    if not parted or begins_with_town(tokens, end):  # "Sunday Kitchen from Bristol"
        return False
    name = behind_article(tokens, end)
    return tokens.said(at, at + 1)[0].isupper() and tokens.said(name, name + 1)[0].isupper()


def _behind_kind(tokens: Tokens, at: int) -> int | None:
    """Behind somebody's name and what they are, up to "of" before what an organisation is: «انا ريم مدربة من بيت لحم
    متطوعة مع جمعية».
    """
    ends = _behind_own_name(tokens, at, _WORDS_AND_WHAT)
    return next((end for end in ends if is_kind(tokens, end) or is_firm(tokens, end)), None)


def _behind_own_name(tokens: Tokens, at: int, words: int = _WORDS) -> Iterator[int]:
    """Every place behind an "of", "from" or "and we are" that so many words of a name lead up to."""
    for word in range(words + 1):
        then = behind(tokens, at, _AND) or at
        if end := behind(tokens, at, _WHOSE) or (word and (_behind_we(tokens, then) or _behind_called(tokens, then))):
            yield end
        at = _behind_word(tokens, at)
        if not at:
            return


def _behind_word(tokens: Tokens, at: int) -> int:
    """Behind a word of a name, up to the space that ends it; 0 where it is none."""
    while at < len(tokens.forms):
        form = tokens.forms[at]
        if not form.isalpha() and form not in _IN_NAMES:
            return 0
        ends = tokens.text[tokens.ends[at] : tokens.ends[at] + 1].isspace()
        if form in _PARTS_NAMES and not ends:
            return 0
        at += 1
        if ends:
            return at
    return 0


def _behind_we(tokens: Tokens, at: int) -> int | None:
    """Like "we are", "les escribimos desde", and "a gente é" before what an organisation is."""
    longest = max(behind(tokens, at, _WE_ARE) or 0, behind(tokens, at, _WE_WRITE) or 0) or None
    if longest is None and (it_is := behind(tokens, at, _IT_IS)) and is_kind(tokens, it_is):
        return it_is
    return longest


def _behind_called(tokens: Tokens, at: int) -> int | None:
    """Like "we are called", "notre association s'appelle", "جمعيتنا اسمها"."""
    if end := behind(tokens, at, _CALLED):
        return end
    end = behind(tokens, at, _NAMED_SO)
    if end and not tokens.said(end, end + 1)[:1].islower():  # "our group is looking for …" goes on
        return end
    ours = _OURS.at(tokens.forms, at)
    return behind(tokens, ours[1] + 1, _IS_CALLED) if ours else None
