"""What is each word of a message? Which are a title or a name, what each number counts, and where another act begins.

The shared layers of the reader (reader.py) and four above them that learnt again for words. Of each word its pieces are
taken in the mean; what the grammars know of it stands beside it for titles. Kept in one file, which numpy alone reads;
`python -m bench.titles` learns it. ENCODER=off leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.understanding.reader import MOST, READER, above, tables_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

COUNTS = ("none", "hours", "clock", "date", "things", "code")
"""What a number may be: hours of work, a time of day, of a date or so many days, so many things, or what is called by a
number; "none" is no number.
"""
FOR_OTHERS = ("O", "B-words", "I-words", "B-more", "I-more")
"""What a word may be of a message part of which others are to read: of what they read, or of what is added to that."""
WIDE = 5
_FAR = 20.0  # words, by which places in the text are divided
_KEPT = 64  # messages


class Tagger:
    """The net of one file, with the marks and the kinds that it knows. Safe to share between threads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._rows = lru_cache(_KEPT)(self._read_rows)

    def load(self) -> bool:
        """Read the file now; whether there is one and it is not left out."""
        return READER.load() and self.file.exists() and bool(self._model)

    def forget(self) -> None:
        """Read the file anew when it is asked next."""
        self.__dict__.pop("_model", None)
        self._rows.cache_clear()

    def titles(
        self, said: Sequence[str], glued: Sequence[bool], marks: Sequence[str], kind: str
    ) -> tuple[Floats, Floats] | None:
        """A row a word and a column a label, and the weights of one label behind another; None where it is left out.

        `said`: the words as typed, Arabic in its own letters; `glued`: whether no space stands before; `marks`: letters
        for what is known of each.
        """
        return labelled(self._model, self.rows(said, glued), marks, kind) if self.load() else None

    def rows(self, said: Sequence[str], glued: Sequence[bool]) -> Floats:
        """What each word means where it stands, a row a word, for other models to go on with; 0 for ''."""
        return self._rows(tuple(said), tuple(glued))

    def numbers(self, said: Sequence[str], glued: Sequence[bool], asked: str = "") -> Floats | None:
        """A row a word, and how likely it is each of COUNTS. `asked`: "hours", "day", "draft", "card" or ""."""
        if not self.load():
            return None
        return _shares(self._of_words(said, glued, asked) @ self._model["counts"] + self._model["counts_bias"])

    def names(self, said: Sequence[str], glued: Sequence[bool], screen: str) -> tuple[Floats, Floats] | None:
        """A row a word and a column a label of names (spans.py), and the weights of one label behind another."""
        if not self.load():
            return None
        scores = self._of_words(said, glued, screen) @ self._model["names"] + self._model["names_bias"]
        return scores, self._model["name_steps"]

    def for_others(self, said: Sequence[str], glued: Sequence[bool], asked: str) -> tuple[Floats, Floats] | None:
        """A row a word and a column a label of FOR_OTHERS, and the weights of one label behind another. `asked`: why
        they read it (passed.py).
        """
        if not self.load():
            return None
        scores = self._of_words(said, glued, asked) @ self._model["passed"] + self._model["passed_bias"]
        return scores, self._model["passed_steps"]

    def begins(self, said: Sequence[str], glued: Sequence[bool]) -> Floats | None:
        """How likely another act begins at each word."""
        import numpy as np

        if not self.load():
            return None
        scores = self._of_words(said, glued, "") @ self._model["begins"] + self._model["begins_bias"]
        found: Floats = 1 / (1 + np.exp(-scores[:, 0]))
        return found

    def _of_words(self, said: Sequence[str], glued: Sequence[bool], asked: str) -> Floats:
        import numpy as np

        known = self._model
        kinds = known["kinds"].tolist()
        of_kind = known["asked"][kinds.index(asked if asked in kinds else "")]
        rows = self._rows(tuple(said), tuple(glued))
        seen: Floats = np.maximum(rows @ known["words"] + known["words_bias"] + of_kind, 0)
        return seen

    def _read_rows(self, said: tuple[str, ...], glued: tuple[bool, ...]) -> Floats:
        """What each word means where it stands: the mean of its pieces, 0 for ''."""
        import numpy as np

        rows = np.zeros((len(said), self._model["into"].shape[0]), dtype=np.float32)
        for at, cut in in_windows(said, glued):
            told = above(self._model, READER.below(tuple(piece for word in cut for piece in word)))[1:-1]
            start = 0
            for place, word in enumerate(cut, at):
                if word:
                    rows[place] = told[start : start + len(word)].mean(axis=0)
                start += len(word)
        return rows

    @cached_property
    def _model(self) -> dict[str, Any]:
        return tables_of(self.file)


TAGGER = Tagger(Path(__file__).parent / "data" / "tagger.npz")


def labelled(known: dict[str, Any], rows: Floats, marks: Sequence[str], kind: str) -> tuple[Floats, Floats]:
    """What a net over such rows scores, a row a word and a column a label, and the weights of one label behind another.

    `known`: its tables, with the marks and the kinds that it knows.
    """
    import numpy as np

    besides = beside(marks, kind, known["marks"].tolist(), known["kinds"].tolist())
    seen = np.maximum(rows @ known["into"] + besides @ known["beside"] + known["into_bias"], 0)
    seen = seen + np.maximum(_around(seen) @ known["around"] + known["around_bias"], 0)
    scores: Floats = seen @ known["out"] + known["out_bias"]
    return scores, known["steps"]


def in_windows(said: Sequence[str], glued: Sequence[bool]) -> Iterator[tuple[int, list[list[int]]]]:
    """The words as the pieces of each, as many as are read at once; with the place of the first of them."""
    first, cut, size = 0, list[list[int]](), 0
    for at, (word, joined) in enumerate(zip(said, glued, strict=True)):
        pieces = READER.pieces(word, glued=joined)[: MOST - 2] if word else []
        if size + len(pieces) > MOST - 2:
            yield first, cut
            first, cut, size = at, [], 0
        cut.append(pieces)
        size += len(pieces)
    if cut:
        yield first, cut


def beside(marks: Sequence[str], kind: str, all_marks: Sequence[str], kinds: Sequence[str]) -> Floats:
    """A row a word: 1 for each of its marks, 1 for the kind of text, and how far it is from both ends."""
    import numpy as np

    rows = np.zeros((len(marks), len(all_marks) + len(kinds) + 2), dtype=np.float32)
    places = {mark: at for at, mark in enumerate(all_marks)}
    for at, mark in enumerate(marks):
        rows[at, [places[one] for one in mark if one in places]] = 1
    rows[:, len(all_marks) + list(kinds).index(kind)] = 1
    rows[:, -2] = np.arange(len(marks)) / _FAR
    rows[:, -1] = (len(marks) - np.arange(len(marks))) / _FAR
    return rows


def _around(seen: Floats) -> Floats:
    """Each word's row with those of the words around it in one."""
    import numpy as np

    spaced = np.pad(seen, ((WIDE // 2, WIDE // 2), (0, 0)))
    return np.hstack([spaced[at : at + len(seen)] for at in range(WIDE)])


def _shares(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
