"""Which words of a need or an offer say what is done? What is left without cues, times, dates and places."""

import re
from collections.abc import Container
from itertools import takewhile
from typing import NamedTuple

from bot.understand.amounts.numbers import number_at
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens, is_figure
from bot.understand.values import Span

from .services import is_joined, service_words

_SUBJECT = 7
_THAT, _SMALL = small("and_that"), small("no_verbs")
# "In" or "to" before "the", and before a noun that is made of a verb: بالتكوين، بتعليم، لترجمة، لإقامة، لاستخدام.
_LED = re.compile("[بفل](?:ال[\u0621-\u064a]{3}|ت[\u0621-\u064a]{2}ي[\u0621-\u064a]|ت[\u0621-\u064a]{3}[ةه]|إ|است)")
_TO = frozenset("لب")
_READY = tuple(small("ready"))
_UNTIL = small("until_then")
_BRIEF = 4
_ARTICLES = small("before_services")
_IT = small("it_done")
_LACKS = small("without")
_ALSO = small("also")
# "The printer is broken" tells why.
_STATE = small("states")
_WE_ARE, _WRITERS = one("", "small", "we_are"), small("writers")
# "To repair", also "repararlas", and in Portuguese and French; what it is for tells what is done.
_INFINITIVE = re.compile("..(?:[aei]r(?:l[aeo]s?|nos|les?)?|re|r[ae])$")
_NO_INFINITIVES = frozenset(("ar", "en"))
WHO, _FOR = small("who"), small("for")
PEOPLE = frozenset(one("", "somebody", "people").single_words())
_TROUBLE = small("trouble")
_NO_VENUE, _IN_ARABIC = small("no_venue"), frozenset(("في", "فى", "ف"))
_HYPHENS = ("-", "‑")
_ELIDES = ("'", "’")  # behind the "jusqu" of "jusqu'au 20", the "s" of "s'il vous plaît"
_BREAKS = frozenset(',.;:!?¿¡؟،؛()"«»…|/-–+')


class _Part(NamedTuple):
    """Tokens `start` to `end` that may say what is done, out of a part from token `begun` to `ended`."""

    start: int
    end: int
    begun: int
    ended: int


class Told(NamedTuple):
    """Which words say that something is needed or offered, or something else than what: `taken`.

    What is needed is told from token `start` on, or from one of `starts`, each behind a cue; in `doing` are those
    that begin with the verb of what is done.
    """

    taken: list[Span]
    start: int
    starts: frozenset[int]
    doing: frozenset[int]


def find_service(tokens: Tokens, lang: str, told: Told, intent: str) -> tuple[int, int] | None:
    """The tokens of the person's own words for the service, from and to, or None.

    A known name of a service counts most, then that it is told after a cue; "for our members" counts least.
    """
    parts: list[_Part] = []
    known = service_words(tokens, lang)
    for begun, end in _parts(tokens, lang, told.taken):
        cut = trimmed(tokens, lang, (begun, end))
        if intent != "find_matches" and begun not in told.doing:
            verbs = frozenset(own(lang, "small", "gives").single_words()) if intent == "post_offer" else _LACKS
            cut = _done(tokens, lang, cut, verbs if begun not in told.starts else frozenset())
        if begun < told.start or not told.starts:
            cut = _naming(tokens, lang, cut)
        if is_empty(tokens.forms, cut, lang):
            continue
        part = _Part(*cut, begun, end)
        if tokens.forms[part.start] not in _UNTIL or _names(part, known):  # "before the rains" is when
            parts.append(part)
    if intent == "find_matches":
        parts = [part for part in parts if part.start >= told.start]
        asked = [part for part in parts if _names(part, known) or _leads_to(tokens, lang, told.start, part.start)]
        return asked[0][:2] if asked else None

    def telling(part: _Part) -> float:
        named, after = 2.0 * _names(part, known), 1.5 * (0 < told.start <= part.start)
        size = 0.05 * min(part.end - part.start, _BRIEF)
        people = 3.5 * (part is not parts[-1] and _is_only_people(tokens.forms, part, lang))
        return named + after + (part.begun in told.starts) + size - people - _beside(tokens, lang, told, part)

    return max(parts, key=telling)[:2] if parts else None


def _beside(tokens: Tokens, lang: str, told: Told, part: _Part) -> float:
    """How surely a part tells something else: for whom, why, or how things are."""
    forms = tokens.forms
    for_whom = part.begun != told.start and (
        forms[part.begun] in _FOR or (part.begun > 0 and forms[part.begun] in _LACKS)
    )
    clause = list(takewhile(lambda form: form not in WHO, forms[part.start + 1 : part.ended]))
    state = not _STATE.isdisjoint(clause)
    other = own(lang, "ends").at(forms, part.start) is not None
    behind = lang != "ar" and part.begun != told.start  # «خبير في الطاقة الشمسية» is an expert in it
    venue = behind and is_venue(forms[part.begun : part.ended], lang)
    who = 0 < told.start <= part.begun and (_WE_ARE.at(forms, part.begun) or forms[part.begun] in _WRITERS)
    why = forms[part.start] in _TROUBLE and part.begun not in told.starts
    less = 3.0 * (for_whom or venue or bool(who and told.doing)) + 2.0 * (other or why)
    return less + 1.2 * _is_of_it(forms, part) + state


def _is_only_people(forms: list[str], part: _Part, lang: str) -> bool:
    """Like the "4 people" of "4 people for 3 hours to plant hedges", which behind them tells what they do."""
    many = number_at(forms, part.start, lang)
    return many is not None and PEOPLE.issuperset(forms[many[1] : part.end])


def is_venue(forms: list[str], lang: str) -> bool:
    """Whether these words begin as a place does: "en el parque central", "na praça", «في المستشفى»."""
    led = own(lang, "small", "at_the").at(forms, 0)
    behind = led[1] if led else 1 if len(forms) > 1 and forms[0] in _IN_ARABIC and forms[1].startswith("ال") else 0
    return 0 < behind < len(forms) and forms[behind].isalpha() and forms[behind] not in _NO_VENUE


def _is_of_it(forms: list[str], part: _Part) -> bool:
    """Like the "revisar" of "¿alguien la puede revisar?": what, was said before."""
    it = part.end - part.start == 1 and _INFINITIVE.search(forms[part.start])
    return bool(it and _IT.intersection(forms[max(part.start - 3, 0) : part.start]))


def _names(part: _Part, known: tuple[tuple[int, int], ...]) -> bool:
    """Is a known service named in this part?"""
    return any(part.start <= start and end <= part.end for start, end in known)


def _leads_to(tokens: Tokens, lang: str, cue_end: int, start: int) -> bool:
    """Is there nothing but small words between the cue and this part?"""
    return cue_end > 0 and all(form in own(lang, "lead") for form in tokens.forms[cue_end:start])


def as_said(tokens: Tokens, start: int, end: int, lang: str) -> str:
    """As typed, without the "in" or "to" that Arabic joins to a word: بالتكوين is التكوين, لسباك is سباك."""
    said = tokens.said(start, end)
    led = _LED.match(said) or (said[0] == "ل" and start and tokens.forms[start - 1].startswith(_READY))
    led = led or (start > 0 and said[0] in _TO and is_joined(tokens, lang, start))
    return said[1:] if led else said


def is_empty(forms: list[str], part: tuple[int, int], lang: str) -> bool:
    """Nothing, or nothing but "something", "others", "in my area"."""
    empty, trail = one(lang, "empty"), one(lang, "trail")
    said = [form for form in forms[part[0] : part[1]] if form[0].isalnum() and (len(form) > 1 or form.isdigit())]
    return all(form in empty or form in trail for form in said)


def _parts(tokens: Tokens, lang: str, taken: list[Span]) -> list[tuple[int, int]]:
    gone: set[int] = set()
    for span in taken:
        gone.update(range(lead_in(tokens.forms, span.start, lang), span.end))
    parts, start = [], 0
    for at in range(len(tokens.forms) + 1):
        if at == len(tokens.forms) or at in gone or tokens.forms[at] in _BREAKS or _new_line(tokens, at):
            parts.append((start, at))
            start = at if at not in gone and _new_line(tokens, at) else at + 1
    return [part for part in parts if part[0] < part[1]]


def lead_in(forms: list[str], start: int, lang: str) -> int:
    """Like "durante unas [2 horas]", "antes del [viernes]": the words that only lead up to a time go with it."""
    about, day_words = one(lang, "about"), one(lang, "calendar", "day_words")
    while start > 0 and (forms[start - 1] in about or forms[start - 1] in day_words):
        start -= 1
    return start


def gone(tokens: Tokens, lang: str, spans: list[Span]) -> frozenset[int]:
    """The tokens of times and places, and those that lead up to them."""
    return frozenset(at for span in spans for at in range(lead_in(tokens.forms, span.start, lang), span.end))


def _new_line(tokens: Tokens, at: int) -> bool:
    return 0 < at < len(tokens.forms) and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]


def trimmed(tokens: Tokens, lang: str, part: tuple[int, int]) -> tuple[int, int]:
    """A part without the words that lead up to it, and up to where something else is said."""
    start, end = part
    lead, trail, greeting = own(lang, "lead"), own(lang, "trail"), one(lang, "words", "greeting")
    while start < end:
        found = lead.at(tokens.forms, start) or greeting.at(tokens.forms, start)
        if tokens.is_sign(start):
            start += 1
        elif found and found[1] <= end and not _begins_more(tokens, lang, start, found[1]):
            start = found[1]
        else:
            break
    start = _behind_subject(tokens.forms, start, end)
    end = _clause_end(tokens.forms, start, end, lang)
    while start < end and (
        tokens.is_sign(end - 1)
        or tokens.text[tokens.ends[end - 1] : tokens.ends[end - 1] + 1] in _ELIDES
        or (tokens.forms[end - 1] in trail and not (_counted(tokens, end - 1) or _is_joined_on(tokens, end - 1, trail)))
    ):
        end -= 1
    return start, end


def _begins_more(tokens: Tokens, lang: str, at: int, end: int) -> bool:
    """Whether the words that mostly only lead up begin a service's name, or more words: the "al" of "al menos 2"."""
    least = own(lang, "small", "at_least").at(tokens.forms, at)
    return (least is not None and least[1] > end) or _begins_name(tokens, lang, at)


def _begins_name(tokens: Tokens, lang: str, at: int) -> bool:
    """Whether a service's name begins with a word that mostly leads up to one: the "support" of دعم نفسي."""
    return any(start == at and end - start > 1 for start, end in service_words(tokens, lang))


def _is_joined_on(tokens: Tokens, at: int, trail: Container[str]) -> bool:
    """The "vous" of "rendez-vous", not of "s'il-vous-plaît"."""
    joined = at > 0 and tokens.text[tokens.ends[at - 1] : tokens.starts[at]] in _HYPHENS
    return joined and tokens.forms[at - 1] not in trail


def _counted(tokens: Tokens, at: int) -> bool:
    """The "people" of "catering for 50 people"."""
    return at > 0 and is_figure(tokens.forms[at - 1])


def _behind_subject(forms: list[str], start: int, end: int) -> int:
    """Behind who needs it: "[تحتاج] جمعيتنا إلى محاسب" says محاسب."""
    for at in range(start + 1, min(start + _BRIEF, end - 1)):
        if forms[at] in ("الي", "عن") and forms[at - 1].endswith("نا"):
            return at + 1
    return start


def _clause_end(forms: list[str], start: int, end: int, lang: str) -> int:
    """Where something else begins: "gratis", "a quien lo necesite", "porque …", or what somebody does, without a comma
    ("mover cosas *yo* ando con la camioneta"); the first word is always said.
    """
    ends, subjects = own(lang, "ends"), own(lang, "small", "clause_subjects")
    for at in range(start + 1, end):
        found = ends.at(forms, at)
        does = at + 1 < end and forms[at] in subjects and forms[at - 1] not in _THAT  # not "mi mamá y yo"
        if forms[at] in WHO or (found and found[1] <= end) or does:
            return at
    return end


def _naming(tokens: Tokens, lang: str, part: tuple[int, int]) -> tuple[int, int]:
    """What comes behind "a", where no cue is known: "vocês conseguem um palestrante"."""
    forms, articles = tokens.forms, _ARTICLES if lang != "en" else ("a", "an")
    for at in range(part[0] + 1, min(part[0] + _BRIEF, part[1] - 1)):
        if forms[at] in articles and forms[at - 1] not in _THAT and not _INFINITIVE.search(forms[part[0]]):
            return trimmed(tokens, lang, (at, part[1]))
    return part


def _done(tokens: Tokens, lang: str, part: tuple[int, int], verbs: frozenset[str]) -> tuple[int, int]:
    """What is done, where it is told first who does it: "a lawyer and can give advice", "una amiga que da clases"."""
    forms, lead = tokens.forms, one(lang, "lead")
    for at in range(part[0] + 1, min(part[0] + _SUBJECT, part[1] - 1)):
        if verbs and (done := _able_to(tokens, lang, at, part[1])):
            return done
        joined = forms[at].startswith("و") and len(forms[at]) > _BRIEF
        here = at if joined else at + 1
        told = here < part[1] - 1 and (joined or forms[at] in _THAT) and _is_doing(forms[here])
        is_one = lang == "pt" and verbs and tokens.said(at, at + 1) == "é"
        if is_one or forms[at] in verbs or (told and lead.at(forms, here)):
            done = trimmed(tokens, lang, (here, part[1]))
            return done if done[0] < done[1] else part
    return part


def _able_to(tokens: Tokens, lang: str, at: int, end: int) -> tuple[int, int] | None:
    """What somebody can or wants to do: "minha turma *topa* tocar", "une voisine *s'est proposée pour* lire"."""
    able = own(lang, "small", "can_they").at(tokens.forms, at)
    done = trimmed(tokens, lang, (able[1], end)) if able and able[1] < end else (end, end)
    doing = done[0] < done[1] and (lang in _NO_INFINITIVES or _INFINITIVE.search(tokens.forms[done[0]]))
    return done if doing else None


def _is_doing(form: str) -> bool:
    """May this small word be a verb, as the "d" of "who'd gladly"?"""
    return form not in _SMALL and form not in _ALSO and (len(form) > 1 or form == "d")
