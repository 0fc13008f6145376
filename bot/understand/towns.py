"""Which town does a message name? Known ones, and names written large after "en", "in", "à" …, as they were typed."""

from functools import lru_cache
from pathlib import Path

from .lexicon import keyed, one
from .phrases import Phrases
from .tokens import Tokens
from .values import Span

_FILE = Path(__file__).parent / "data" / "towns.txt"
_JOINS = frozenset({"de", "del", "la", "los", "las", "el", "do", "da", "dos", "al"})
# Written large after "en", and yet no town.
_NO_TOWN = frozenset(
    (
        "excel",
        "word",
        "photoshop",
        "instagram",
        "facebook",
        "whatsapp",
        "canva",
        "powerpoint",
        "google",
        "internet",
        "pdf",
    )
)


def find_town(tokens: Tokens, lang: str, taken: list[Span]) -> Span | None:
    """The first town that a preposition or an Arabic clitic leads in, both together; `taken` is passed over."""
    gone = {at for span in taken for at in range(span.start, span.end)}
    leads = {at: end for at, end, _ in one(lang, "in_words").all_in(tokens.forms)}
    alone = [at for at, _, _ in _towns().all_in(tokens.forms) if at not in leads]
    for at in sorted([*leads, *alone]):
        start = leads.get(at, at)
        if at in gone or start in gone or start >= len(tokens.forms):
            continue
        end = _known(tokens, start, at in leads)
        if end is None and at in leads and at:
            end = _written_large(tokens, start, lang)
        if end:
            return Span(at, end, _as_typed(tokens, start, end))
    return None


def _known(tokens: Tokens, at: int, led: bool) -> int | None:
    """The place after a known town; without a preposition it needs an Arabic clitic (فطنجة) or a comma before it."""
    found = _towns().at(tokens.forms, at)
    if found is None:
        return None
    clitic = tokens.forms[at][0] in "فبل" and found[0] != tokens.forms[at] and found[1] == at + 1
    return found[1] if led or (clitic and at) else None


def _written_large(tokens: Tokens, at: int, lang: str) -> int | None:
    end = at
    while end < len(tokens.forms) and (_is_large(tokens, end) or (end > at and tokens.forms[end] in _JOINS)):
        end += 1
    while end > at and tokens.forms[end - 1] in _JOINS:
        end -= 1
    if end == at or tokens.forms[at] in _NO_TOWN or keyed(lang, "languages").at(tokens.forms, at):
        return None
    return end


def _is_large(tokens: Tokens, at: int) -> bool:
    said = tokens.said(at, at + 1)
    return said[0].isupper() and said[1:2].islower()


def _as_typed(tokens: Tokens, start: int, end: int) -> str:
    """The town without its clitic: فطنجة is طنجة."""
    said, found = tokens.said(start, end), _towns().at(tokens.forms, start)
    clitic = found is not None and end == start + 1 and found[0] == tokens.forms[start][1:]
    return said[1:] if clitic else said


@lru_cache(maxsize=1)
def _towns() -> Phrases[str]:
    from .tokens import forms_of

    names = [line.strip() for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return Phrases((name, " ".join(forms_of(name))) for name in names if name and not name.startswith("#"))
