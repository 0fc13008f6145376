"""Which words of a need or an offer say what is done? What is left without cues, times, dates and places."""

import re

from .lexicon import one, own
from .services import service_words
from .tokens import Tokens, is_figure
from .values import Span

_SUBJECT = 7
_THAT = frozenset(("y", "e", "et", "and", "que", "qui", "who", "that", "i"))
_NO_VERBS = (
    "el la los las un una le les une de des du the an um uma os as al en to for para pour nos se me con com por do da"
    " dos das au"
)
_SMALL = frozenset(_NO_VERBS.split())
# "In" or "to" before "the", and before a noun that is made of a verb: بالتكوين، بتعليم، لترجمة، لإقامة، لاستخدام.
_LED = re.compile("[بفل](?:ال[\u0621-\u064a]{3}|ت[\u0621-\u064a]{2}ي[\u0621-\u064a]|ت[\u0621-\u064a]{3}[ةه]|إ|است)")
_READY = ("استعداد", "مستعد", "جاهز", "نتطوع", "اتطوع", "ساتطوع", "متطوع")
_BRIEF = 4
_BREAKS = frozenset(',.;:!?¿¡؟،؛()"«»…|/-–+')


def find_service(tokens: Tokens, lang: str, taken: list[Span], cue_end: int, intent: str) -> str | None:
    """The person's own words for the service, or None.

    `taken` are the spans that say something else; the words after the cue (token `cue_end`) come first, those ahead
    of it count too where something is needed or offered.
    """
    parts = [trimmed(tokens, lang, part) for part in _parts(tokens, lang, taken)]
    if intent == "post_offer":
        parts = [_done(tokens, lang, part) for part in parts]
    parts = [part for part in parts if not _is_empty(tokens.forms, part, lang)]
    after = [part for part in parts if part[0] >= cue_end]
    known = service_words(tokens, lang)
    named = [part for part in (after or parts) if any(part[0] <= start and end <= part[1] for start, end in known)]
    if intent == "find_matches":
        after = []
    if named or after:
        return _said(tokens, *(named or after)[0])
    longest = max(parts, key=lambda part: part[1] - part[0], default=None)
    return _said(tokens, *longest) if longest and intent != "find_matches" else None


def _said(tokens: Tokens, start: int, end: int) -> str:
    """As typed, without the "in" or "to" that Arabic writes together with a word (بالتكوين is التكوين)."""
    said = tokens.said(start, end)
    led = _LED.match(said) or (said[0] == "ل" and start > 0 and tokens.forms[start - 1].startswith(_READY))
    return said[1:] if led else said


def _is_empty(forms: list[str], part: tuple[int, int], lang: str) -> bool:
    """Nothing, or nothing but "something", "others", "in my area"."""
    empty, trail = one(lang, "empty"), one(lang, "trail")
    return all(form in empty or form in trail or not form[0].isalnum() for form in forms[part[0] : part[1]])


def _parts(tokens: Tokens, lang: str, taken: list[Span]) -> list[tuple[int, int]]:
    gone: set[int] = set()
    for span in taken:
        gone.update(range(_lead_in(tokens.forms, span.start, lang), span.end))
    parts, start = [], 0
    for at in range(len(tokens.forms) + 1):
        if at == len(tokens.forms) or at in gone or tokens.forms[at] in _BREAKS or _new_line(tokens, at):
            parts.append((start, at))
            start = at if at not in gone and _new_line(tokens, at) else at + 1
    return [part for part in parts if part[0] < part[1]]


def _lead_in(forms: list[str], start: int, lang: str) -> int:
    """Like "durante unas [2 horas]", "antes del [viernes]": the words that only lead up to a time go with it."""
    about, day_words = one(lang, "about"), one(lang, "calendar", "day_words")
    while start > 0 and (forms[start - 1] in about or forms[start - 1] in day_words):
        start -= 1
    return start


def _new_line(tokens: Tokens, at: int) -> bool:
    return 0 < at < len(tokens.forms) and "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]


def trimmed(tokens: Tokens, lang: str, part: tuple[int, int]) -> tuple[int, int]:
    """A part without the words that lead up to it, and up to where something else is said."""
    start, end = part
    lead, trail = own(lang, "lead"), own(lang, "trail")
    while start < end:
        found = lead.at(tokens.forms, start)
        if tokens.is_sign(start):
            start += 1
        elif found and found[1] <= end:
            start = found[1]
        else:
            break
    start = _behind_subject(tokens.forms, start, end)
    end = _clause_end(tokens.forms, start, end, lang)
    while start < end and tokens.text[tokens.ends[end - 1] : tokens.ends[end - 1] + 1] in ("'", "’"):
        end -= 1  # the "jusqu" of "jusqu'au 20"
    while start < end and (
        tokens.is_sign(end - 1) or (tokens.forms[end - 1] in trail and not _counted(tokens, end - 1))
    ):
        end -= 1
    return start, end


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
    """Where something else begins: "gratis", "a quien lo necesite", "porque …"; the first word is always said."""
    ends = own(lang, "ends")
    return next((at for at in range(start + 1, end) if (found := ends.at(forms, at)) and found[1] <= end), end)


def _done(tokens: Tokens, lang: str, part: tuple[int, int]) -> tuple[int, int]:
    """What is done, where it is told first who does it: "a lawyer and can give advice", "una amiga que da clases"."""
    forms, lead = tokens.forms, one(lang, "lead")
    for at in range(part[0] + 1, min(part[0] + _SUBJECT, part[1] - 2)):
        if forms[at] in _THAT and len(forms[at + 1]) > 1 and forms[at + 1] not in _SMALL and lead.at(forms, at + 1):
            done = trimmed(tokens, lang, (at + 1, part[1]))
            return done if done[0] < done[1] else part
    return part
