"""Which values does a message carry for its intent? Each slot is looked for apart; none is made up."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import pairwise, takewhile
from typing import NamedTuple

from .amounts.clocks import find_clocks, work_hours
from .amounts.from_to import find_from_to
from .amounts.hours import find_hours, find_impossible
from .calendar.anyday import find_any_day
from .calendar.dates import days_named, find_days
from .calendar.oftens import find_oftens
from .calendar.repeats import ONCE, find_repeats
from .calendar.starts import may_begin
from .calendar.timesofday import times_of_day
from .counted import CODE, HOURS, THINGS, not_counting
from .credits import counted, rating, recipient
from .cues.intents import Found
from .instead import said_rather
from .lexis.lexicon import keyed, one, small
from .lexis.tokens import Tokens
from .lexis.transcribed import transcribed
from .services.deeds import deed_before
from .services.helping import only_helping
from .services.lookedat import looked_at
from .services.service import Told, as_said, find_service, gone, lead_in
from .services.services import CLASSES, service_words
from .services.timed import for_each
from .values import Span
from .where.places import find_remote, on_the_net, with_net
from .where.towns import find_town
from .words import word

_WEEK_STARTS = {"ar": 6, "pt": 6}
_MINUTES = 60
_NO_SERVICE = frozenset(("yes", "no", "thanks", "greeting"))
_WITH_ONE = "بساعه"  # "give an hour" is said with "with"; elsewhere it may be "an hour before"
_TELLING, _ASKS = 2.0, 1.5
_NOUN = 2  # words: "contadores voluntarios"
_KEPT = 0.75  # of two cues about as clear, the one that says what is done
_TOTAL, _OR = small("total"), small("or")
_ARTICLES, _BROKEN = small("some"), small("trouble")
_INDEFINITE, _KINDS = small("indefinite"), one("", "presented", "kinds")
_NO_HOURS, _NO_DAY = frozenset((THINGS, CODE)), frozenset((HOURS,))
_OF, _NOT_MEANT = small("on"), small("not_meant")
Slots = dict[str, object]


def slots_of(intent: str, tokens: Tokens, lang: str, today: date, cues: list[Found]) -> Slots:
    """The slots of this intent that the message names (see the package's docstring for their shapes)."""
    if intent in ("post_need", "post_offer", "find_matches"):
        return _listing(intent, tokens, lang, today, cues)
    read = _READERS.get(intent)
    return read(tokens, lang, cues) if read else {}


class Beside(NamedTuple):
    """What a message says beside the service: when, how long, how often, where. `impossible` are lengths of none."""

    days: list[Span]
    clocks: list[Span]
    times: list[Span]
    hours: list[Span]
    repeats: list[Span]
    impossible: list[Span]
    remote: list[Span]
    town: Span | None

    def slots(self, tokens: Tokens) -> Slots:
        """Hours, day and place; None for what is not said. A number that surely counts something else is neither."""
        bare = [span for span in self.hours if span.end - span.start == 1]  # "8 hours" are hours, whatever else counts
        kept = {span.start for span in not_counting(tokens, bare, _NO_HOURS)}
        hours = [span for span in self.hours if span.end - span.start > 1 or span.start in kept]
        days = not_counting(tokens, self.days, _NO_DAY)
        return {
            "hours": _hours(hours or (self.impossible if not self.hours else []), tokens.forms),
            "deadline": next((day.value.isoformat() for day in days if isinstance(day.value, date)), None),
            "place": _place(tokens.forms, self.remote, self.town),
        }


def says_more(tokens: Tokens, lang: str, today: date) -> bool:
    """Whether a message names hours, a day or a place, as `slots_of` would find them for a listing."""
    said = beside_of(tokens, lang, today).slots(tokens)
    return any(value is not None for value in said.values())


def beside_of(tokens: Tokens, lang: str, today: date) -> Beside:
    """All of it that is found; of Arabic in Latin letters also what only its own letters tell of times."""
    found = _beside_of(tokens, lang, today)
    arabic = transcribed(tokens) if lang == "ar" else None
    if arabic is None:
        return found
    told = _beside_of(arabic, lang, today)
    return found._replace(
        clocks=_both(found.clocks, told.clocks),
        times=_both(found.times, told.times),
        repeats=_both(found.repeats, told.repeats),
    )


def _both(found: list[Span], more: list[Span]) -> list[Span]:
    """All of them; of two that share a word the longer one."""
    longest = sorted((*found, *more), key=lambda one: (one.start - one.end, one.start))
    kept: list[Span] = []
    for span in longest:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)


def _beside_of(tokens: Tokens, lang: str, today: date) -> Beside:
    days = find_days(tokens, lang, today, _WEEK_STARTS.get(lang, 0))
    clocks = find_clocks(tokens, lang, days)
    hours = work_hours(tokens, lang, days, clocks)
    named = days_named(tokens, lang, today) if may_begin(tokens.forms, lang) else []
    repeats = [_with_day(tokens, lang, one, days) for one in find_repeats(tokens, lang, days, hours, clocks, named)]
    times = times_of_day(tokens, lang, [*days, *repeats], clocks)
    days = [day for day in days if not any(one.start <= day.start < one.end for one in repeats if one.value != ONCE)]
    remote = find_remote(tokens, lang)
    town = find_town(tokens, lang, [*hours, *days, *remote])
    return Beside(days, clocks, times, hours, repeats, find_impossible(tokens, lang), remote, town)


def _with_day(tokens: Tokens, lang: str, again: Span, days: list[Span]) -> Span:
    """Each week with the day of it that is named right beside: «كل اسبوع يوم الثلاثاء», "cada semana el martes"."""
    if again.value == ONCE:
        return again
    before = [day.start for day in days if day.end == again.start]
    behind = [day.end for day in days if again.end in (day.start, lead_in(tokens.forms, day.start, lang))]
    return Span(min((again.start, *before)), max((again.end, *behind)), again.value)


def _listing(intent: str, tokens: Tokens, lang: str, today: date, cues: list[Found]) -> Slots:
    beside = beside_of(tokens, lang, today)
    repeats, urgent = beside.repeats, urgent_in(tokens, lang)
    again = frozenset(at for span in repeats for at in range(span.start, span.end))
    named = {at for start, end in service_words(tokens, lang) for at in range(start, end)}
    named.update(at for at, form in enumerate(tokens.forms) if form in CLASSES)
    if intent == "post_need":
        cues = [cue for cue in cues if not (_is_broken(cue, cues, tokens, lang) or _is_whom(cue, cues, tokens, lang))]
    told = _told(cues, tokens.forms, lang, named)
    told |= _who_asks(cues, tokens.forms) if intent == "post_need" else set()
    spans = [
        *beside.clocks,
        *beside.times,
        *repeats,
        *for_each(tokens, lang, beside.hours),
        *beside.impossible,
        *find_oftens(tokens, beside.hours),
        *beside.days,
        *(find_any_day(tokens, lang) if intent == "post_need" else ()),
        *beside.remote,
        *urgent,
        *([beside.town] if beside.town else []),
    ]
    if intent == "post_offer":
        helping = only_helping(tokens, lang, {at for span in spans for at in range(span.start, span.end)})
        told = told.difference(*(_whom(tokens, lang, span.start) for span in helping))
        spans += helping
    taken = [*spans, *(Span(at, at + 1, None) for at in told)]
    start = _after_cue(cues, tokens.forms, lang, named)
    starts = frozenset(cue.head_end for cue in cues if cue.kept or cue.weight >= _TELLING)
    doing = frozenset(cue.head_end for cue in cues if cue.kept)
    told_so = Told(taken, start, starts, doing)
    found = find_service(tokens, lang, told_so, intent)
    if found and intent == "post_need":
        found = looked_at(tokens, lang, told_so, found) or found
    if found and word(as_said(tokens, *found, lang), lang) in _NO_SERVICE:  # "oui, on peut aider" offers no yes
        found = None
    joined = with_net(found, on_the_net(tokens, lang)) if found else found
    if joined != found:
        found, spans = joined, [span for span in spans if span not in beside.remote]
    out = gone(tokens, lang, [span for span in spans if span.start not in again]) - again
    rather = said_rather(tokens.said(found[0], _before(tokens, out))) if found else ""
    if found and intent == "post_need":  # "que nos traduzcan un proyecto": the verb says what is done
        found = deed_before(tokens, lang, found[0], frozenset(told), out), found[1]
    slots: Slots = {
        "service": rather or (as_said(tokens, *found, lang) if found else None),
        **beside.slots(tokens),
        "urgency": "high" if urgent else None,
    }
    if intent == "post_need" and slots["hours"] is None and all(span.value == ONCE for span in repeats):
        slots["hours"] = _hours(find_from_to(tokens, lang)[:1], tokens.forms)  # "friday 10am-1pm" takes three
    kept = slots if intent != "find_matches" else {name: slots[name] for name in ("service", "place")}
    return {name: value for name, value in kept.items() if value is not None}


def _before(tokens: Tokens, out: Collection[int]) -> int:
    """The end of the words before the times and places at the end."""
    end = len(tokens.forms)
    while end and (tokens.is_sign(end - 1) or end - 1 in out):
        end -= 1
    return end


def _place(forms: list[str], remote: list[Span], town: Span | None) -> object:
    """Where: from afar, or the town; neither is said by "in Lisbon or online"."""
    if remote:
        return None if remote[0].start and forms[remote[0].start - 1] in _OR else remote[0].value
    return town.value if town else None


def _is_broken(cue: Found, cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Like "notre [forage] est en panne", which tells why, where it is told afterwards, or was, what is needed."""
    if not any(tokens.forms[at] in _BROKEN for at in cue.places):
        return False
    if any(other.start >= cue.end and other.weight >= _TELLING for other in cues):
        return True
    asked = [other.head_end for other in cues if other.end <= cue.start and other.weight >= _ASKS]
    return any(_tells(tokens, at, lang) for at in range(min(asked, default=cue.start), cue.start))


def _tells(tokens: Tokens, at: int, lang: str) -> bool:
    return not tokens.is_sign(at) and not _is_small(tokens.forms[at], lang)


def _is_whom(cue: Found, cues: list[Found], tokens: Tokens, lang: str) -> bool:
    """Like "tenemos [un paciente] que necesita", of which another cue says the end: whom they have is not needed."""
    has = one(lang, "presented", "we_have").at(tokens.forms, cue.start)
    return has is not None and any(other.end == cue.end and other.start >= has[1] for other in cues)


def _told(cues: list[Found], forms: list[str], lang: str, named: set[int]) -> set[int]:
    """The tokens that say only that something is needed or offered, not what: those of the clearest cue, and what
    other cues say ahead of it or right after it."""
    told: set[int] = set()
    for cue in sorted(cues, key=lambda cue: (-cue.weight, cue.start)):
        places = _saying(cue, forms, lang, named)
        if not told or all(at < min(told) or at <= max(told) + 1 for at in places[:1]):
            told.update(places)
    return told


def _who_asks(cues: list[Found], forms: list[str]) -> set[int]:
    """The tokens of who needs something: "the [clinic] needs a sonographer"; not of "our school needs painting"."""
    asked = [cue for cue in cues if forms[cue.end - 1] in _INDEFINITE]
    gaps = (range(before + 1, at) for cue in asked for before, at in pairwise(cue.places) if before + 1 < at)
    return {at for gap in gaps if _KINDS.at(forms, gap[0]) for at in gap}


def _whom(tokens: Tokens, lang: str, end: int) -> Iterator[int]:
    """The tokens of "[tenemos] contadores voluntarios", right before it is told that they can help."""
    lead = one(lang, "lead")
    return takewhile(
        lambda at: not tokens.is_sign(at) and tokens.forms[at] not in lead, range(end - 1, max(end - 1 - _NOUN, 0), -1)
    )


def _saying(cue: Found, forms: list[str], lang: str, named: set[int]) -> list[int]:
    """The tokens of a cue without those at its end that tell what is done: "contador" of "necesitamos un contador"."""
    places = [at for at in cue.places if not cue.kept or at < cue.kept[0]]
    while len(places) > 1:
        of = len(places) > 2 and forms[places[-1]] in _OF and places[-2] == places[-1] - 1
        nouns = places[:-1] if of else places
        if not ((nouns[-1] in named or _is_named(forms, nouns, lang)) and not _is_small(forms[nouns[-1]], lang)):
            break
        places = nouns[:-1]
    return places


def _is_small(form: str, lang: str) -> bool:
    return any(form in one(lang, table) for table in ("lead", "trail", "empty"))


def _is_named(forms: list[str], places: list[int], lang: str) -> bool:
    """Is the last of these tokens a noun, by the article before it?"""
    before = forms[places[-2]]
    return places[-1] == places[-2] + 1 and (before in _ARTICLES or (before == "a" and lang == "en"))


def _after_cue(cues: list[Found], forms: list[str], lang: str, named: set[int]) -> int:
    """Where what is needed or offered begins to be told: after the words that begin the clearest cue."""
    if not cues:
        return 0
    clearest = max(cues, key=lambda cue: (cue.weight + _KEPT * bool(cue.kept), -cue.start))
    return min(clearest.head_end, max(_saying(clearest, forms, lang, named), default=clearest.head_end - 1) + 1)


def _hours(spans: list[Span], forms: list[str]) -> float | int | None:
    """Hours, when a message names them surely; a range or "1.000 horas" is asked about later. A total counts first."""
    sure = [span for span in spans if isinstance(span.value, int)]
    total = [span for span in sure if _TOTAL.intersection(forms[max(span.start - 2, 0) : span.end + 3])]
    minutes = next((span.value for span in (*total, *sure) if isinstance(span.value, int)), None)
    if minutes is None:
        return None
    return minutes // _MINUTES if minutes % _MINUTES == 0 else minutes / _MINUTES


def urgent_in(tokens: Tokens, lang: str) -> list[Span]:
    """The words that say that it is urgent."""
    return [Span(at, end, "high") for at, end, _ in one(lang, "urgency").all_in(tokens.forms)]


def _confirmed(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    hours = _hours(work_hours(tokens, lang, [], find_clocks(tokens, lang, [])), tokens.forms)
    return {} if hours is None else {"hours": hours}


def _amount(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    hours = _hours(find_hours(tokens, lang), tokens.forms)
    if hours is None and _WITH_ONE in tokens.forms:
        hours = 1
    amount = hours if hours is not None else counted(tokens, lang)
    return {} if amount is None else {"amount": amount}


def _donation(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    slots, name = _amount(tokens, lang, cues), recipient(tokens, lang)
    return {**slots, "recipient": name} if name else slots


def _language(tokens: Tokens, lang: str, cues: list[Found]) -> Slots:
    """The language asked for, which is not the one that a person does not speak or comes from."""
    named = keyed(lang, "languages").all_in(tokens.forms)
    meant = [name for at, _, name in named if not _NOT_MEANT.intersection(tokens.forms[max(at - 2, 0) : at])]
    return {"language": (meant or [named[0][2]])[0]} if named else {}


_READERS: dict[str, Callable[[Tokens, str, list[Found]], Slots]] = {
    "confirm_service": _confirmed,
    "donate": _donation,
    "request_support": _amount,
    "rate_partner": rating,
    "change_language": _language,
}
