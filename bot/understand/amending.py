"""What do words say of the card of a draft as a whole: that it stays, that something is wrong, or that a part goes?

What they put right of its parts is told by a model (revised.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from core.text.clean import clean

from .details import kind_named
from .instead import behind_opening
from .lexis.lexicon import keyed, one
from .lexis.phrases import Phrases
from .lexis.tokens import Tokens, tokenise

_MOVED = {"earlier": -1, "later": 1}
_LONGEST, _MOST = 200, 30  # letters; words and signs


class Amendment(NamedTuple):
    """`way`: "keep" (what is asked anew stays; `plainly`: as it was), "last" (what was said last goes), "drop" (a part
    goes), "wrong" (a part is, or something), "kind" (it is the other kind of listing: `part`).
    """

    way: str
    part: str = ""
    plainly: bool = False


def amendment(text: str, lang: str) -> Amendment | None:
    """What the words say of it; None for most."""
    tokens = tokenise(clean(text, _LONGEST))
    if not tokens.forms or len(tokens.forms) > _MOST or len(text) > _LONGEST:
        return None
    reading = _Reading(tokens, lang)
    return reading.kept() or next(reading.of_parts(), None) or reading.kind()


@cache
def _table(lang: str, name: str) -> Phrases[str]:
    return one(lang, "amend", name)


def moved(text: str, lang: str) -> tuple[str, int]:
    """What is said beside "earlier" or "later", and -1 or 1; ('', 0) where none of them is."""
    tokens = tokenise(text)
    for way, sign in _MOVED.items():
        for at, end, _said in _table(lang, way).all_in(tokens.forms):
            beside = f"{tokens.text[: tokens.starts[at]]} {tokens.text[tokens.ends[end - 1] :]}".strip()
            if beside:
                return beside, sign
    return "", 0


class _Reading:
    """One message, looked at for each way."""

    def __init__(self, tokens: Tokens, lang: str) -> None:
        self.tokens, self.forms, self.lang = tokens, tokens.forms, lang
        self.segments = list(self._segments(behind_opening(tokens)[0]))

    def kept(self) -> Amendment | None:
        """ "never mind, leave it as it was"."""
        for name in ("as_it_was", "leave_it"):
            for at, end, _said in _table(self.lang, name).all_in(self.forms):
                alone = self._is_small(0, at) and self._is_small(end, len(self.forms))
                if alone or name == "as_it_was":
                    return Amendment("keep", plainly=name == "as_it_was")
        return None

    def of_parts(self) -> Iterator[Amendment]:
        """ "quita el día", "borra lo último", "the hours are wrong", "something is not right"."""
        for start, end in self.segments:
            parts = {part for _at, _end, part in keyed(self.lang, "parts").all_in(self.forms[start:end])}
            named = parts.pop() if len(parts) == 1 else ""
            gone = self._at("drop", start)
            wrong = any(start <= at < end for at, _end, _said in _table(self.lang, "wrong").all_in(self.forms))
            if gone and gone < end and any(self._at("last", at) for at in (gone, self._behind_small(gone, end))):
                yield Amendment("last")
            elif gone:
                yield Amendment("drop", named)
            elif (wrong and (named or (not parts and self._is_small(start, end, "wrong")))) or (
                named and self._is_small(start, end, "change", parts=True) and self._has("change", start, end)
            ):
                yield Amendment("wrong", named)

    def kind(self) -> Amendment | None:
        """ "it is an offer, not a request"."""
        bounds = [at for at in range(-1, len(self.forms) + 1) if self.tokens.is_sign(at) or self._at("but", at)]
        found = {
            kind_named(self.tokens.said(start + 1, end), self.lang)
            for start, end in pairwise(bounds)
            if end > start + 1 and not self._is_denied(start + 1)
        }
        kinds = found - {""}
        return Amendment("kind", kinds.pop()) if len(kinds) == 1 else None

    def _is_denied(self, at: int) -> bool:
        """Whether a no stands there, or before it since the last sign."""
        begun = max((place + 1 for place in range(at) if self.tokens.is_sign(place)), default=0)
        return any(self._at("not", place) for place in range(begun, at + 1))

    def _at(self, name: str, at: int) -> int:
        """The place behind a phrase of that list at `at`, 0 where none is."""
        found = _table(self.lang, name).at(self.forms, at)
        return found[1] if found else 0

    def _has(self, name: str, start: int, end: int) -> bool:
        return any(self._at(name, at) for at in range(start, end))

    def _segments(self, start: int) -> Iterator[tuple[int, int]]:
        """What stands between signs."""
        begun = start
        for at in range(start, len(self.forms) + 1):
            if self.tokens.is_sign(at):
                if at > begun:
                    yield begun, at
                begun = at + 1

    def _is_small(self, start: int, end: int, beside: str = "", *, parts: bool = False) -> bool:
        """Whether nothing is said there but small words, phrases of the list `beside` and, with `parts`, those."""
        at = start
        while at < end:
            part = keyed(self.lang, "parts").at(self.forms, at) if parts else None
            halts = [one(self.lang, "instead", name).at(self.forms, at) for name in ("hold", "rather")]
            ends = [found[1] for found in (*halts, part) if found]
            at = max(
                (at + 1) * self.tokens.is_sign(at), self._at("lead", at), self._at(beside, at) if beside else 0, *ends
            )
            if not at:
                return False
        return True

    def _behind_small(self, at: int, end: int) -> int:
        while at < end and (self.tokens.is_sign(at) or self._at("lead", at)):
            at = max(at + 1, self._at("lead", at))
        return min(at, end)
