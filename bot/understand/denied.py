"""Which needs and offers are denied? "On n'a pas besoin de plombier" asks for none, "we can't teach" offers nothing."""

from core.text.clean import clean

from .cues.intents import DENIED, LISTINGS, REFUSING, Found
from .lexis.leading import listed
from .lexis.lexicon import small
from .lexis.tokens import Tokens, tokenise

_NOT, _PAS = small("not_needing"), small("not_behind_need")
_NEED, _WE_NEED = small("a_need"), small("we_need")
_CAN, _CANNOT = small("we_can"), small("impossible") - _PAS
_WE, _ONLY, _BUT = small("subjects"), small("need_only"), small("condition") | small("but_then")
_BEFORE, _NEAR, _FAR = 4, 2, 4  # tokens: to "we", to what is needed, to what is done
_EVER_MORE = "en"  # "de plus en plus besoin"
_LONGEST = 300
_ANSWERS_FIRST, _WE_VERBS = "لا", ("ن", "ا")
_NOT_MORE = listed("small", "not_more")
_CLEAR = 1.75  # more than a "no" at the beginning


def without_denied(tokens: Tokens, found: list[Found]) -> list[Found]:
    """The cues without those of needs and offers that are denied; what we cannot do is `DENIED`, unless it refuses, and
    what we do not need is called off, where nothing else is asked or offered.
    """
    if (_NOT | _CANNOT).isdisjoint(tokens.forms) or all(cue.intent not in LISTINGS for cue in found):
        return found
    needs = [at for at in range(len(tokens.forms)) if _is_no_need(tokens.forms, at)]
    offers = [at for at in range(len(tokens.forms)) if denies_offer(tokens.forms, at)]
    left = [cue for cue in found if cue.intent != "post_need" or not _says(tokens, cue, needs, _NEAR)]
    left = [cue for cue in left if cue.intent != "post_offer" or not _leads(tokens, cue, needs)]
    beyond = [cue for cue in left if _is_beyond_us(tokens, cue, offers)]
    left = [cue for cue in left if cue not in beyond]
    if all(cue.intent not in REFUSING for cue in left):
        left += [cue._replace(intent=DENIED) for cue in beyond]
    left = [cue for cue in left if cue.intent != "dispute" or cue.start - 1 not in offers]  # "on ne peut pas donner"
    ours = [at for at in needs if _is_ours(tokens.forms, at) and _BUT.isdisjoint(tokens.forms[at:])]
    if ours and not any(cue.intent in LISTINGS for cue in left):
        left.append(Found("cancel", (ours[0] - 1, ours[0]), (), _CLEAR))
    return left


def needs_none(text: str) -> bool:
    """Whether it is denied that something is needed."""
    forms = tokenise(clean(text, _LONGEST)).forms
    return any(_is_no_need(forms, at) for at in range(len(forms)))


def denies_offer(forms: list[str], at: int) -> bool:
    """Whether it stands there that we cannot: "no podemos", "on peut plus", "we can't", «منقدرش»."""
    if forms[at] in _CANNOT:
        return True
    return forms[at] in _CAN and ((at > 0 and forms[at - 1] in _NOT) or not _PAS.isdisjoint(forms[at + 1 : at + 2]))


def _is_no_need(forms: list[str], at: int) -> bool:
    """Whether a word of need stands there behind "not", and not before "only" or "more than"; «لا بدنا سباك» answers
    first, and then asks.
    """
    if forms[at] not in _NEED and forms[at] not in _WE_NEED:
        return False
    if not _ONLY.isdisjoint(forms[at + 1 : at + 1 + _NEAR]):
        return False
    if any(True for _found in _NOT_MORE.all_in(forms[at:])):
        return False
    if at and forms[at - 1] == _ANSWERS_FIRST and not forms[at].startswith(_WE_VERBS):
        return False
    before = at and forms[at - 1] in _NOT and (at < _NEAR or forms[at - 2] != _EVER_MORE)
    return bool(before) or (forms[at] in _WE_NEED and not _PAS.isdisjoint(forms[at + 1 : at + 2]))


def _says(tokens: Tokens, cue: Found, denied: list[int], far: int) -> bool:
    """Whether this cue is of what is denied: it holds its word, ends at it, or begins not far behind it."""
    return any(at in cue.places or at == cue.end or _is_behind(tokens, at, cue.start, far) for at in denied)


def _is_beyond_us(tokens: Tokens, cue: Found, offers: list[int]) -> bool:
    """Whether it offers what they say they cannot do, or only says that they can: «الجمعة ما فينا، السبت فينا»."""
    if cue.intent != "post_offer" or not offers:
        return False
    return _says(tokens, cue, offers, _FAR) or all(tokens.forms[at] in _CAN for at in cue.places)


def _leads(tokens: Tokens, cue: Found, needs: list[int]) -> bool:
    """Whether it only leads up to a need that is denied: "[we do] not need help"."""
    return any(at > cue.end and _NOT.issuperset(tokens.forms[cue.end : at]) for at in needs)


def _is_behind(tokens: Tokens, at: int, start: int, far: int) -> bool:
    between = range(at, start) if at < start <= at + far else ()
    return bool(between) and not any(tokens.is_sign(place) or tokens.forms[place] in _BUT for place in between)


def _is_ours(forms: list[str], at: int) -> bool:
    return forms[at] in _WE_NEED or not _WE.isdisjoint(forms[max(at - _BEFORE, 0) : at])
