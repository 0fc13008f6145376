"""Which known phrase begins at this word? A table of phrases, looked up by their first word, the longest winning."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from .tokens import forms_of

Value = TypeVar("Value")
# Arabic writes and, in, to, by, as together with the next word.
_CLITICS = "وفبلك"
_SHORTEST = 3
_REACH = 4  # words of a phrase that is looked for from its end


class Phrases(Generic[Value]):
    """Phrases and what they mean. The first meaning given to a phrase stays."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        table: dict[tuple[str, ...], Value] = {}
        for phrase, value in entries:
            table.setdefault(tuple(forms_of(phrase)), value)
        longest_first = sorted((entry for entry in table.items() if entry[0]), key=lambda entry: -len(entry[0]))
        begun = dict.fromkeys(forms[0] for forms, _value in longest_first)
        self._alone: dict[str, Value] = {first: table[first,] for first in begun if (first,) in table}
        self._longer: dict[str, dict[str, list[tuple[list[str], Value]]]] = {}  # by the first word and the second
        for (first, *rest), value in longest_first:
            if rest:
                self._longer.setdefault(first, {}).setdefault(rest[0], []).append((rest[1:], value))
        self._joined: dict[str, str] = {}  # a first word with what Arabic writes together with it → that word
        for first in begun:
            for joined in _with_clitics(first):
                if joined not in begun:
                    self._joined.setdefault(joined, first)
        self._firsts = frozenset((*begun, *self._joined))

    @property
    def firsts(self) -> frozenset[str]:
        """Every word at which a phrase may begin, with and without what Arabic writes together with it."""
        return self._firsts

    def telling(self) -> frozenset[str]:
        """Words one of which stands wherever a phrase does: its last, as the first is often small ("una hora")."""
        joined = (word for word, first in self._joined.items() if first in self._alone)
        lasts = (
            (second, *rest)[-1]
            for begun in self._longer.values()
            for second, phrases in begun.items()
            for rest, _value in phrases
        )
        return frozenset((*self._alone, *joined, *lasts))

    def at(self, forms: list[str], at: int) -> tuple[Value, int] | None:
        """The longest phrase that begins at word `at`: its value and the place after it, or None."""
        if at >= len(forms) or forms[at] not in self._firsts:
            return None
        first, after = forms[at], at + 1
        first = self._joined.get(first, first)
        if first in self._longer and after < len(forms):
            for rest, value in self._longer[first].get(forms[after], ()):
                end = after + 1 + len(rest)
                if forms[after + 1 : end] == rest:
                    return value, end
        return (self._alone[first], after) if first in self._alone else None

    def all_in(self, forms: list[str]) -> list[tuple[int, int, Value]]:
        """Every place where a phrase begins: from, to, its value. Most messages have none, which one look tells."""
        if self._firsts.isdisjoint(forms):
            return []
        begun = [at for at, form in enumerate(forms) if form in self._firsts]
        return [(at, found[1], found[0]) for at in begun if (found := self.at(forms, at))]

    def begins(self, forms: list[str], end: int) -> int | None:
        """Where the longest phrase begins that ends there, or None."""
        starts = range(max(end - _REACH, 0), end)
        return next((at for at in starts if (found := self.at(forms[:end], at)) and found[1] == end), None)

    def whole(self, forms: list[str]) -> Value | None:
        """The value of the phrase that is exactly these words, or None."""
        if len(forms) < 2:
            return self._alone.get(forms[0]) if forms else None
        phrases = self._longer.get(forms[0], {}).get(forms[1], ())
        return next((value for rest, value in phrases if rest == forms[2:]), None)

    def __contains__(self, form: object) -> bool:
        return form in self._alone

    def single_words_in_order(self) -> list[str]:
        """The phrases that are one word, in the order of their table."""
        return list(self._alone)

    def single_words(self) -> list[str]:
        """The phrases that are one word."""
        return sorted(self._alone)


def _with_clitics(first: str) -> Iterator[str]:
    if len(first) < _SHORTEST or not "\u0620" <= first[0] <= "\u064a":
        return
    yield from (clitic + first for clitic in _CLITICS if not (clitic == "ل" and first[0] == "ل"))
    yield "لل" + first.removeprefix("ال")
