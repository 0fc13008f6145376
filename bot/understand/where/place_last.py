"""Does a place part two services? "We repair computers *online* and teach English" says it of both, so it goes last."""

from bot.understand.cues.intents import find_cues
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understand.services.deeds import INFINITIVE, says_nothing
from bot.understand.services.services import names_service, service_words

from .places import find_remote, on_the_net

_ROMANCE = frozenset(("es", "fr", "pt"))
_AND, _ARABIC_AND, _JOINED = small("list_and") | {"&"}, "و", 4
_DEED = 2  # words: what is done, and to what


def place_last(text: str, lang: str, *, asked: bool = False) -> str:
    """The words with "from a distance" at their end, where it stands before an "and" and a service; else as they are:
    "online and in person" is said of one. Of what is `asked` for, "an online shop and a logo" stays together.
    """
    tokens = tokenise(text)
    for span in find_remote(tokens, lang):
        if asked and span in on_the_net(tokens, lang) and not _is_told(tokens, lang, span.start):
            continue
        behind = tokens.forms[span.end] if span.end < len(tokens.forms) else ""
        if behind not in _AND and not (behind.startswith(_ARABIC_AND) and len(behind) >= _JOINED):
            continue
        start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
        joined = text[end:].lstrip()
        said = tokenise(joined.removeprefix(_ARABIC_AND) if behind not in _AND else joined.split(maxsplit=1)[-1])
        if names_service(said, lang) or _tells_a_deed(said, lang):
            return f"{text[:start].rstrip()}{text[end:].rstrip(' .!')} {text[start:end]}"
    return text


def _is_told(tokens: Tokens, lang: str, end: int) -> bool:
    """Whether a service of several words ends there, which says enough without its "online"."""
    return any(behind == end and behind - begun > 1 for begun, behind in service_words(tokens, lang))


def _tells_a_deed(said: Tokens, lang: str) -> bool:
    """Whether what we do begins there, and to what: «نعلم إنجليزي», "ensinar inglês"."""
    if len(said.words()) < _DEED:
        return False
    first = said.forms[0]
    if lang in _ROMANCE and INFINITIVE.match(first) and not says_nothing(first, lang):
        return True
    return any(cue.start == 0 and cue.intent == "post_offer" for cue in find_cues(said, lang))
