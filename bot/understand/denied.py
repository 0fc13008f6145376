"""Which needs are denied? "On n'a pas besoin de plombier" and "we don't need a plumber" ask for none."""

from .cues.intents import LISTINGS, Found
from .lexis.lexicon import small
from .lexis.tokens import Tokens

_NOT, _BEHIND = small("not_needing"), small("not_behind_need")
_NEED, _WE_NEED = small("a_need"), small("we_need")
_WE, _ONLY = small("we_who_need"), small("need_only")
_BUT = small("but_then")
_BEFORE, _NEAR = 4, 2  # tokens before the need among which "we" stands, and behind it "only"
_EVER_MORE = "en"  # "de plus en plus besoin"
_CLEAR = 1.75  # more than a "no" at the beginning


def without_denied(tokens: Tokens, found: list[Found]) -> list[Found]:
    """The cues without those of needs that are denied; where nothing else is asked or offered, what we do not need is
    called off.
    """
    needs = [cue for cue in found if cue.intent == "post_need"]
    if not needs or _NOT.isdisjoint(tokens.forms):
        return found
    denied = [at for at in range(len(tokens.forms)) if _is_denied(tokens.forms, at)]
    if not denied:
        return found
    left = [cue for cue in found if cue.intent != "post_need" or not _says(tokens, cue, denied)]
    ours = [at for at in denied if _is_ours(tokens.forms, at) and _BUT.isdisjoint(tokens.forms[at:])]
    if ours and not any(cue.intent in LISTINGS for cue in left):
        left.append(Found("cancel", (ours[0] - 1, ours[0]), (), _CLEAR))
    return left


def _is_denied(forms: list[str], at: int) -> bool:
    """Whether a word of need stands there behind "not", and not before "only"."""
    if forms[at] not in _NEED and forms[at] not in _WE_NEED:
        return False
    if not _ONLY.isdisjoint(forms[at + 1 : at + 1 + _NEAR]):
        return False
    before = at and forms[at - 1] in _NOT and (at < _NEAR or forms[at - 2] != _EVER_MORE)
    return bool(before) or (not _BEHIND.isdisjoint(forms[at + 1 : at + 2]) and forms[at] in _WE_NEED)


def _says(tokens: Tokens, cue: Found, denied: list[int]) -> bool:
    """Whether this cue is of a denied need: it holds its word, ends at it, or begins right behind it."""
    beside = (
        at in cue.places or at == cue.end or (at < cue.start <= at + _NEAR and not tokens.is_sign(cue.start - 1))
        for at in denied
    )
    return any(beside)


def _is_ours(forms: list[str], at: int) -> bool:
    return forms[at] in _WE_NEED or not _WE.isdisjoint(forms[max(at - _BEFORE, 0) : at])
