"""What else may a text say that holds typing errors? Its likeliest readings, each with what speaks against it.

Most errors that are not undone make another word that people write (التالي, "next", becomes لتالي), and no list tells
then what was meant. What is there to be found often does: where one reading says the same as an offer, it was meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from operator import itemgetter

from core.matching.common import common

MOST = 4  # readings of a text, and of a word
_UNLIKELY = 4.0  # what costs so much more than the likeliest is not read
_SHORTEST, _LONGEST = 3, 24
_LISTED = 8.4  # the rarity of our own words, at most
# What it costs to believe in an error where there may be none, and the rarity below which a word is what it is: Arabic
# words are short, and of most errors another word comes.
_ERROR, _SURE = 3.0, 10.5
_ERROR_IN_ARABIC, _SURE_IN_ARABIC = 1.0, 8.5
_MENDED = 1.0  # how much likelier the word is that took the place of another

Reading = tuple[str, float]  # and its cost, 0 for the likeliest


def of_word(word: str, mended: str, lang: str, *, listed: bool) -> list[Reading]:
    """What a word may have been meant to be, the likeliest first. `mended`: what it is taken for by who must decide;
    `listed`: our own lists hold it.
    """
    typed = word.lower()
    rarity = common().rarity(typed, lang)
    if listed:
        rarity = min(rarity, _LISTED)
    costs = {word: rarity}
    error, sure = (_ERROR_IN_ARABIC, _SURE_IN_ARABIC) if lang == "ar" else (_ERROR, _SURE)
    if lang == "ar" and len(word) >= _SHORTEST:
        costs |= common().respelled(word)
    if rarity > sure and _SHORTEST <= len(word) <= _LONGEST:
        for near, cost in common().near(typed, lang, MOST):
            costs[near] = min(cost + error, costs.get(near, cost + error))
    if mended != word:
        costs[mended] = min(costs.values()) - _MENDED
    return _likeliest(costs.items())


def of_text(parts: Iterable[tuple[str, list[Reading]]]) -> list[Reading]:
    """The likeliest of a text: of each word, what stands before it and its readings."""
    texts: list[Reading] = [("", 0.0)]
    for before, words in parts:
        texts = _likeliest((text + before + word, cost + more) for text, cost in texts for word, more in words)
    return texts


def _likeliest(costs: Iterable[Reading]) -> list[Reading]:
    best = nsmallest(MOST, costs, key=itemgetter(1))
    least = best[0][1]
    return [(text, cost - least) for text, cost in best if cost - least < _UNLIKELY]
