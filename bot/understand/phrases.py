"""Which known phrase begins at this word? A table of phrases, looked up by their first word, the longest winning."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from .tokens import forms_of

Value = TypeVar("Value")
# Arabic writes and, in, to, by, as together with the next word.
_CLITICS = "وفبلك"


class Phrases(Generic[Value]):
    """Phrases and what they mean. The first meaning given to a phrase stays."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        table: dict[tuple[str, ...], Value] = {}
        for phrase, value in entries:
            table.setdefault(tuple(forms_of(phrase)), value)
        self._by_first: dict[str, list[tuple[list[str], Value]]] = {}
        for forms, value in sorted(table.items(), key=lambda entry: -len(entry[0])):
            if forms:
                self._by_first.setdefault(forms[0], []).append((list(forms), value))

    def at(self, forms: list[str], at: int) -> tuple[Value, int] | None:
        """The longest phrase that begins at word `at`: its value and the place after it, or None."""
        if at >= len(forms):
            return None
        first = forms[at]
        known = self._by_first.get(first)
        if known is None:
            known = self._without_clitic(first)
        for phrase, value in known or ():
            end = at + len(phrase)
            if len(phrase) == 1 or forms[at + 1 : end] == phrase[1:]:
                return value, end
        return None

    def whole(self, forms: list[str]) -> Value | None:
        """The value of the phrase that is exactly these words, or None."""
        for phrase, value in self._by_first.get(forms[0], ()) if forms else ():
            if phrase == forms:
                return value
        return None

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and any(len(phrase) == 1 for phrase, _ in self._by_first.get(form, ()))

    def single_words(self) -> list[str]:
        """The phrases that are one word."""
        return [first for first, phrases in self._by_first.items() if any(len(phrase) == 1 for phrase, _ in phrases)]

    def _without_clitic(self, first: str) -> list[tuple[list[str], Value]] | None:
        if len(first) < 4 or first[0] not in _CLITICS:
            return None
        if first.startswith("لل"):
            return self._by_first.get("ا" + first[1:]) or self._by_first.get(first[2:])
        return self._by_first.get(first[1:])
