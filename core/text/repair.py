"""Which known word is meant by one that is a letter off? Looked up by what is left when one letter is taken away."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

SHORTEST = 5
_LONGEST = 20


class Near:
    """Words that may be typed with a letter wrong, missing, too many or misplaced. The first letter is sure."""

    def __init__(self, words: Iterable[str], known: Iterable[str] = ()) -> None:
        """`known` are words that are well spelt and stay as they are."""
        meant = {word for word in words if SHORTEST <= len(word) <= _LONGEST}
        self._words = frozenset((*meant, *known))
        self._by_rest: dict[
            str, str
        ] = {}  # the words with that rest, parted by spaces: a list for each takes twice as much
        for word in sorted(meant):
            for rest in {word, *_rests(word)}:
                before = self._by_rest.get(rest)
                self._by_rest[rest] = f"{before} {word}" if before else word

    def word(self, form: str) -> str | None:
        """The one word that `form` is a letter off from; None if it is known, short, or could be two words."""
        if not SHORTEST <= len(form) <= _LONGEST or form in self._words:
            return None
        near = {word for rest in {form, *_rests(form)} for word in self._by_rest.get(rest, "").split()}
        near = {word for word in near if word[0] == form[0] and OSA.distance(word, form) == 1}
        return near.pop() if len(near) == 1 else None


def _rests(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
