"""Which question about the service is a text, if any? And which of a hub's own questions?

The topics, their answers and what each answer needs are rows of `data/faq/topics.tsv`; how people ask about them stands
in one file a language. What is learnt from those (`python -m bench.faq`) are two small models in one file: of a text's
words and their parts, and of the sentence encoder's vector, which is asked only where the words leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.understanding.acts import DATA
from bot.understanding.features import features
from core import encoder
from core.languages import LANGUAGES
from core.text.arabizi import is_arabizi, to_arabic
from core.text.normal import words as words_of
from core.text.sections import sections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FOLDER, WEIGHTS = DATA / "faq", DATA / "faq.npz"
NO_TOPIC, GENERAL = "none", "how_works"
FACTS = frozenset(
    (
        *("hub", "start", "group_line", "other_line", "ceiling", "big_ceiling", "least", "most", "languages"),
        *("need", "quarter", "next", "look", "decide", "confirm", "object", "free", "need_days", "offer_days"),
        "take_back",
    )
)
"""What an answer may say of a hub (bot/cards/faq.py gives the values)."""
OF_ALL_HUBS = frozenset(("languages", "take_back"))
"""Of these, what is the same everywhere: all else needs `hub` among its conditions."""
CONDITIONS = frozenset(("hub", "joined", "approval", "start", "line", "offer_days"))
LONGEST, FEWEST = 280, 8  # letters of an answer; questions a topic and language
MEANING = 0.7  # how much the second model counts where there is an encoder
LEAST, LEAST_TOLD = 0.36, 0.6
"""From which probability on a question is answered, and what is none by its form."""
LIKELY, SURE = 0.5, 0.8
"""How likely a topic has to be, rare ones not favoured, where the words may well, or plainly, say something else."""
_RARE, _RARE_TOLD = 0.05, 0.25
"""What is left of the probability of no topic for a question by its form, and for all else: most of what was learnt as
no topic is no question, and answers only something else.
"""
_CLEAR = 0.9995  # from this probability of no topic on, the encoder is not asked
_ALIKE, _NEARLY_SAME = 0.6, 0.85  # how alike one of a hub's own questions has to be
_QUESTION = re.compile("[^?؟\n]+[?؟]?")
_SAME = 0.9  # how alike all words in common make it


class Model(NamedTuple):
    """Weights with a row a feature and a column a name, what each name has beforehand, and the temperature by which
    scores are divided before they become probabilities.
    """

    names: tuple[str, ...]
    table: Floats
    bias: Floats
    temperature: float

    def of_rows(self, rows: Sequence[int]) -> Floats:
        """The probability of each name, for hashed features."""
        import numpy as np

        return self._chances(self.table[rows].sum(axis=0, dtype=np.float32) / np.float32(len(rows) ** 0.5) + self.bias)

    def of_vector(self, vector: Floats) -> Floats:
        """The same for one vector as wide as the table has rows."""
        return self._chances(vector @ self.table + self.bias)

    def _chances(self, scores: Floats) -> Floats:
        import numpy as np

        raised = np.exp((scores - scores.max()) / np.float32(self.temperature))
        chances: Floats = raised / raised.sum()
        return chances


def read(file: Path, prefix: str = "") -> Model:
    """A model of that file, its table kept in whole numbers of one byte and multiplied out here."""
    import numpy as np

    with np.load(file, allow_pickle=False) as kept:
        table = kept[f"{prefix}table"].astype(np.float32) * kept[f"{prefix}step"]
        names = tuple(kept["names"].tolist())
        return Model(names, table, kept[f"{prefix}bias"], float(kept[f"{prefix}temperature"]))


@dataclass(frozen=True, slots=True)
class Answer:
    """One row: what is said where all of `when` is true. Buttons are choices of the menu, by their name."""

    topic: str
    when: frozenset[str]
    buttons: tuple[str, ...]
    text: str


@cache
def topics() -> dict[str, tuple[Answer, ...]]:
    """The answers of each topic, more particular ones first."""
    lines = (FOLDER / "topics.tsv").read_text(encoding="utf-8").splitlines()
    _head, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found: dict[str, tuple[Answer, ...]] = {}
    for topic, when, buttons, text in rows:
        found[topic] = (*found.get(topic, ()), Answer(topic, frozenset(_named(when)), tuple(_named(buttons)), text))
    return found


def places_in(text: str) -> set[str]:
    """The facts that an answer tells."""
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def questions(lang: str) -> Iterator[tuple[str, str]]:
    """(topic, question) as people who speak that language type it."""
    return sections(FOLDER / f"{lang}.txt")


def topic_of(text: str) -> tuple[str, float]:
    """The likeliest topic and its probability; NO_TOPIC is one of them."""
    return _best(_chances(text)) if any(map(str.isalpha, text)) else (NO_TOPIC, 1.0)


def likeliest_topics(text: str) -> tuple[str, ...]:
    """The topic that is likeliest where it is known that one is asked about, or the two of which it is likely one;
    GENERAL where it is open which.
    """
    chances, names = _chances(text)[1:], _models()[0].names[1:]
    first, second = (int(place) for place in chances.argsort()[:-3:-1])
    least = LIKELY * chances.sum()
    if chances[first] >= least:
        return (names[first],)
    return (names[first], names[second]) if chances[first] + chances[second] >= least else (GENERAL,)


def asked_topic(text: str, *, asks: bool, otherwise: Callable[[], float]) -> str:
    """The topic that is surely asked about, else "". `asks`: it is a question by its form. `otherwise` gives how likely
    a topic has to be, for what else the words say (0, LIKELY or SURE), and is only asked where one is likely.
    """
    if not any(map(str.isalpha, text)):
        return ""
    if (known := _known().get(_as_read(text))) is not None:
        return known
    chances = _chances(text)
    likeliest = float(chances[1:].max())
    chances[0] *= _RARE if asks else _RARE_TOLD
    topic, chance = _best(chances / chances.sum())
    if topic == NO_TOPIC or chance < (LEAST if asks else LEAST_TOLD):
        return ""
    return topic if likeliest >= SURE or likeliest >= otherwise() else ""


def asked_topics(text: str, *, asks: bool, otherwise: Callable[[], float]) -> tuple[str, ...]:
    """The topics that are surely asked about, in order: of several questions in one message each that is known."""
    parts = [part for part in _QUESTION.findall(text) if any(map(str.isalpha, part))]
    several = [asked_topic(part, asks=True, otherwise=otherwise) for part in parts] if len(parts) > 1 else []
    found = tuple(dict.fromkeys(topic for topic in several if topic))
    if len(found) > 1:
        return found
    topic = asked_topic(text, asks=asks, otherwise=otherwise)
    return (topic,) if topic else ()


def _chances(text: str) -> Floats:
    """How likely each name of the models is, the first of which is NO_TOPIC."""
    words, meaning = _models()
    chances = words.of_rows(features(text))
    if chances[0] < _CLEAR and (vectors := encoder.encode([in_letters(text)])) is not None:
        chances = mixed(chances, meaning.of_vector(vectors[0]))
    return chances


def _best(chances: Floats) -> tuple[str, float]:
    best = int(chances.argmax())
    return _models()[0].names[best], float(chances[best])


def mixed(by_words: Floats, by_meaning: Floats) -> Floats:
    """Both readings as one: their weighted geometric mean, so that each can object."""
    both = by_words ** (1 - MEANING) * by_meaning**MEANING
    chances: Floats = both / both.sum()
    return chances


def nearest(text: str, asked: Sequence[str], *, otherwise: Callable[[], float] = lambda: 0.0) -> int | None:
    """The place of the question that the text is most like, by its words or what it means; None where it is like none.

    Where the text plainly says something else (`otherwise`), it has to be nearly the same question.
    """
    said = _bag(text)
    if not said or not asked:
        return None
    bags = [_bag(one) for one in asked]
    alike = [_SAME * len(said & bag) / len(said | bag) for bag in bags]
    vectors = encoder.encode([in_letters(one) for one in (text, *asked)])
    if vectors is not None:
        alike = [max(words, float(meant)) for words, meant in zip(alike, vectors[1:] @ vectors[0], strict=True)]
    best = max(range(len(asked)), key=alike.__getitem__)
    if alike[best] < _ALIKE or (alike[best] < _NEARLY_SAME and otherwise() >= SURE):
        return None
    return best


def in_letters(text: str) -> str:
    """Arabic in Arabic letters, as the encoder knows it."""
    return to_arabic(text) if is_arabizi(text) else text


def faults() -> Iterator[str]:
    """What is wrong with the files; nothing, if all is well."""
    for topic, answers in topics().items():
        *particular, last = answers
        if last.when or not all(one.when for one in particular):
            yield f"{topic}: the last answer has no condition, all others have one"
        for one in answers:
            yield from (f"{topic}: {problem}" for problem in _faults_of(one))
    for lang in LANGUAGES:
        yield from (f"{lang}: {problem}" for problem in _faults_in(list(questions(lang))))


def _faults_of(answer: Answer) -> Iterator[str]:
    places = places_in(answer.text)
    if unknown := (places - FACTS) | (answer.when - CONDITIONS):
        yield f"not known: {sorted(unknown)}"
    if places - OF_ALL_HUBS and "hub" not in answer.when:
        yield f"a fact of a hub where there may be none: {answer.text!r}"
    if len(answer.text) > LONGEST:
        yield f"more than {LONGEST} letters: {answer.text!r}"
    if answer.text.endswith("?"):
        yield "an answer ends as a question would, which would take the place of what is being asked"


def _faults_in(asked: list[tuple[str, str]]) -> Iterator[str]:
    counts = dict.fromkeys(topics(), 0)
    for topic, _question in asked:
        if topic not in counts:
            yield f"no topic is called {topic}"
        counts[topic] = counts.get(topic, 0) + 1
    yield from (
        f"{topic} has {count} questions, fewer than {FEWEST}" for topic, count in counts.items() if count < FEWEST
    )
    read_as = sorted((_as_read(question), topic) for topic, question in asked)
    yield from (f"twice: {one[0]} ({one[1]}, {other[1]})" for one, other in pairwise(read_as) if one[0] == other[0])


def _named(column: str) -> list[str]:
    return [] if column == "-" else column.split()


@cache
def _known() -> dict[str, str]:
    """Topics by the questions as they stand in the files; "" for what stands there as none."""
    none = {_as_read(text): "" for _lang, text in sections(FOLDER / "none.txt")}
    return none | {_as_read(question): topic for lang in LANGUAGES for topic, question in questions(lang)}


def _as_read(text: str) -> str:
    return " ".join(words_of(text))


def _bag(text: str) -> frozenset[str]:
    return frozenset(words_of(in_letters(text)))


@cache
def _models() -> tuple[Model, Model]:
    """Of words, and of the encoder's vector; both have the same names in the same order."""
    return read(WEIGHTS, "words_"), read(WEIGHTS, "meaning_")
