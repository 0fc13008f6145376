"""Does somebody say that they are of their organisation no longer? "I left the shelter", «لم أعد أعمل في الجمعية»."""

from __future__ import annotations

from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from core.text.normal import fold

from .kinds import behind_article

_PARTED, _KINDS = listed("presented", "parted"), listed("presented", "kinds")
_NETWORKS = small("networks")  # who leaves the network wants no messages
_LONGEST = 60  # letters: who says more tells a story of something else
_LEADING = 4  # words before it: "buenas, les cuento que …"


def says_parted(text: str, name: str) -> bool:
    """Whether they have left, or want to leave, what is called `name` or is an organisation as theirs is."""
    if len(text) > _LONGEST or "?" in text or "؟" in text:
        return False
    tokens = tokenise(text)
    own = fold(name)
    for start, end, _words in _PARTED.all_in(tokens.forms):
        if start > _LEADING or end >= len(tokens.forms):
            continue
        at = behind_article(tokens, end)
        kind = _KINDS.at(tokens.forms, at)
        alone = kind and tokens.is_sign(kind[1]) and tokens.forms[at] not in _NETWORKS
        rest = fold(tokens.text[tokens.starts[end] :]), fold(tokens.text[tokens.starts[at] :])
        if alone or (own and any(said.startswith(own) for said in rest)):
            return True
    return False
