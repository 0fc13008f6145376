"""Which known word is meant by one that is a letter off? Compared with the words of its first letter and length."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
_LONGEST = 20


class Near:
    """Words that may be typed with a letter wrong, missing, too many or misplaced. The first letter is sure."""

    def __init__(self, words: Iterable[str], known: Iterable[str] = ()) -> None:
        """`known` are words that are well spelt and stay as they are."""
        meant = {word for word in words if SHORTEST <= len(word) <= _LONGEST}
        self._words = frozenset((*meant, *known))
        by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)  # by first letter and length
        for word in sorted(meant):
            by_shape[word[0], len(word)].append(word)
        self._about: dict[tuple[str, int], list[list[str]]] = defaultdict(list)  # at most one letter shorter or longer
        for (first, length), alike in sorted(by_shape.items()):
            for about in (length - 1, length, length + 1):
                self._about[first, about].append(alike)

    def word(self, form: str) -> str | None:
        """The one word that `form` is a letter off from; None if it is known, short, or could be two words."""
        if not SHORTEST <= len(form) <= _LONGEST or form in self._words:
            return None
        near: list[str] = []
        for choices in self._about.get((form[0], len(form)), ()):
            found = process.extract(form, choices, scorer=OSA.distance, score_cutoff=1, limit=2)
            near += [word for word, _distance, _place in found]
        return near[0] if len(near) == 1 else None
