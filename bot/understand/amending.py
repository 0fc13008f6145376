"""What is to be changed of what was understood: "not in Tela but in Danlí", "add that …", «شيل اليوم», "1 hour more"?

Only the shape of the words is read here; what stands for what, the draft itself tells (bot/conversation/amended.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from core.text.clean import clean

from .details import demands_at, is_part, kind_named
from .instead import before_closing, behind_opening
from .lexis.lexicon import keyed, one
from .lexis.phrases import Phrases
from .lexis.tokens import Tokens, tokenise

_LONGEST, _MOST, _BRIEF = 200, 30, 8  # letters; words and signs; words that name a part which is not right
_QUOTES = "«»\"“”„‚‘’'"
_COLON = ":"
_WAYS = ("more", "less", "earlier", "later")
_TELLING = (
    *(*_WAYS, "not", "but", "put", "change", "add", "drop", "as_it_was", "leave_it", "wrong"),
    *("please_add", "demands"),
)


class Amendment(NamedTuple):
    """One reading of a correction.

    `way`: "keep" (what is asked anew stays; `plainly`: as it was), "last" (what was said last goes), "wrong"
    (something is), "drop" (`old` or `part` goes), "part" (that part is wrong, `new` in its place), "named" (`new`
    stands right behind that part), "more", "less", "earlier", "later" (by `new`), "instead" (`new` for `old`; '' where
    only `old` is said), "add" (`new` comes to it), "note" (the same, asked politely), "must" (`new`, which says how who
    comes has to be, comes to it), "put" (`new` is to stand there), "opened" (`new` behind words that take back others),
    "alone" (nothing else).
    """

    way: str
    new: str = ""
    old: str = ""
    part: str = ""
    plainly: bool = False  # it stands behind a colon or between quotation marks, or is "rather" so


def amendments(text: str, lang: str) -> list[Amendment]:
    """All that the words may correct, the surest first; [] for most words."""
    tokens = tokenise(clean(text, _LONGEST))
    if not tokens.forms or len(tokens.forms) > _MOST or len(text) > _LONGEST:
        return []
    if _telling(lang).isdisjoint(tokens.forms):
        return [Amendment("alone", tokens.said(0, len(tokens.forms)))]
    reading = _Reading(tokens, lang)
    ways = (
        reading.kept,
        reading.dropped,
        reading.parts,
        reading.moved,
        reading.contrasts,
        reading.added,
        reading.put,
        reading.opened,
        reading.demanded,
    )
    return [found for way in ways for found in way()]


@cache
def _table(lang: str, name: str) -> Phrases[str]:
    return one(lang, "amend", name)


@cache
def _telling(lang: str) -> frozenset[str]:
    """Words of which every correction has one; most answers have none."""
    said = (one(lang, "instead", name) for name in ("hold", "rather", "behind"))
    tables = (*(_table(lang, name) for name in _TELLING), *said, one(lang, "small", "in_place"), keyed(lang, "parts"))
    return frozenset().union(*(table.firsts for table in tables))


class _Reading:
    """One message, looked at for each way in which people correct."""

    def __init__(self, tokens: Tokens, lang: str) -> None:
        self.tokens, self.forms, self.lang = tokens, tokens.forms, lang
        self.begun, self.rather = behind_opening(tokens)
        self.end, self.closed = before_closing(tokens)
        self.segments = list(self._segments(self.begun))

    # ---- where words stand --------------------------------------------------------------------------------------

    def _at(self, name: str, at: int) -> int:
        """The place behind a phrase of that list at `at`, 0 where none is."""
        found = _table(self.lang, name).at(self.forms, at)
        return found[1] if found else 0

    def _all(self, name: str) -> list[tuple[int, int]]:
        return [(at, end) for at, end, _said in _table(self.lang, name).all_in(self.forms)]

    def _segments(self, start: int) -> Iterator[tuple[int, int]]:
        """What stands between signs."""
        begun = start
        for at in range(start, len(self.forms) + 1):
            if self.tokens.is_sign(at):
                if at > begun:
                    yield begun, at
                begun = at + 1

    def _said(self, start: int, end: int) -> str:
        """The words without signs around them."""
        while start < end and self.tokens.is_sign(start):
            start += 1
        while start < end and (self.tokens.is_sign(end - 1) or self._at("but", end - 1) == end):
            end -= 1
        return self.tokens.said(start, end)

    def _is_small(self, start: int, end: int, beside: str = "", *, parts: bool = False) -> bool:
        """Whether nothing is said there but small words, phrases of the list `beside` and, with `parts`, those."""
        at = start
        while at < end:
            part = keyed(self.lang, "parts").at(self.forms, at) if parts else None
            beside_it = self._at(beside, at) if beside else 0
            ends = (self._at("lead", at), self._holds(at), part[1] if part else 0, beside_it)
            at = max(at + 1 if self.tokens.is_sign(at) else 0, *ends)
            if not at:
                return False
        return True

    def _holds(self, at: int) -> int:
        """The place behind a word of this language that halts or says "rather"; Portuguese "no" does neither."""
        said = (one(self.lang, "instead", name).at(self.forms, at) for name in ("hold", "rather"))
        return next((found[1] for found in said if found), 0)

    def _behind_holds(self, end: int) -> int:
        """Where it begins behind "no", "wait", "sorry"."""
        at = self.begun
        while at < end and (self.tokens.is_sign(at) or self._holds(at) or self._at("not", at)):
            at = max(at + 1, self._holds(at))
        return at

    def _behind_small(self, at: int, end: int) -> int:
        while at < end and (self.tokens.is_sign(at) or self._at("lead", at)):
            at = max(at + 1, self._at("lead", at))
        return min(at, end)

    def _parts_in(self, start: int, end: int) -> list[str]:
        found = keyed(self.lang, "parts").all_in(self.forms[start:end])
        return list(dict.fromkeys(part for _at, _end, part in found))

    # ---- ways to correct ----------------------------------------------------------------------------------------

    def kept(self) -> Iterator[Amendment]:
        """ "never mind, leave it as it was"."""
        for name in ("as_it_was", "leave_it"):
            for at, end in self._all(name):
                if self._is_small(0, at) and self._is_small(end, len(self.forms)):
                    yield Amendment("keep", plainly=name == "as_it_was")
                    return

    def dropped(self) -> Iterator[Amendment]:
        """ "quita el día", "take out the hours", "borra lo último"."""
        for start, end in self.segments:
            gone = self._at("drop", start)
            if not gone or gone >= end:
                continue
            at = self._behind_small(gone, end)
            if self._at("last", gone) or self._at("last", at):
                yield Amendment("last")
            elif part := keyed(self.lang, "parts").at(self.forms, at):
                yield Amendment("drop", part=part[0])
            elif put := next((place for place in range(gone + 1, end) if self._at("put", place)), 0):
                yield Amendment("instead", self._said(self._at("put", put), end), self._said(gone, put))
            else:
                yield Amendment("drop", old=self._said(gone, end))

    def parts(self) -> Iterator[Amendment]:
        """ "the place is wrong, we are in Luxor", "el día, mejor el lunes", "cambia las horas", «المكان الجيزة»."""
        named_first = keyed(self.lang, "parts").at(self.forms, self.begun)
        if named_first and self.begun < named_first[1] < len(self.forms):
            yield Amendment("named", self._said(named_first[1], len(self.forms)), part=named_first[0])
        for which, (start, end) in enumerate(self.segments):
            named = self._parts_in(start, end)
            behind = self._said(self.segments[which + 1][0], len(self.forms)) if self.segments[which + 1 :] else ""
            wrong = any(start <= at < end for at, _end in self._all("wrong"))
            if not named and wrong and self._is_small(start, end, "wrong"):
                yield from (Amendment("opened", behind, plainly=True), Amendment("wrong"))
            if len(named) != 1 or end - start > _BRIEF:
                continue
            if wrong or (behind and not which and is_part(self._said(start, end), self.lang)):
                yield Amendment("part", behind, part=named[0])
            elif any(self._at("change", at) for at in range(start, end)):
                yield from self._part_changed(start, end, named[0])

    def _part_changed(self, start: int, end: int, part: str) -> Iterator[Amendment]:
        """ "cámbiale el lugar a Comayagua", "the hours I wanted to change"."""
        changed = next(at for at in range(start, end) if self._at("change", at))
        at = self._behind_small(self._at("change", changed), end)
        found = keyed(self.lang, "parts").at(self.forms, at) if at < end else None
        if found and (to := self._at("to", found[1])) and to < len(self.forms):
            yield Amendment("part", self._said(to, len(self.forms)), part=part)
        elif found and found[1] < end and self._is_arabic(found[1]):
            yield Amendment("part", self._said(found[1], len(self.forms)), part=part)
        elif self._is_small(start, end, "change", parts=True):
            yield Amendment("part", part=part)

    def _is_arabic(self, at: int) -> bool:
        return "\u0600" < self.forms[at][0] < "\u06ff"

    def moved(self) -> Iterator[Amendment]:
        """ "una hora más", "half an hour less", "one day earlier", «نقصوا ساعة»."""
        for way in _WAYS:
            for at, end in self._all(way):
                before, behind = self._said(self.begun, at), self._said(end, len(self.forms))
                led = self._at("lead", at - 1) if at else 0
                if led < end and bool(before) != bool(behind):
                    yield Amendment(way, before or behind)

    def contrasts(self) -> Iterator[Amendment]:
        """ "no es en Tela, es en Danlí", "two hours, not three", "el viernes no, el lunes", "4 instead of 3"."""
        size = len(self.forms)
        for at, end in self._all("not"):
            small = self._is_small(0, at)
            if end >= size or (small and (self.tokens.is_sign(end) or self._holds(end))):
                continue  # "no, …", "no, rather …": it denies nothing behind it
            if small:
                yield from self._denied_first(end)
                if not kind_named(self._said(0, at), self.lang):
                    continue
            if self.tokens.is_sign(end) and self._said(end, size):
                begun = max((b for b, e in self.segments if b <= at), default=0)
                yield Amendment("instead", self._said(end, size), self._said(begun, at))
            else:
                yield Amendment("instead", self._said(self._behind_holds(at), at), self._said(end, size))
        for at, end, _said in one(self.lang, "small", "in_place").all_in(self.forms):
            if end < size and self._said(self.begun, at):
                yield Amendment("instead", self._said(self.begun, at), self._said(end, size))
            elif end < size:
                yield from self._denied_first(end, also="put")
        for at, end in self._all("but"):
            if self.begun < at and end < size:  # "I said friday but it's thursday"
                yield Amendment("instead", self._said(end, size), self._said(self.begun, at))
        yield from self._changed()

    def _denied_first(self, start: int, also: str = "but") -> Iterator[Amendment]:
        size = len(self.forms)
        for at in range(start + 1, size):
            if self.tokens.is_sign(at) or self._at("but", at) or self._at(also, at):
                new = self._said(max(at + 1, self._at("but", at)), size)
                if new:
                    yield Amendment("instead", new, self._said(start, at))
        yield Amendment("instead", "", self._said(start, size))

    def _changed(self) -> Iterator[Amendment]:
        """ "cambia contador por abogado"."""
        size = len(self.forms)
        for at, end in self._all("change"):
            if self._is_small(0, at):
                for place in range(end + 1, size):
                    if (to := self._at("to", place)) and to < size:
                        yield Amendment("instead", self._said(to, size), self._said(end, place))
                    elif self._at("put", place):
                        yield Amendment("instead", self._said(place + 1, size), self._said(end, place))

    def added(self) -> Iterator[Amendment]:
        """ "agrega que es para niños"."""
        end = self._at("add", self.begun) or self._at("add", 0)
        if end and (new := self._said(end, len(self.forms))):
            yield Amendment("add", new, plainly=self.tokens.is_sign(end))
        end = self._at("please_add", self.begun)
        if end and (new := self._said(end, len(self.forms))):
            yield Amendment("note", new)

    def demanded(self) -> Iterator[Amendment]:
        """ "it has to be a woman", "il faut qu'il parle wolof"."""
        if demands_at(self.tokens, self.begun, self.lang):
            yield Amendment("must", self._said(self.begun, len(self.forms)))

    def put(self) -> Iterator[Amendment]:
        """ "así no, escribe: taller de costura", "call it «our accounts»"."""
        plain = [found for found in self._all("change") if self.forms[found[1] : found[1] + 1] == [_COLON]]
        for at, end in (*plain, *self._all("put")):
            begins = at in (0, self.begun) or self.tokens.is_sign(at - 1) or self._is_small(0, at)
            if begins and end < len(self.forms) and self._said(end, len(self.forms)):
                plainly = self.forms[end] in _QUOTES or self.forms[end] == _COLON
                new = self.tokens.text[self.tokens.starts[end] :].strip(_QUOTES + _COLON + " .")
                yield Amendment("put", new, plainly=plainly)
                return

    def opened(self) -> Iterator[Amendment]:
        """ "espera, me equivoqué, es en Danlí", "in the morning instead", "correction: computer classes"."""
        size = len(self.forms)
        if self.begun and self.begun < size and self.forms[self.begun - 1] == _COLON:
            yield Amendment("put", self._said(self.begun, size), plainly=True)
        if (self.begun or self.closed) and self.begun < self.end:
            yield Amendment("opened", self._said(self.begun, self.end), plainly=self.rather or self.closed)
        elif not self.begun and size:
            yield Amendment("alone", self._said(0, size))
