"""Does a place part two services? "We repair computers *online* and teach English" says it of both, so it goes last."""

from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from bot.understand.services.services import names_service

from .places import find_remote

_AND, _ARABIC_AND, _JOINED = small("list_and") | {"&"}, "و", 4


def place_last(text: str, lang: str) -> str:
    """The words with "from a distance" at their end, where it stands before an "and" and a service; else as they are:
    "online and in person" is said of one.
    """
    tokens = tokenise(text)
    for span in find_remote(tokens, lang):
        behind = tokens.forms[span.end] if span.end < len(tokens.forms) else ""
        if behind not in _AND and not (behind.startswith(_ARABIC_AND) and len(behind) >= _JOINED):
            continue
        start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
        if names_service(tokenise(text[end:].lstrip().removeprefix(_ARABIC_AND)), lang):
            return f"{text[:start].rstrip()}{text[end:].rstrip(' .!')} {text[start:end]}"
    return text
