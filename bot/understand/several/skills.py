"""Which services does one message list? "logos, videos y fotos" are three; "lápiz y papel" may be one."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from bot.understand.amounts.clocks import find_clocks, work_hours
from bot.understand.calendar.dates import find_days
from bot.understand.calendar.repeats import find_repeats
from bot.understand.cues.intents import find_cues
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.sounds import written_out
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.services.service import WHO, trimmed
from bot.understand.services.services import CLASSES, meant_by, service_words
from bot.understand.services.timed import for_all, for_each
from bot.understand.values import Span
from bot.understand.where.place_last import place_last
from bot.understand.where.places import find_remote, on_the_net, with_net
from bot.understand.where.towns import find_town
from core.languages import LANGUAGES
from core.text.clean import clean

from .doings import behind_verb, does, says_what
from .numbered import on_lines
from .persons import persons_of

_LONGEST = 1000
_MOST, _TOKENS = 10, 150
_WORDS, _BARE_WORDS = 7, 4
_SURE, _CLEAR = 3, 2.0
_AND = small("list_and") | {"&"}
_SIGNS = {**dict.fromkeys(",;،؛/", ","), **dict.fromkeys("•*·-–+", "-"), **dict.fromkeys(".!?؟()…", ".")}
_PARTING = _AND | {sign for sign, parts in _SIGNS.items() if parts != "."}
_STRENGTH = {"": 0, "&": 1, ",": 2, "-": 3}
# Arabic words that begin with the letter that means "and".
_NO_AND = tuple(small("no_and"))
_ARABIC_AND, _ARABIC_FOR = "و", "ل"
_SHORTEST = 4
# "De piano" goes on with the part before it, "we visit homes" tells a story.
_GOES_ON, _ALSO = small("goes_on"), small("also")
_ADDED = ("&", "-")
# What is with or on something is not another thing; what something is of may be two things.
_WITH, _OF = small("with"), small("of")
_TO = small("to_all")  # for whom both are
_BETWEEN, _FOR = small("between_days"), small("for")
_LEADING = _WITH | _OF | small("in")
_ENDING = 3  # letters
_STEM = 4  # letters at the end of a word that is said again: وجبات، الوجبات
_MOST_NEEDS = 4
_ONE_OF = small("some_one")
_DOER = re.compile("[وف]?(?:ال)?م.{3,}(?<![ةه])$")  # مصمم، مترجم
ANY_DAY = date(2000, 1, 3)


class _Part(NamedTuple):
    """Tokens `start` to `end`, and what parts them from the part before: "&" and, "," a comma, "-" a line or dash."""

    start: int
    end: int
    parted: str


def skills_of(text: str, lang: str, today: date = ANY_DAY) -> tuple[str, ...]:
    """The services that a message clearly lists, as typed and in order, at most 10; () for one service or in doubt.

    A day that is said once for all of them stands behind each, and so do hours that are said of each.
    """
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = written_out(tokenise(place_last(clean(text, _LONGEST), lang), _TOKENS), lang)
    cues = find_cues(tokens, lang)
    offers = [cue for cue in cues if cue.intent == "post_offer"]
    known = {at for span in service_words(tokens, lang) for at in range(*span)}
    known.update(at for at, form in enumerate(tokens.forms) if form in CLASSES)
    if not offers and any(cue.weight >= _CLEAR or (cue.start == 0 and 0 not in known) for cue in cues):
        return ()  # something else is asked for
    start = min((cue.kept[0] if cue.kept else cue.head_end for cue in offers), default=0)
    if start and _SIGNS.get(tokens.forms[start - 1]) == ",":
        start = 0  # a name of a service that is also a verb, in the middle of a list
    for run in _runs(tokens, start, _beside(tokens, lang)):
        whats = _listed(tokens, lang, run, known, offers=bool(offers))
        if not whats:
            continue
        if _another(tokens, lang, run):
            return ()
        repeats, times = _times(tokens, lang, today)
        days = [span for span in (*repeats, *times) if not isinstance(span.value, int)]
        return tuple(for_all(tokens, lang, whats[:_MOST], (run[0].start, run[-1].end), days))
    return ()


def _listed(tokens: Tokens, lang: str, run: list[_Part], known: set[int], *, offers: bool) -> list[str]:
    """The services of one run, [] where it is one or in doubt."""
    if offers and (told := _told_anew(tokens, lang, run, known)):
        return told
    if any(tokens.forms[part.start] in _GOES_ON for part in run[1:]):
        return []
    run = _joined(tokens, lang, run)
    parts = [cut for part in run if (cut := _cut(tokens, lang, part, len(run))).start < cut.end]
    named = [part for part in parts if _is_service(tokens, lang, part, _WORDS if offers else _BARE_WORDS)]
    bare = [_cut(tokens, lang, part, 0) for part in run]
    if offers and _are_apart(tokens, lang, bare, known):
        return [_said(tokens, part) for part in bare]
    if len(named) == len(parts) and _is_list(tokens, named, known):
        return [_said(tokens, part) for part in named]
    return []


def _another(tokens: Tokens, lang: str, run: list[_Part]) -> bool:
    """Whether behind the list another service is named, which would be lost: "…, plomería. También guitarra"."""
    begun, end = run[0].start, run[-1].end
    behind = [span for span in service_words(tokens, lang) if span[0] >= end]
    return any(meant_by(tokens, lang, *span) - meant_by(tokens, lang, begun, end) for span in behind)


def needs_of(text: str, lang: str, *, asked: bool = False, apart: bool = False) -> tuple[str, ...]:
    """The services that a request asks for one beside the other ("un contador y un diseñador"), each as typed.

    () for one service and in doubt: "traducción y corrección de un texto" is one piece of work. Where it was `asked`
    what is needed, nothing else has to say so; where each is told `apart`, as with hours of its own, two may be of one
    kind, and a few words need not be a service that is known.
    """
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = written_out(tokenise(on_lines(place_last(clean(text, _LONGEST), lang, asked=True)), _TOKENS), lang)
    if not is_parted(tokens):
        return ()
    cues = [cue for cue in find_cues(tokens, lang) if cue.intent == "post_need"]
    needs = [cue for cue in cues if not cue.kept]
    if not needs and not asked:
        return ()
    beside, net = _beside(tokens, lang), on_the_net(tokens, lang)
    told = {at for span in net for at in range(span.start, span.end)}
    if persons := persons_of(tokens, lang, cues, beside - told):
        return () if _times(tokens, lang)[0] else tuple(persons[:_MOST_NEEDS])
    start = max(needs, key=lambda cue: (cue.weight, -cue.start)).head_end if needs else 0
    known = {at for span in service_words(tokens, lang) for at in range(*span)}
    run = next(_runs(tokens, start, beside), [])
    joined = _joined(tokens, lang, run)
    parts = [part for part in (_cut(tokens, lang, part, 0) for part in joined) if part.start < part.end]
    listed = len(parts) > 1 and len(parts) == len(run) and all(part.parted for part in parts[1:])
    if not listed or len(parts) > _MOST_NEEDS or _times(tokens, lang)[0]:
        return ()  # of which of them it is said how often, nobody knows
    if not _are_apart(tokens, lang, parts, known, said=apart):
        return ()
    with_it = (_Part(*with_net((part.start, part.end), net), part.parted) for part in parts)
    return tuple(_said(tokens, part) for part in with_it)


def _told_anew(tokens: Tokens, lang: str, run: list[_Part], known: set[int]) -> list[str]:
    """The parts where each but the first tells behind "and" that we do something else: "… and we design logos"."""
    behind = [behind_verb(tokens, lang, part.start, part.end) for part in run]
    anew = all(part.parted in _ADDED and part.start < at for part, at in zip(run[1:], behind[1:], strict=True))
    if len(run) < 2 or not anew:
        return []
    parts = [_cut(tokens, lang, part, 0)._replace(parted=part.parted) for part in run]
    named = [not known.isdisjoint(range(part.start, part.end)) for part in run]
    said = [is_told or says_what(tokens, lang, part.start, part.end) for part, is_told in zip(run, named, strict=True)]
    meant = [meant_by(tokens, lang, part.start, part.end) for part in run]
    words = [{form[-_STEM:] for form in tokens.forms[part.start : part.end] if len(form) >= _STEM} for part in parts]
    same = any(one & other for one, other in (*combinations(meant, 2), *combinations(words, 2)))
    sure = all(said) and not same
    fits = all(part.start < part.end <= part.start + _WORDS for part in parts)
    return [_said(tokens, part) for part in parts] if sure and fits else []


def _are_apart(tokens: Tokens, lang: str, parts: list[_Part], known: set[int], *, said: bool = False) -> bool:
    """Whether each part surely is a service and no two of them mean the same one; `said`: others than they seem."""
    if len(parts) < 2 or any(part.start >= part.end for part in parts):
        return False
    if said:
        return all(_is_service(tokens, lang, part, _BARE_WORDS) for part in parts)
    meant = [meant_by(tokens, lang, part.start, part.end) for part in parts]
    apart = not any(one & other for one, other in combinations(meant, 2))
    return apart and all(_is_one(tokens, lang, part, known) for part in parts)


def _is_one(tokens: Tokens, lang: str, part: _Part, known: set[int]) -> bool:
    """Whether a part of a request is surely a service of its own: a known name, or led by "a" or who does it."""
    forms, places = tokens.forms[part.start : part.end], range(part.start, part.end)
    if not WHO.isdisjoint(forms) or not _is_service(tokens, lang, part, _WORDS) or known.isdisjoint(places):
        return False
    led = part.start > 0 and tokens.forms[part.start - 1] in _ONE_OF
    for_whom = _ARABIC_FOR if lang == "ar" else "\0"  # كهربائي للمركز
    bare = all(at in known or tokens.forms[at].startswith(for_whom) for at in places)
    return led or bare or bool(lang == "ar" and _DOER.match(forms[0]))


def _cut(tokens: Tokens, lang: str, part: _Part, count: int) -> _Part:
    """A part without small words around it; of two, a verb stays: "reparamos bicicletas y cortamos el pelo"."""
    start, end = trimmed(tokens, lang, (part.start, part.end))
    if count == 2 and end - start == 1 and end == part.end:
        start = part.start
    return _Part(start, end, part.parted)


def _beside(tokens: Tokens, lang: str) -> set[int]:
    """The tokens that are no service: times, days, a town, "online"."""
    repeats, times = _times(tokens, lang)
    spans = [*repeats, *times, *find_remote(tokens, lang)]
    town = find_town(tokens, lang, spans)
    return {at for span in [*spans, *([town] if town else [])] for at in range(span.start, span.end)}


def _times(tokens: Tokens, lang: str, today: date = ANY_DAY) -> tuple[list[Span], list[Span]]:
    """What comes again, and all other times."""
    days = find_days(tokens, lang, today)
    clocks = find_clocks(tokens, lang, days)
    hours = work_hours(tokens, lang, days, clocks)
    return find_repeats(tokens, lang, days, hours, clocks), [*days, *clocks, *for_each(tokens, lang, hours)]


def _runs(tokens: Tokens, start: int, gone: set[int]) -> Iterator[list[_Part]]:
    """The parts between commas, dashes, lines and "and"; a run ends where a sentence does or something else is said."""
    run: list[_Part] = []
    begun, parted = start, ""
    for at in range(start, len(tokens.forms) + 1):
        sign = _sign(tokens, at, gone)
        if not sign or (at == start and sign == "&"):
            continue
        if begun < at:
            run.append(_Part(begun, at, parted))
            parted = ""
        parted = max(parted, sign if sign != "." else "", key=lambda one: _STRENGTH[one])
        stays = at < len(tokens.forms) and not _stands_alone(tokens.forms[at]) and sign != "."
        begun = at if stays else at + 1
        if sign in ("&", ",") and begun < len(tokens.forms) and tokens.forms[begun] in _ALSO:
            begun, parted = begun + 1, "-"  # as plainly another as on a line of its own
        if sign == ".":
            yield run
            run, parted = [], ""


def _sign(tokens: Tokens, at: int, gone: set[int]) -> str:
    """What parts the word at this place from the one before; "." where a run ends."""
    if at >= len(tokens.forms) or at in gone:
        return "."
    form = tokens.forms[at]
    if at and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]:
        return "-"
    if form in _AND or _has_and(form):
        return "&"
    return _SIGNS.get(form, "")


def is_parted(tokens: Tokens) -> bool:
    """Whether anything in a message may part one service from another: in most there is nothing."""
    forms = tokens.forms
    return "\n" in tokens.text or not _PARTING.isdisjoint(forms) or any(map(_has_and, forms))


def _stands_alone(form: str) -> bool:
    return form in _SIGNS or form in _AND


def _has_and(form: str) -> bool:
    return form[0] == _ARABIC_AND and len(form) >= _SHORTEST and not form.startswith(_NO_AND)


def _said(tokens: Tokens, part: _Part) -> str:
    said = tokens.said(part.start, part.end)
    return said[1:] if part.parted and _has_and(tokens.forms[part.start]) else said


def _is_service(tokens: Tokens, lang: str, part: _Part, longest: int) -> bool:
    """A few words that name something; not "gratis", not a story."""
    forms = tokens.forms[part.start : part.end]
    beyond = any(words.at(tokens.forms, part.start) for words in (own(lang, "ends"), one(lang, "words", "greeting")))
    said = any(form not in one(lang, "empty") and not form.isdigit() for form in forms)
    return len(forms) <= longest and said and not beyond


def _joined(tokens: Tokens, lang: str, run: list[_Part]) -> list[_Part]:
    """The parts, with "salón con sillas y proyector", "transporte de ropa y muebles", «نصلح كراسي وطاولات» together."""
    joined: list[_Part] = []
    for part in run:
        before = set(tokens.forms[joined[-1].start + 1 : joined[-1].end]) if joined else set()
        one_word = part.end - part.start == 1
        two_sides = before & _BETWEEN or (before & _FOR and _is_more_of(tokens, part))
        same = bool(joined) and part.parted == "&" and _is_done_to_both(tokens, lang, joined[-1], part)
        if part.parted == "&" and (two_sides or before & _WITH or (one_word and before & _OF) or same):
            joined[-1] = joined[-1]._replace(end=part.end)
        else:
            joined.append(part)
    return joined


def _is_done_to_both(tokens: Tokens, lang: str, first: _Part, part: _Part) -> bool:
    """Whether one Arabic verb tells what is done to both, which are of one kind: «نصلح كراسي وطاولات»."""
    if lang != "ar" or not does(tokens, lang, first.start, first.end) or does(tokens, lang, part.start, part.end):
        return False
    return bool(meant_by(tokens, lang, first.start, first.end) & meant_by(tokens, lang, part.start, part.end))


def _is_more_of(tokens: Tokens, part: _Part) -> bool:
    """Whether the part may be more of those for whom the part before is ("for homes and schools"): no "a" leads it, and
    it is for nobody else.
    """
    forms = tokens.forms[part.start : part.end]
    return _ONE_OF.isdisjoint((*tokens.forms[max(part.start - 1, 0) : part.start], *forms[:1])) and _FOR.isdisjoint(
        forms
    )


def _is_list(tokens: Tokens, parts: list[_Part], known: set[int]) -> bool:
    """Is each part surely a service of its own? Not the "francés" of "clases de inglés y francés", and not what a
    dressmaker does, nor for how many: "costurera, hago uniformes y arreglo ropa", "salón, hasta 80 personas".
    """
    sizes = [part.end - part.start for part in parts]
    if len(parts) < 2:
        return False
    if all(part.parted == "-" for part in parts[1:]):
        return True
    if (sizes[0] > 1 and min(sizes[1:]) == 1) or (sizes[0] == 1 and min(sizes[1:]) > 1):
        return False
    forms = [tokens.forms[part.start : part.end] for part in parts]
    if forms[0][0] in _LEADING or any(form.isdigit() for words in forms for form in words):
        return False
    named = [not known.isdisjoint(range(part.start, part.end)) for part in parts]
    if len(parts) >= _SURE:
        return 2 * sum(named) >= len(parts) or _alike([words[0] for words in forms])
    sure = min(sizes) > 1 or all(at in known for part in parts for at in range(part.start, part.end))
    for_both = not _TO.isdisjoint(forms[1][1:])
    return parts[1].parted == "&" and sure and ((all(named) and not for_both) or _alike([words[0] for words in forms]))


def _alike(verbs: list[str]) -> bool:
    """Whether words end alike, as verbs do of which one person says that they do them: "reparamos", "cortamos"."""
    return all(len(verb) > _SHORTEST and verb[-_ENDING:] == verbs[0][-_ENDING:] for verb in verbs)
