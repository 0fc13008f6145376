"""How much of a message is the listing? The words for the service, and what is said with them in the same breath.

"Lawyer, free advice on asylum" is not any lawyer, and "clases para señoras que no leen" not any class. When, where and
how long are left out, but not how often ("los sábados"), and so is what comes before, unless it names a service or
tells how things are (bot/understand/services/situation.py).
"""

from __future__ import annotations

from typing import NamedTuple

from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.tokens import Tokens
from bot.understand.own_part import own_part
from bot.understand.values import Span

from .conditions import is_asked_of_it
from .deeds import deed_before
from .service import WHO, as_said, is_venue, lead_in
from .services import CLASSES, service_words
from .situation import told_from

_BETWEEN = {"ar": "، "}
_FARTHEST, _ADJECTIVES = 8, 2  # tokens
_SENTENCE_SIGNS = frozenset('.!?؟¿¡;؛•|«»"“”()…')
_COMMAS = frozenset(",،:")
_SIGNS = _SENTENCE_SIGNS | _COMMAS
_ARABIC_FOR, _ARABIC_WORD = "ل", 3  # written together with its word: «لنقل»
_BEFORE_ON, _ON = small("before_on"), frozenset(("on", "off"))
_JOINING, _FOR, _AND = small("joining"), small("for"), small("list_and")
_HELP, _IT = small("kinds_of_help"), small("what_was_said")
_LEARNING, _WOMAN, _TEACHING = small("learning"), small("a_woman"), listed("small", "teaching_us")
_OF_A_KIND = ("ية", "يه", "ي")
_ARABIC_AND = "و"
_PLACES = small("places_where")
_OF_WHAT, _IS_THEN = small("of_what"), small("is_for_day")
_MOST_OF_WHAT = 5  # words: "la fecha límite es"
_CALLS, _CALL = small("calls"), 2  # "anyone, help?"
_VENUE = 7  # words of a place, without what else is told
_BETWEEN_TAUGHT = 3  # words: "teach us [to make] soap"
_COMING, _SAYS = small("coming"), small("says_so")
_WHO_CAN = 4  # words: "qui est prêt à"
_LEAST_BEHIND = 3  # words that come after a time, and still say for what


class Said(NamedTuple):
    """What was found in a message: the words for the service, from token `start` to `end`, when and where it is
    (`gone`), which tokens only say that it is needed or offered (`cue`), how it `repeats`, and whether it is `needed`.
    """

    start: int
    end: int
    gone: frozenset[int]
    cue: frozenset[int]
    repeats: list[Span]
    needed: bool = False


def whole(tokens: Tokens, lang: str, said: Said) -> str:
    """The service with all that belongs to it, as typed."""
    runs: list[str] = []
    kept: list[Span] = []
    begin = _with_help(tokens, lang, _listed(tokens, lang, said, _begin(tokens, lang, said)))
    begin = _with_woman(tokens, _with_teaching(tokens, lang, _with_learning(tokens, begin)))
    told = told_from(tokens, lang, said.cue, said.gone, begin)
    first = min(told, _skipped(tokens, lang, said, begin))
    deed = deed_before(tokens, lang, begin, said.cue, said.gone) if said.needed and first == begin else begin
    first = min(first, deed)
    bring = [at for at in own_part(tokens, lang) if not tokens.is_sign(at)] if said.needed else []
    for start, end in _runs(said, first, _end(tokens, lang, said)):
        beside = _is_beside(tokens, lang, said, start, end) or _tells_why(tokens, told, begin, start, end)
        if end in said.gone:
            end = _without_lead_up(tokens, max(start, said.end), end)
        least = said.end if start <= said.start and said.end <= end else start  # "pelo" is no small word there
        least = max([least, *(at + 1 for at in bring if start <= at < end)])
        if any(is_asked_of_it(tokens.forms, lang, at) for at in range(max(start, said.end), end)):
            least = max(least, max((at + 1 for at in range(start, end) if not tokens.is_sign(at)), default=start))
        start, end = _bare(tokens, lang, start, _without_call(tokens, max(start, said.end), end))
        if end < len(tokens.forms) and tokens.forms[end] in _IT and start <= said.start < end and told < begin:
            end += 1  # "our generator is broken, we need someone to fix it"
        end = max([end, least, *(span.end for span in said.repeats if start <= span.start < end)])
        while (runs or first == begin) and start < said.start < end and tokens.forms[start] in _JOINING:
            start += 1
        behind = tokens.forms[start:end]
        more = (
            _for_what(behind)
            or (start >= said.end and is_asked_of_it(behind, lang))
            or (start >= said.end and len(behind) <= _VENUE and is_venue(behind, lang))
        )
        if start < end and (beside or start <= said.start < end or more):
            runs.append(as_said(tokens, start, end, lang) if start == said.start else tokens.said(start, end))
            kept += [span for span in said.repeats if start <= span.start and span.end <= end]
    return _BETWEEN.get(lang, ", ").join(
        [*runs, *(tokens.said(span.start, span.end) for span in said.repeats if span not in kept)]
    )


def _with_help(tokens: Tokens, lang: str, begin: int) -> int:
    """From "ayuda" on where it is said of which kind: "ayuda legal", and not "ayuda con la contabilidad"."""
    form, small_words = tokens.forms[begin], (one(lang, "lead"), one(lang, "trail"))
    kind = begin > 0 and tokens.forms[begin - 1] in _HELP and form not in _FOR | _JOINING
    if lang == "ar" and not form.endswith(_OF_A_KIND):
        return begin  # «مساعدة محاسبة» is accounting
    return begin - 1 if kind and not any(form in words for words in small_words) else begin


def _with_learning(tokens: Tokens, begin: int) -> int:
    """From "aprender [a]" on: who wants to learn to bake bread wants no bread."""
    at = begin - 1 - (tokens.forms[begin - 1] in _JOINING) if begin > 1 else begin - 1
    return at if at >= 0 and tokens.forms[at] in _LEARNING else begin


def _with_teaching(tokens: Tokens, lang: str, begin: int) -> int:
    """From "teach us [to]" on: who wants to be taught to bake bread wants no bread."""
    if _TEACHING.firsts.isdisjoint(tokens.forms[:begin]):
        return begin
    small_words = one(lang, "lead")
    for at, end, _phrase in _TEACHING.all_in(tokens.forms[:begin]):
        if begin - end <= _BETWEEN_TAUGHT and all(form in small_words for form in tokens.forms[end:begin]):
            return at
    return begin


def _with_woman(tokens: Tokens, begin: int) -> int:
    """From "lady", "femme" on where it says which doctor is wished for; not "a lady to cook"."""
    return begin - 1 if begin and tokens.forms[begin - 1] in _WOMAN and tokens.forms[begin] not in _JOINING else begin


def _skipped(tokens: Tokens, lang: str, said: Said, begin: int) -> int:
    """Where the cue begins, if more stands between it and the service than leads up to it, behind which a comma is:
    "cocino para grupos grandes, ollas comunitarias".
    """
    before = [at for at in said.cue if at < begin]
    if not before:
        return begin
    between, small = range(max(before) + 1, begin), (one(lang, "lead"), one(lang, "trail"))
    words = [
        at for at in between if not tokens.is_sign(at) and at not in said.gone and tokens.forms[at] not in _JOINING
    ]
    told = [at for at in words if not any(tokens.forms[at] in table for table in small)]
    parted = any(tokens.forms[at] in _COMMAS for at in between)
    sentence = any(_parts(tokens, at) for at in range(min(before) + 1, begin))
    return min(before) if parted and told and len(words) > 1 and not sentence else begin


def gone(tokens: Tokens, lang: str, spans: list[Span]) -> frozenset[int]:
    """The tokens of times and places, and those that lead up to them."""
    return frozenset(at for span in spans for at in range(lead_in(tokens.forms, span.start, lang), span.end))


def _begin(tokens: Tokens, lang: str, said: Said) -> int:
    """Where it begins: at a service that is named before, in the same sentence and not far."""
    first = said.start
    while first > max(0, said.start - _FARTHEST) and not _parts(tokens, first - 1) and first - 1 not in said.gone:
        first -= 1
    named = {at for start, end in service_words(tokens, lang) for at in range(start, end)}
    named.update(at for at in range(first, said.start) if tokens.forms[at] in CLASSES)
    for at in sorted(named.intersection(range(first, said.start))):
        right_before = at in said.cue and at + 1 == said.start  # the verb "savons", which is soap, too
        if not right_before and not any(_leads(tokens, lang, b, said, named) for b in range(at, said.start)):
            return _with_adjectives(tokens, lang, at, first, said.cue)
    return said.start


def _listed(tokens: Tokens, lang: str, said: Said, begin: int) -> int:
    """Where a service begins that is named before a time, behind which "and" adds this one: "la comptabilité le samedi,
    et des cours de guitare"; `begin` where there is none.
    """
    at, lead = begin, one(lang, "lead")
    joined = lang == "ar" and tokens.forms[begin].startswith(_ARABIC_AND)
    while at and at - 1 not in said.gone:
        form = tokens.forms[at - 1]
        if form not in _AND and form not in lead and not tokens.is_sign(at - 1):
            break
        at, joined = at - 1, joined or form in _AND
    if not joined or at - 1 not in said.gone or any(_parts(tokens, place) for place in range(at, begin)):
        return begin
    while at - 1 in said.gone:
        at -= 1
    before = _begin(tokens, lang, said._replace(start=at))
    return before if before < at else begin


def _is_beside(tokens: Tokens, lang: str, said: Said, start: int, end: int) -> bool:
    """Whether a service of its own is named there: before the other, or behind "and"."""
    behind = next((tokens.forms[at] for at in range(start, end) if not tokens.is_sign(at)), "")
    also = behind in _AND or (lang == "ar" and behind.startswith(_ARABIC_AND))
    return (end <= said.start or also) and any(start <= at < end for at, _end in service_words(tokens, lang))


def _leads(tokens: Tokens, lang: str, at: int, said: Said, named: set[int]) -> bool:
    """Whether here it is said that something is needed or offered; behind a comma that is no other sentence."""
    again = any(lead_in(tokens.forms, span.start, lang) - 1 <= at < span.end for span in said.repeats)
    if tokens.forms[at] in _JOINING or again or _says_who_can(tokens, lang, at):
        return False
    cue = at in said.cue and at not in named
    return cue or (one(lang, "lead").at(tokens.forms, at) is not None and not tokens.is_sign(at - 1))


def _with_adjectives(tokens: Tokens, lang: str, at: int, first: int, cue: frozenset[int]) -> int:
    """ "Retired nurse", "pequeño camión"."""
    lead, start = one(lang, "lead"), at
    while start > max(first, at - _ADJECTIVES) and start - 1 not in cue and not tokens.is_sign(start - 1):
        if tokens.forms[start - 1] in lead:
            break
        start -= 1
    return start


def _end(tokens: Tokens, lang: str, said: Said) -> int:
    """Where it ends: with the sentence, or where something else is said ("gratis", "somos …", "necesitamos …")."""
    ends, lead = own(lang, "ends"), one(lang, "lead")
    # in "محاسب متطوع لضبط الدفاتر" what offers stands in the middle
    cues = said.cue - said.gone if any(at < said.start for at in said.cue) else frozenset()
    again = {at for span in said.repeats for at in range(span.start, span.end)}
    again |= own_part(tokens, lang) if said.needed else set()
    for at in range(said.end, len(tokens.forms)):
        if at in again or _says_who_can(tokens, lang, at):
            continue
        cue = at in cues and tokens.forms[at - 1] not in _AND and lead.at(tokens.forms, at)
        where = at > 0 and tokens.forms[at - 1] in _PLACES  # "a place where", and nothing else
        other = None if where or is_asked_of_it(tokens.forms, lang, at) else ends.at(tokens.forms, at)
        if _parts(tokens, at) or cue:
            return at
        if other and not (_goes_on(tokens, lang, other[1]) or _is_for_what(tokens, lang, said, at, other[1])):
            return at
    return len(tokens.forms)


def _says_who_can(tokens: Tokens, lang: str, at: int) -> bool:
    """Whether what somebody can do is told there, up to the verb: "enfermeira [que pode dar] palestra", «كهربائي [بيقول
    ممكن] يكشف», and not "que pode vir".
    """
    for who in range(at, max(at - _WHO_CAN, 0), -1):
        told = tokens.forms[who] in WHO or tokens.forms[who] in _SAYS
        able = own(lang, "small", "can_they").at(tokens.forms, who + 1) if told else None
        if able and at <= able[1] < len(tokens.forms) - 1 and not tokens.is_sign(able[1]):
            return tokens.forms[able[1]] not in _COMING and own(lang, "ends").at(tokens.forms, who + 1) is None
    return False


def _is_for_what(tokens: Tokens, lang: str, said: Said, at: int, end: int) -> bool:
    """Whether behind a day it is told what it is for, or where: "un camión el sábado para mover estantes"."""
    if at not in said.gone:
        return False
    behind = tokens.forms[end : end + _LEAST_BEHIND]
    if behind and _SIGNS.isdisjoint(behind) and _for_what(behind):
        return True
    while end < len(tokens.forms) and (end in said.gone or tokens.forms[end] in _COMMAS):
        end += 1
    return is_asked_of_it(tokens.forms, lang, end) or is_venue(tokens.forms[end : end + _LEAST_BEHIND], lang)


def _goes_on(tokens: Tokens, lang: str, at: int) -> bool:
    """Whether "and" another service stands there: "…, gratis, y clases de guitarra"."""
    lead, begun = one(lang, "lead"), at
    while at < len(tokens.forms) and (tokens.is_sign(at) or tokens.forms[at] in _AND or tokens.forms[at] in lead):
        at += 1
    if at == len(tokens.forms) or any(_parts(tokens, place) for place in range(begun, at)):
        return False
    also = not _AND.isdisjoint(tokens.forms[begun:at]) or (lang == "ar" and tokens.forms[at].startswith(_ARABIC_AND))
    named = tokens.forms[at] in CLASSES or any(start == at for start, _end in service_words(tokens, lang))
    return also and named


def _parts(tokens: Tokens, at: int) -> bool:
    """Whether a sentence ends with this token, or another begins."""
    lines = at > 0 and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
    return lines or tokens.forms[at] in _SENTENCE_SIGNS


def _runs(said: Said, start: int, end: int) -> list[tuple[int, int]]:
    """What is left of it between times and places."""
    runs: list[tuple[int, int]] = []
    for at in range(start, end):
        if at in said.gone:
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _without_lead_up(tokens: Tokens, start: int, end: int) -> int:
    """Without a word or two that only lead up to a time or place: ", all [by phone]", "que vence [el lunes]"."""
    comma = next((at for at in range(end - 1, start - 1, -1) if tokens.forms[at] in _COMMAS | WHO), None)
    if comma is None:
        return end
    least = _LEAST_BEHIND - (tokens.forms[comma] in WHO)  # "que reparta volantes [en Tela]" tells what is done
    return comma if end - comma <= least or _says_of_what(tokens, comma + 1, end) else end


def _without_call(tokens: Tokens, start: int, end: int) -> int:
    """Without a call at the end: "goteras en el techo, ¿alguien nos podría ayudar?"."""
    sign = next((at for at in range(end - 2, start - 1, -1) if tokens.is_sign(at)), None)
    if not sign:  # none, or the call is all that is said
        return end
    words = [form for form in tokens.forms[sign + 1 : end] if form.isalpha()]
    if len(words) < _CALL or not _CALLS.issuperset(words):
        return end
    return next((at + 1 for at in range(sign, start - 1, -1) if not tokens.is_sign(at)), start)


def _tells_why(tokens: Tokens, told: int, begin: int, start: int, end: int) -> bool:
    """Whether it is how things are, up to a sign behind which it is urgent: "se dañó la refri, urge un técnico"."""
    parted = tokens.is_sign(end - 1) or tokens.forms[end - 1] in _AND
    return start == told < begin and end <= begin and parted


def _says_of_what(tokens: Tokens, start: int, end: int) -> bool:
    """Whether it only says of what the day behind it is: ", el plazo es [el 15]", ", our party is [on Friday]"."""
    is_there = not _IS_THEN.isdisjoint(tokens.forms[end - 1 : end + 1])
    return is_there and end - start <= _MOST_OF_WHAT and tokens.forms[start] in _OF_WHAT


def _bare(tokens: Tokens, lang: str, start: int, end: int) -> tuple[int, int]:
    """Without signs at either end, and words at its end that belong to what is gone ("por favor", "jusqu")."""
    trail = one(lang, "trail")
    while start < end and tokens.is_sign(start):
        start += 1
    while start < end and (tokens.is_sign(end - 1) or (tokens.forms[end - 1] in trail and not _bound(tokens, end - 1))):
        end -= 1
    return start, end


def _bound(tokens: Tokens, at: int) -> bool:
    """Counted, as the "people" of "50 people", or part of a word: the "vous" of "rendez-vous", the "on" of "go on"."""
    before = tokens.forms[at - 1] if at else ""
    if before in _BEFORE_ON and tokens.forms[at] in _ON:
        return True
    return before[:1].isdigit() or tokens.text[tokens.starts[at] - 1 : tokens.starts[at]] in ("-", "‑")


def _for_what(forms: list[str]) -> bool:
    """Whether words behind a time still say what it is for: "…, 3 horas, para el informe anual"."""
    if len(forms) < _LEAST_BEHIND:
        return False
    return forms[0] in _FOR or (forms[0].startswith(_ARABIC_FOR) and len(forms[0]) > _ARABIC_WORD)
