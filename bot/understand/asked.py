"""What do words ask to see, to publish, to change or to end: offers, requests, exchanges, or coordinators' pages?"""

from functools import cache

from core.languages import LANGUAGES
from core.text.clean import clean
from core.text.normal import fold

from .calendar.anyday import find_any_day
from .lexis.leading import listed
from .lexis.lexicon import keyed, one, own, small
from .lexis.ourselves import says_us
from .lexis.sounds import written_out
from .lexis.tables import data
from .lexis.tokens import has_figure, tokenise
from .words import word

_BESIDE, _SURE = 3, 4  # words beside a hurry, and letters of a word that surely is one
_LONGEST = 1000
_DONE_NOW = small("our_buttons") | frozenset(one("", "words", "yes").single_words())
_FEW = 4  # words behind "change"
_UNSURE_OF = 8  # words behind "not sure"
_UNTIL_HERE, _BEHIND = 12, 1  # words and signs of who wants our messages, and those behind "I want to come back"
_NOT_YET = small("not_needing")
_ANEW, _MESSAGES = listed("small", "begins_anew"), listed("small", "our_messages")


def says_requests(text: str, lang: str) -> bool:
    """Whether requests of others are meant ("who needs help?"), not offers ("who does translations?")."""
    forms = written_out(tokenise(clean(text, _LONGEST)), lang).forms
    return any(True for _found in one(lang, "others_requests").all_in(forms))


def says_plainly(text: str, lang: str) -> str:
    """ "need" or "offer" where the first words say which it is ("we need …", "we can offer …"), else ''."""
    found = keyed(lang, "plainly").at(tokenise(clean(text, _LONGEST)).forms, 0)
    return found[0] if found else ""


def part_to_change(text: str, lang: str) -> str:
    """Which part of a card a few words want changed ("change the date"): a key of `parts` in the data, else ''."""
    first, *rest = tokenise(clean(text, _LONGEST)).forms or [""]
    if not 0 < len(rest) <= _FEW or word(first) != "change":
        return ""
    named = {key for _at, _end, key in keyed(lang, "parts").all_in(rest)}
    return named.pop() if len(named) == 1 else ""


def part_named(text: str, lang: str) -> str:
    """The one part of a card that the words name: a key of `parts` in the data, else ''."""
    named = {key for _at, _end, key in keyed(lang, "parts").all_in(tokenise(clean(text, _LONGEST)).forms)}
    return named.pop() if len(named) == 1 else ""


def says_harm(text: str, lang: str) -> bool:
    """Whether somebody was treated badly: shouted at, insulted, hit, asked for money."""
    return bool(one(lang, "harm").all_in(tokenise(clean(text, _LONGEST)).forms))


def says_harm_to_us(text: str, lang: str) -> bool:
    """Whether the harm was done to who writes, or to theirs: support for abused women is a service."""
    forms = tokenise(clean(text, _LONGEST)).forms
    return says_harm(text, lang) and says_us(forms)


def says_any_day(text: str, lang: str) -> bool:
    """Whether the words leave the day open: "sin día fijo", "whenever"."""
    return bool(find_any_day(tokenise(clean(text, _LONGEST)), lang))


def asks_the_day(text: str, lang: str) -> bool:
    """Whether it is asked which day something is: "¿qué día cae el 15?", "what day is tomorrow?"."""
    return bool(one(lang, "small", "asks_the_day").all_in(tokenise(clean(text, _LONGEST)).forms))


def says_unsure(text: str, lang: str) -> bool:
    """Whether a few words begin with not knowing: "no sé cuántas horas", "je ne sais pas quel jour"."""
    forms = tokenise(clean(text, _LONGEST)).forms
    found = one(lang, "words", "unsure").at(forms, 0)
    return found is not None and len(forms) - found[1] <= _UNSURE_OF


def says_now(text: str, lang: str) -> bool:
    """Whether the whole message is "right now", دابا: where a day is asked for, that is today."""
    forms = tokenise(clean(text, _LONGEST)).words()
    return own(lang, "small", "right_now").whole(forms) is not None


def says_urgent(text: str, lang: str) -> bool:
    """Whether it is for as soon as possible: "lo antes posible", "asap", في أقرب وقت; not "no es urgente".

    What is said beside it is little, and nothing where one word says it: "sim, já recebemos" is no hurry.
    """
    tokens = tokenise(clean(text, _LONGEST))
    found = one(lang, "urgency").all_in(tokens.forms)
    if not found or find_any_day(tokens, lang):
        return False
    said = {at for start, end, _phrase in found for at in range(start, end)}
    beside = [form for at, form in enumerate(tokens.forms) if at not in said and not tokens.is_sign(at)]
    now = all(own(lang, "small", "right_now").at(tokens.forms, start) for start, _end, _phrase in found)
    if now and not _DONE_NOW.isdisjoint(beside):
        return False  # "publish it now" says when to publish
    short = all(len(tokens.forms[start]) < _SURE and end == start + 1 for start, end, _phrase in found)
    return len(beside) <= (0 if short else _BESIDE)


def says_late(text: str, lang: str) -> bool:
    """Whether something came late: "llegaron tarde", متأخرين."""
    return any(True for _found in one(lang, "late").all_in(tokenise(clean(text, _LONGEST)).forms))


def says_moved(text: str, lang: str) -> bool:
    """Whether what is agreed should be on another day: "can we move it to Monday?", نأجل."""
    return any(True for _found in one(lang, "moved").all_in(tokenise(clean(text, _LONGEST)).forms))


def ended(text: str, lang: str) -> str:
    """What is to be ended: "exchange" or "listing", where the words name just one of the two, else ''."""
    named = {key for _at, _end, key in keyed(lang, "ended").all_in(tokenise(clean(text, _LONGEST)).forms)}
    return named.pop() if len(named) == 1 else ""


def of_own_listing(text: str, lang: str) -> str:
    """What is to become of a request or an offer of their own: a key of `own_listing` in the data, else ''."""
    forms = tokenise(clean(text, _LONGEST)).forms
    found = keyed(lang, "own_listing").all_in(forms)
    named = {key for at, _end, key in found if not (at and forms[at - 1] in _NOT_YET)}  # "ainda não achamos"
    return next((key for key in ("over", "remove", "again", "rest", "change") if key in named), "")


def comes_back(text: str, lang: str) -> bool:
    """Whether a few words say that who has left, or stopped all messages, is back or wants to be."""
    forms = tokenise(clean(text, _LONGEST)).forms
    return len(forms) <= _UNSURE_OF and any(True for _found in one(lang, "comes_back").all_in(forms))


def only_comes_back(text: str, lang: str) -> bool:
    """Whether nothing but that is said, or our messages are named: "quiero volver", "start sending me messages".

    «reactivar el pedido», "restart the clock for 1001", "start over" may all be about something else.
    """
    tokens = tokenise(clean(text, _LONGEST))
    forms = tokens.forms
    if has_figure(tokens) or ended(text, lang) or any(True for _found in _ANEW.all_in(forms)):
        return False
    if any(True for _found in _MESSAGES.all_in(forms)):
        return len(forms) <= _UNTIL_HERE
    back = one(lang, "comes_back").all_in(forms) if len(forms) <= _UNSURE_OF else []
    return bool(back) and len(forms) - max(end for _at, end, _said in back) <= _BEHIND


def called(lang: str) -> dict[str, str]:
    """What else the choices of the menus are called (folded, in that language) → a key of `called` in the data."""
    tables = {**data(lang)["called"], "invite": data(lang)["coordination"]["invite"]}  # that members may do, too
    return {fold(phrase): name for name, phrases in tables.items() for phrase in phrases}


def page_named(folded: str) -> str:
    """The page in the browser, by its name in `pages` of the data, that folded words as a whole ask for; else ''."""
    return _pages().get(folded, "")


@cache
def _pages() -> dict[str, str]:
    tables = [data(lang)["pages"] for lang in LANGUAGES]
    return {fold(said): page for table in tables for page, words in table.items() for said in words}
