"""Which cues may begin with a word? Those of a language, looked up by their first two words (data: cuelines.py)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.understand.lexis.lexicon import small
from bot.understand.lexis.sounds import sound
from bot.understand.lexis.tokens import is_figure
from core.text.repair import Near

from .cuefirsts import Firsts, merged, of_step
from .cuelines import Cue, cue_lines
from .cueparts import PREFIX, Step, Steps

_KEPT = 20_000
_ANY_FIGURE = "0"
_RESPELT = 60
ACTING = frozenset(("confirm_service", "accept_match", "donate", "delete_my_data", "stop"))
"""What moves credit, deletes or opts out is never read out of a word that is misspelt."""


class Start:
    """The cues that begin with one word, by what must come second where that is sure."""

    def __init__(self, cues: list[Cue]) -> None:
        self.others: list[Cue] = []
        self.by_second: dict[str, list[Cue]] = {}
        self.by_second_stem: dict[str, list[Cue]] = {}
        for cue in cues:
            follow = _next_steps(cue.steps)
            if not follow:
                self.others.append(cue)
            for word in {word for step in follow for word in step.words}:
                self.by_second.setdefault(word, []).append(cue)
            for stem in {stem[:PREFIX] for step in follow for stem in step.stems}:
                self.by_second_stem.setdefault(stem, []).append(cue)

    def before(self, second: str) -> Iterable[Cue]:
        """The cues that may go on with the word `second` ("" at the end), some perhaps twice."""
        by_word, by_stem = self.by_second.get(second), self.by_second_stem.get(second[:PREFIX])
        return (*self.others, *(by_word or ()), *(by_stem or ())) if by_word or by_stem else self.others


def _next_steps(steps: Steps) -> list[Step]:
    """The steps one of which must take the second word; none if that cannot be said (a gap, a number, or the end)."""
    follow: list[Step] = []
    for step in steps[1:]:
        if step.gap or step.number:
            return []
        follow.append(step)
        if not step.optional:
            return follow
    return []


class CueTable:
    """The cues of one language, looked up by the first word of a cue and then by the words that may come second.

    There are ten thousands, and people use few words: the phrases that begin with a word become cues when the word is
    first met.
    """

    def __init__(self, lang: str, kind: str = "cues") -> None:
        self._lines = cue_lines(lang, kind)
        self._phrases: list[list[int]] = []  # numbers of those with one beginning
        self._by_word: dict[str, list[int]] = {}  # first word → its beginnings
        self._by_stem: dict[str, list[int]] = {}
        self._by_number: list[int] = []
        self._starts: dict[str, Start | None] = {}
        self._cues: dict[int, list[Cue]] = {}
        for head, numbers in self._lines.heads().items():
            self._begin(head, numbers)
        self._lang = lang
        self._near: Near | None = None

    def _begin(self, head: str, numbers: list[int]) -> None:
        """Make phrases of one beginning findable by it, or else each by itself."""
        firsts = self._lines.firsts(head)
        if firsts is None:
            for number in numbers:
                self._add(merged(of_step(cue.steps[0]) for cue in self._lines.cues(number)), [number])
        else:
            self._add(firsts, numbers)

    def _add(self, firsts: Firsts, numbers: list[int]) -> None:
        at = len(self._phrases)
        self._phrases.append(numbers)
        for word in firsts.words:
            self._by_word.setdefault(word, []).append(at)
        for stem in {stem[:PREFIX] for stem in firsts.stems}:
            self._by_stem.setdefault(stem, []).append(at)
        if firsts.number:
            self._by_number.append(at)

    def respelt(self, forms: list[str]) -> list[str] | None:
        """The words of a message, those a letter off from a word of a cue as that word; None if there is none."""
        near = self._near = self._near or self._words_alike()
        respelt = [near.word(form) or form if form.isalpha() else form for form in forms[:_RESPELT]]
        return [*respelt, *forms[_RESPELT:]] if respelt != forms[:_RESPELT] else None

    def _words_alike(self) -> Near:
        """Made when first asked for: what is told of an exchange is never respelt."""
        known = (sound(form, self._lang) for form in small("well_spelt"))  # "idiota" asks for no "idioma"
        return Near(self._lines.sounds(ACTING), known)

    def start(self, form: str) -> Start | None:
        """The cues that begin with this word, or None. Kept once built, for as many words as people commonly use."""
        if form in self._starts:
            return self._starts[form]
        figure = is_figure(form)
        if figure and form not in self._by_word and form[:PREFIX] not in self._by_stem:
            form = _ANY_FIGURE  # a house number is no new word to keep
            if form in self._starts:
                return self._starts[form]
        if not (form in self._by_word or form[:PREFIX] in self._by_stem or figure):
            return None
        beginnings = (
            (self._by_word.get(form, ()), lambda step: form in step.words),
            (self._by_stem.get(form[:PREFIX], ()), lambda step: form.startswith(step.stems)),
            (self._by_number if figure else (), lambda step: step.number),
        )
        fitting = dict.fromkeys(cue for at, fits in beginnings for cue in self._of(at) if fits(cue.steps[0]))
        start = Start(list(fitting)) if fitting else None
        if len(self._starts) < _KEPT:
            self._starts[form] = start
        return start

    def _of(self, beginnings: Sequence[int]) -> Iterator[Cue]:
        """The cues of the phrases with these beginnings, in the order of the file."""
        for number in sorted(number for at in beginnings for number in self._phrases[at]):
            if number not in self._cues:
                self._cues[number] = list(self._lines.cues(number))
            yield from self._cues[number]


@cache
def cue_table(lang: str, kind: str) -> CueTable:
    """The cues of one language and `kind`, which each call names: by default it would be kept once more."""
    return CueTable(lang, kind)
