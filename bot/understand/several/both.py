"""Does one message ask for something and offer something else? "We need an electrician and offer accounting" does."""

from __future__ import annotations

from bot.understand.asked import says_plainly
from bot.understand.cues.intents import find_cues
from bot.understand.lexis.lexicon import one, small
from bot.understand.lexis.sounds import written_out
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.own_part import without_own_part
from bot.understand.services.services import names_service
from core.languages import LANGUAGES
from core.text.clean import clean

_PLAIN = {"need": "post_need", "offer": "post_offer"}
_KINDS, _SURE, _CLEAR = frozenset(_PLAIN.values()), 2.0, 3.0
_LONGEST, _TOKENS = 1000, 150
_AND, _NO_AND = small("list_and") | {"&"}, tuple(small("no_and"))
_BUT, _SUBJECTS = small("condition"), small("subjects")
_SIGNS = frozenset(",;.،؛…!-–•")
_ARABIC_AND, _SHORTEST = "و", 4


def both_of(text: str, lang: str) -> tuple[str, str] | None:
    """The two parts as typed, in order, of which one begins with a need and one with an offer; None for all else."""
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    tokens = written_out(tokenise(clean(text, _LONGEST), _TOKENS), lang)
    if not {cue.intent for cue in without_own_part(tokens, find_cues(tokens, lang), lang)} >= _KINDS:
        return None
    for at in range(1, len(tokens.forms) - 1):
        start = _behind(tokens, lang, at)
        if start is None:
            continue
        parts = tokens.said(0, at), start
        if {kind_of(part, lang) for part in parts} == _KINDS:
            return parts[0], _behind_return(parts[1], lang)
    return None


def _behind_return(part: str, lang: str) -> str:
    """Without the "in return" that leads it in."""
    tokens = tokenise(part, _TOKENS)
    found = one(lang, "small", "in_return").at(tokens.forms, 0)
    return part[tokens.ends[found[1] - 1] :].lstrip(" ,،") if found else part


def _behind(tokens: Tokens, lang: str, at: int) -> str | None:
    """What comes behind an "and", a sign or a new line at this place; None where there is none of them."""
    form, end = tokens.forms[at], len(tokens.forms)
    if form in _AND or form in _SIGNS or form in _BUT:
        return tokens.said(at + 1, end)
    if lang == "ar" and form[0] == _ARABIC_AND and len(form) >= _SHORTEST and not form.startswith(_NO_AND):
        return tokens.said(at, end)[1:]
    new_line = "\n" in tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
    return tokens.said(at, end) if new_line else None


def kind_of(part: str, lang: str) -> str:
    """What a part begins with, where it names a service: post_need or post_offer, else ''."""
    tokens = written_out(tokenise(part, _TOKENS), lang)
    begin, before = 0, (one(lang, "words", "greeting"), one(lang, "small", "in_return"))
    while begin < len(tokens.forms):
        found = next((found for table in before if (found := table.at(tokens.forms, begin))), None)
        if not found and not tokens.is_sign(begin) and tokens.forms[begin] not in _AND | _BUT:
            break
        begin = found[1] if found else begin + 1
    cues = [cue for cue in find_cues(tokens, lang) if cue.intent in _KINDS]
    starts = {begin, begin + (tokens.forms[begin : begin + 1] != [] and tokens.forms[begin] in _SUBJECTS)}
    said = [cue for cue in cues if cue.start in starts and cue.start not in cue.kept]
    if not said:
        return ""
    heaviest = max(said, key=lambda cue: cue.weight)
    plain = _PLAIN.get(says_plainly(tokens.text[tokens.starts[begin] :], lang), "")  # "short videos" are not needed
    plainly = plain == heaviest.intent
    clear = plainly and heaviest.weight >= _CLEAR and heaviest.end < len(tokens.forms)  # "we are looking for a cook"
    if not (clear or names_service(tokens, lang) or any(cue.kept for cue in cues)):
        return ""
    return heaviest.intent if heaviest.weight >= _SURE or plainly else ""
