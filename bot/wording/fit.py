"""What gives way when a text is too long? The longest typed words first, never numbers or the question."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording.screens import Page
from bot.wording.voice import ELLIPSIS, FSI, LRI, PDI
from core.text.clean import cut

Length = Callable[[str], int]


def fit(page_at: Callable[[int], Page], longest: int, length: Length) -> Page:
    """The fullest page within `longest`: `page_at(cap)` composes it with every typed text cut to `cap` characters.

    When our own sentences are too long already, the paragraphs before the question are cut, and last the question.
    """
    shortest = page_at(1)
    if length(shortest.text) > longest:
        return _cut_sentences(shortest, longest, length)
    best = shortest
    low, high = 2, longest
    while low <= high:
        cap = (low + high) // 2
        page = page_at(cap)
        if length(page.text) <= longest:
            best, low = page, cap + 1
        else:
            high = cap - 1
    return best


def shorten(text: str, longest: int, length: Length) -> str:
    """The longest beginning of the text which fits, with "…"; cut between visible characters, isolates closed."""
    if length(text) <= longest:
        return text
    best = ""
    low, high = 0, len(text) - 1
    while low <= high:
        middle = (low + high) // 2
        candidate = _closed(cut(text, middle)) + ELLIPSIS
        if length(candidate) <= longest:
            best, low = candidate, middle + 1
        else:
            high = middle - 1
    return best


def _cut_sentences(page: Page, longest: int, length: Length) -> Page:
    *before, question = page.lines or [""]
    last = Page([question], [], page.choices).text
    room = longest - length("\n\n" + last)
    start = shorten("\n\n".join(before), room, length) if before and room > 0 else ""
    text = f"{start}\n\n{last}" if start else last
    return Page([shorten(text, longest, length)], page.labels, "")


def _closed(text: str) -> str:
    return text + PDI * (text.count(FSI) + text.count(LRI) - text.count(PDI))
