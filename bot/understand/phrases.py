"""Which known phrase begins at this word? A table of phrases, looked up by their first word, the longest winning."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from .tokens import forms_of

Value = TypeVar("Value")
# Arabic writes and, in, to, by, as together with the next word.
_CLITICS = "وفبلك"
_SHORTEST = 3


class Phrases(Generic[Value]):
    """Phrases and what they mean. The first meaning given to a phrase stays."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        table: dict[tuple[str, ...], Value] = {}
        for phrase, value in entries:
            table.setdefault(tuple(forms_of(phrase)), value)
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for forms, value in sorted(table.items(), key=lambda entry: -len(entry[0])):
            if forms:
                self._by_first.setdefault(forms[0], []).append((forms, value))
        self._alone = frozenset(forms[0] for forms in table if len(forms) == 1)
        self._led = dict(self._by_first)
        for first, phrases in self._by_first.items():
            for joined in _with_clitics(first):
                self._led.setdefault(joined, phrases)

    @property
    def firsts(self) -> frozenset[str]:
        """Every word at which a phrase may begin, with and without what Arabic writes together with it."""
        return frozenset(self._led)

    def at(self, forms: list[str], at: int) -> tuple[Value, int] | None:
        """The longest phrase that begins at word `at`: its value and the place after it, or None."""
        if at >= len(forms):
            return None
        for phrase, value in self._led.get(forms[at], ()):
            end = at + len(phrase)
            if len(phrase) == 1 or tuple(forms[at + 1 : end]) == phrase[1:]:
                return value, end
        return None

    def all_in(self, forms: list[str]) -> list[tuple[int, int, Value]]:
        """Every place where a phrase begins: from, to, its value. One look at each word, as most messages have none."""
        led = self._led
        begun = [at for at, form in enumerate(forms) if form in led]
        return [(at, found[1], found[0]) for at in begun if (found := self.at(forms, at))]

    def whole(self, forms: list[str]) -> Value | None:
        """The value of the phrase that is exactly these words, or None."""
        wanted = tuple(forms)
        for phrase, value in self._by_first.get(forms[0], ()) if forms else ():
            if phrase == wanted:
                return value
        return None

    def __contains__(self, form: object) -> bool:
        return form in self._alone

    def single_words_in_order(self) -> list[str]:
        """The phrases that are one word, in the order of their table."""
        return [first for first, phrases in self._by_first.items() if any(len(phrase) == 1 for phrase, _ in phrases)]

    def single_words(self) -> list[str]:
        """The phrases that are one word."""
        return sorted(self._alone)


def _with_clitics(first: str) -> Iterator[str]:
    if len(first) < _SHORTEST or not "\u0620" <= first[0] <= "\u064a":
        return
    yield from (clitic + first for clitic in _CLITICS if not (clitic == "ل" and first[0] == "ل"))
    yield "لل" + first.removeprefix("ال")
