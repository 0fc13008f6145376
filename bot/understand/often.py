"""How often, or from when on, is something needed, said where a day is asked: "todos los jueves", «من الشهر الجاي»?"""

from collections.abc import Iterator
from datetime import date

from bot.understand.calendar.dates import days_named, find_days
from bot.understand.calendar.repeats import ONCE
from bot.understand.calendar.starts import begin_of, begun_months
from bot.understand.calendar.timesofday import join_time
from bot.understand.lexis.leading import behind, listed
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.lexis.weekwords import day_words, every_begins, weekday_at
from bot.understand.services.service import lead_in
from bot.understand.slots import beside_of
from bot.understand.values import Span
from core.text.clean import clean

_LONG = 300
_PLURALS = frozenset(("en", "fr"))  # whose weekdays end in s in no other case
_LONGEST, _BESIDE = 80, 3  # letters of the answer, and words beside how often
_MOVING = listed("small", "moving_feasts")
_STARTING, _WORDS = listed("small", "from_when"), 6


def with_often(what: str, text: str, lang: str, today: date) -> tuple[str, bool]:
    """What is needed and how often, or on which day not, as words say it, in the place of another time that ends it;
    and whether it comes again, so that no day ends it. '' where they say neither.
    """
    tokens = tokenise(clean(text, _LONG))
    beside = beside_of(tokens, lang, today)
    again = [span for span in beside.repeats if span.value != ONCE]
    left_out = {form for span in beside.repeats for form in tokens.forms[span.start : span.end]}
    others = [day for day in beside.days if not left_out.issuperset(tokens.forms[day.start : day.end])]
    if not beside.repeats or (others and not again):
        return "", False
    spans = [(span.start, span.end) for span in (*(again or beside.repeats), *(beside.times if again else ()))]
    told: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if told and start < told[-1][1]:
            told[-1] = told[-1][0], max(end, told[-1][1])
        else:
            told.append((start, end))
    said = " ".join(tokens.said(*one) for one in told)
    if said in what:
        return what, bool(again)
    return join_time(_without_often(what, lang, today) if again else what, said, lang), bool(again)


def _without_often(what: str, lang: str, today: date) -> str:
    """The words without how often, and when on that day, where that ends them."""
    tokens = tokenise(what)
    beside = beside_of(tokens, lang, today)
    end = len(tokens.forms)
    for span in sorted((*beside.repeats, *beside.times), key=lambda one: -one.end):
        if span.start > 0 and span.end >= end - (end < len(tokens.forms)):
            end = lead_in(tokens.forms, span.start, lang)
    return what[: tokens.ends[end - 1]].rstrip(" ,،") if 0 < end < len(tokens.forms) else what


def with_start(what: str, text: str, lang: str, today: date) -> str:
    """What is needed and from when on, as an answer says it; '' where it does not, or says more."""
    said = clean(text, _LONGEST).strip(" .!،,")
    tokens = tokenise(said)
    at = behind(tokens, 0, _STARTING) if len(tokens.forms) <= _WORDS else None
    led = at and not day_words(lang).isdisjoint(tokens.forms[at:])
    starts = {(span.start, span.end) for span in starts_in(tokens, lang, today)}
    if not led and (0, len(tokens.forms)) not in starts:
        return ""
    return what if said in what else join_time(what, said, lang)


def with_feast(what: str, text: str, lang: str) -> str:
    """What is needed and by which feast, whose date is another each year: «قبل رمضان», "antes de Semana Santa"; ''
    where an answer names none, or says more.
    """
    said = clean(text, _LONGEST).strip(" .!،,")
    forms = tokenise(said).forms
    if len(forms) > _WORDS or not _MOVING.all_in(forms):
        return ""
    return what if said in what else join_time(what, said, lang)


def weekly_instead(what: str, text: str, lang: str) -> str:
    """What is needed each week with the one other weekday that the text names in the place of its own: "los jueves, no
    los martes"; '' where it is not weekly, or no other one is named.
    """
    title, said = tokenise(what), tokenise(clean(text, _LONG))
    own = [found for found in _weekdays(title, lang) if every_begins(title.forms, found.start, lang) is not None]
    days = {found.value for found in own}
    others = {found.value: said.said(found.start, found.end) for found in _weekdays(said, lang)}
    named = [word for day, word in others.items() if day not in days]
    if len(own) != 1 or len(named) != 1:
        return ""
    before, (word,) = title.said(own[0].start, own[0].end), named
    word = word if before.startswith("ال") else word.removeprefix("ال")
    if lang in _PLURALS:  # "every Tuesday" as much as "los sábados"
        word = word.removesuffix("s") + ("s" if before.endswith("s") else "")
    return what[: title.starts[own[0].start]] + word + what[title.ends[own[0].end - 1] :]


def _weekdays(tokens: Tokens, lang: str) -> Iterator[Span]:
    """Where each weekday stands, also as "sábados", and which it is."""
    for at, form in enumerate(tokens.forms):
        if found := weekday_at(tokens.forms, at, lang):
            yield Span(at, found[1], found[0])
        elif found := weekday_at([form.removesuffix("s")], 0, lang):
            yield Span(at, at + 1, found[0])


def says_start(text: str, lang: str, today: date) -> bool:
    """Whether words tell from when on, and no day by which: "después del 15"."""
    tokens = tokenise(clean(text, _LONG))
    return bool(starts_in(tokens, lang, today)) and not find_days(tokens, lang, today)


def starts_in(tokens: Tokens, lang: str, today: date) -> list[Span]:
    """The days and months that are named as the first, each with what leads up to it."""
    led = ((begin_of(tokens.forms, span, lang), span) for span in days_named(tokens, lang, today))
    days = (Span(start, span.end, None) for start, span in led if start is not None)
    return [*days, *begun_months(tokens.forms, lang)]
