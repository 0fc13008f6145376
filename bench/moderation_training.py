"""Learn the weights of core/moderation/model.py: `python -m bench.moderation_training`.

From the sentences in core/moderation/data/train, of which each is written out in several ways, the parts of the sets
that are for development, and, as what is ordinary, the names of services, the examples of messages that the bot reads
and what people type in the stories that are told as tests. The same files give the same weights.
"""

from __future__ import annotations

import ast
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core import encoder
from core.moderation import stretches
from core.moderation.model import BUCKETS, KINDS, WEIGHTS, buckets, in_letters
from core.moderation.patterns import IDIOM, forms, patterns, read
from core.text.sections import sections

Floats = NDArray[np.float32]

_ROOT = Path(__file__).resolve().parents[1]
_TRAIN = _ROOT / "core/moderation/data/train"
_SETS = _ROOT / "tests/data/moderation"
_EXAMPLES = _ROOT / "bot/understand/data/examples.tsv"
_SERVICES = _ROOT / "core/data/services"
_UNDERSTANDING = _ROOT / "tests/data/understanding"
_VOLUNTEERS = _ROOT / "tests/data/volunteers"
_PLACEHOLDER = re.compile(r"\{\w+\}")
_MATCHING = _ROOT / "tests/data/matching"
_TESTS = _ROOT / "tests"
_TYPED = re.compile(r"\w+ > (.*)")
_STORIES_OF_DANGER = re.compile(r"/6[0-3]-|danger|abuse|moderation|usernames")
_TELL_OF_DANGER = _SETS / "told_of_danger.txt"  # of the sets of understanding, which were not written for this
_WAYS = 16  # how often a line with alternatives is written out
_PLAIN_WAYS = 8  # … and one without
_HELD_BACK = 5  # one of so many ordinary messages is not learnt, to count false alarms by
_CHOICE = re.compile(r"\(([^()]*)\)")
_ROUNDS, _RATE, _DECAY = 30, 0.5, 1e-5
_NETS, _HIDDEN, _TURNS, _BATCH = 2, 256, 16, 256
_RATE_OF_MEANING, _DECAY_OF_MEANING, _SILENT = 2e-3, 1e-4, 0.5
_STEPS = 127  # of a weight, on each side of 0
_TYPED_WRONG, _WRAPPED, _AMONG = 0.2, 0.35, 0.15
_BESIDE = 3  # words of another message before and after
_DEV_COPIES = 12
_STORY_COPIES, _EVERYDAY_COPIES, _POOL_COPIES = 4, 4, 1
_ADDED_COPIES = 4
_OF_A_PATTERN = 6  # rows of words of a pattern in each language
# Intents of messages that may well tell of danger, or be spam: not ordinary.
NOT_ORDINARY = ("out_of_scope", "request_support")


def main() -> None:
    """Train, and write the file."""
    told = Counter(examples())
    sentences, often = list(told), np.array(list(told.values()), dtype=np.float32)
    right = np.array([KINDS.index(kind) for kind, _sentence in sentences])
    words = learn_words([buckets(sentence) for _kind, sentence in sentences], right, often)
    vectors = _vectors([sentence for _kind, sentence in sentences])
    hidden, meaning = learn_meaning(vectors, right, often)
    np.savez_compressed(WEIGHTS, **_small("words", *words), **_small("hidden", *hidden), **_small("meaning", *meaning))
    print(f"{len(sentences)} sentences, {WEIGHTS.stat().st_size} bytes")


def examples() -> Iterator[tuple[str, str]]:
    """(kind, sentence) of all files, in a fixed order."""
    chance = random.Random(61)
    for file in sorted(_TRAIN.glob("??.txt")):
        around = _around(file, chance)
        yield from _written(file, around, chance)
        yield from _developed(file.stem, around, chance)
    yield from _spelt_out(chance)
    yield from (("ordinary", piece) for text in ordinary() for piece in _pieces(text))
    for file in sorted(_TRAIN.glob("??.*.txt")):
        chance = random.Random(61)  # what is added to one file changes no other's sentences
        told = list(_written(file, _around(file.with_name(f"{file.name[:2]}.txt"), chance), chance))
        yield from told * _ADDED_COPIES


class _Around(NamedTuple):
    """What may stand before and after a sentence, and others that it may stand among."""

    before: list[str]
    after: list[str]
    others: list[str]


def _around(file: Path, chance: random.Random) -> _Around:
    lines = list(sections(file))
    before, after = ([line for head, line in lines if head == name] for name in ("before", "after"))
    return _Around(before, after, [written_out(line, chance) for head, line in lines if head == "ordinary"])


def _written(file: Path, around: _Around, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The sentences of a file, each in several ways."""
    for kind, line in sections(file):
        if kind in KINDS:
            ways = dict.fromkeys(written_out(line, chance) for _ in range(_WAYS))
            for sentence in ways if len(ways) > 1 else [line] * _PLAIN_WAYS:
                yield kind, _as_typed(sentence, around, chance)


def _pieces(text: str) -> list[str]:
    """An ordinary text, and what is looked at of a long one, which may begin and end anywhere."""
    return [text, *stretches(text)]


def _spelt_out(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Words of the classes of each pattern in a row: no sentences, but the model learns the words by it."""
    words: dict[tuple[str, str], list[str]] = {}
    for lang, name, form in forms():
        words.setdefault((lang, name), []).append(" ".join(form).replace("*", ""))
    langs = sorted({lang for lang, _name in words})
    for pattern in patterns():
        for lang in langs * _OF_A_PATTERN:
            row = [chance.choice(words[lang, chance.choice(names)]) for names in pattern.classes]
            yield ("ordinary" if pattern.kind == IDIOM else pattern.kind), " ".join(row)


def _developed(lang: str, around: _Around, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The sets' parts for development, once as they are and then as they might be typed."""
    for file in sorted(_SETS.glob(f"*/{lang}.*dev.jsonl")):
        for told in _rows(file):
            kind = f"{file.parent.name}.{told['kind']}" if told["kind"] else "ordinary"
            yield kind, told["text"]
            for _ in range(_DEV_COPIES - 1):
                yield kind, _as_typed(told["text"], around, chance)


def ordinary() -> Iterator[str]:
    """What members write every day: examples of messages, names of services, what is said of exchanges, listings, and
    every second message of our sets."""
    held = {*understood(), *understood(held=True), *typed_in_stories(held=True)}
    for line in _EXAMPLES.read_text(encoding="utf-8").splitlines():
        _lang, _tab, rest = line.partition("\t")
        intent, _tab, text = rest.partition("\t")
        if intent not in NOT_ORDINARY and text and text not in held:
            yield text
    for file in sorted(_SERVICES.glob("*.json")):
        yield from sorted(set(_labels(json.loads(file.read_text(encoding="utf-8")))))
    for file in sorted(_UNDERSTANDING.glob("said/*.txt")):
        yield from (line.partition(" = ")[0] for _head, line in sections(file) if not line.startswith("//"))
    for file in sorted(_MATCHING.glob("*.jsonl")):
        yield from (row["text"] for row in _rows(file) if "text" in row)
    for text in understood():
        yield from [text] * _EVERYDAY_COPIES
    for text in of_volunteers():
        yield from [text] * _POOL_COPIES
    for text in typed_in_stories():
        yield from [text] * _STORY_COPIES


def of_volunteers(*pools: str) -> Iterator[str]:
    """What people type to get everyday things done, without placeholders: of the pools that are learnt, if no other."""
    for file in sorted(_VOLUNTEERS.glob("*/*.jsonl")):
        if file.parent.name in (pools or ("train", "more")):
            yield from (_PLACEHOLDER.sub("Luz", row["text"]) for row in _rows(file))


def understood(held: bool = False) -> list[str]:
    """Ordinary messages of the sets that the reader was not tuned on; `held`: those that are not learnt."""
    files = sorted(_UNDERSTANDING.glob("*/??.jsonl"))
    told = [line for file in files for line in _rows(file) if line.get("intent", NOT_ORDINARY[0]) not in NOT_ORDINARY]
    cries = set(_TELL_OF_DANGER.read_text(encoding="utf-8").splitlines())
    texts = dict.fromkeys(line["text"] for line in told)
    return [text for text in texts if text not in cries and _held_back(text) == held]


def typed_in_stories(held: bool = False) -> list[str]:
    """What people type in transcripts and tests that are not about danger or abuse; `held`: what is not learnt."""
    typed: dict[str, None] = {}
    for file in sorted(_TESTS.glob("transcripts/*/*.txt")):
        if not _STORIES_OF_DANGER.search(str(file.relative_to(_TESTS))):
            lines = map(_TYPED.fullmatch, file.read_text(encoding="utf-8").splitlines())
            typed.update(dict.fromkeys(line[1] for line in lines if line))
    for file in sorted(_TESTS.glob("test_*.py")):
        if not _STORIES_OF_DANGER.search(file.name):
            typed.update(dict.fromkeys(_said(file.read_text(encoding="utf-8"))))
    return sorted(text for text in typed if _held_back(text) == held and not _spells_out(text))


def _said(code: str) -> Iterator[str]:
    """The words of `story.say("who", "words")` in a test."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Attribute(attr="say" | "show"), args=[_, ast.Constant(value=str(words)), *_]):
                yield words


def _held_back(text: str) -> bool:
    return crc32(text.encode()) % _HELD_BACK == 0


def _spells_out(text: str) -> bool:
    """Whether a pattern of danger or abuse fits, as in a test of an insult."""
    return bool(read(text).kinds - {IDIOM})


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def _labels(told: Any) -> Iterator[str]:
    """All names in a file of services, whatever it is made of."""
    if isinstance(told, str):
        if " " in told or not told.isascii():
            yield told
    elif isinstance(told, dict | list):
        for inner in told.values() if isinstance(told, dict) else told:
            yield from _labels(inner)


def written_out(line: str, chance: random.Random) -> str:
    """One way to read a line: of each `(a|b|)` one, the inner first."""
    while found := _CHOICE.search(line):
        line = line[: found.start()] + chance.choice(found[1].split("|")) + line[found.end() :]
    return " ".join(line.split())


def _as_typed(sentence: str, around: _Around, chance: random.Random) -> str:
    """With a greeting before, a question after, words of another message around, and a slip, now and then."""
    if around.before and chance.random() < _WRAPPED:
        sentence = f"{chance.choice(around.before)} {sentence}"
    if around.after and chance.random() < _WRAPPED:
        sentence = f"{sentence} {chance.choice(around.after)}"
    if chance.random() < _AMONG:
        other = chance.choice(around.others).split()
        sentence = " ".join([*other[-_BESIDE:], sentence, *other[:_BESIDE]])
    return _mistyped(sentence, chance) if chance.random() < _TYPED_WRONG else sentence


def _mistyped(sentence: str, chance: random.Random) -> str:
    """A letter left out, doubled or exchanged with the next."""
    at = chance.randrange(len(sentence))
    one, rest = sentence[at : at + 1], sentence[at + 1 :]
    return sentence[:at] + chance.choice((rest, one + one + rest, rest[:1] + one + rest[1:]))


def learn_words(rows: list[list[int]], right: NDArray[np.int64], often: Floats) -> tuple[Floats, Floats]:
    """Softmax regression over buckets, by Adam over all sentences at once, each of which is there so often."""
    kept = [i for i, row in enumerate(rows) if row]
    places = np.concatenate([np.array(rows[i], dtype=np.int64) for i in kept])
    sizes = np.array([len(rows[i]) for i in kept])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    share = (1 / np.sqrt(sizes)).astype(np.float32)[:, None]
    order = np.argsort(places, kind="stable")
    owner = np.repeat(np.arange(len(kept)), sizes)[order]
    used, first = np.unique(places[order], return_index=True)
    goal = np.eye(len(KINDS), dtype=np.float32)[right[kept]]
    counts = (often[kept] / often[kept].sum())[:, None]
    learnt = Learning(BUCKETS)
    for _ in range(_ROUNDS):
        wrong = learnt.wrong(np.add.reduceat(learnt.table[places], starts, axis=0) * share, goal, counts)
        slope = np.zeros_like(learnt.table)
        slope[used] = np.add.reduceat((wrong * share)[owner], first, axis=0)
        learnt.step(slope + _DECAY * learnt.table, wrong)
    return learnt.table, learnt.bias


def learn_meaning(
    vectors: Floats, right: NDArray[np.int64], often: Floats
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Nets with one hidden layer over the encoder's vectors, which begin by chance each; together they are one net."""
    nets = [_net(vectors, right, often, np.random.default_rng(61 + turn)) for turn in range(_NETS)]
    into, into_bias, out, out_bias = zip(*nets, strict=True)
    hidden = np.concatenate(into, axis=1), np.concatenate(into_bias)
    table: Floats = (np.concatenate(out) / np.float32(_NETS)).astype(np.float32)
    bias: Floats = np.stack(out_bias).mean(axis=0, dtype=np.float32)
    return hidden, (table, bias)


def _net(vectors: Floats, right: NDArray[np.int64], often: Floats, chance: np.random.Generator) -> list[Floats]:
    """One net by Adam, a batch at a time, of whose hidden cells some are silent each time."""
    goal = np.eye(len(KINDS), dtype=np.float32)[right]
    counts = (often / often.mean())[:, None]
    shapes = (vectors.shape[1], _HIDDEN), (_HIDDEN, len(KINDS))
    into, out = (
        chance.standard_normal(shape).astype(np.float32) * np.float32(size)
        for shape, size in zip(shapes, (0.42, _HIDDEN**-0.5), strict=True)
    )
    net = [into, np.zeros(_HIDDEN, dtype=np.float32), out, np.zeros(len(KINDS), dtype=np.float32)]
    mean, spread = ([np.zeros_like(part) for part in net] for _ in range(2))
    last, turn = _TURNS * (len(vectors) // _BATCH), 0
    for _ in range(_TURNS):
        order = chance.permutation(len(vectors))
        for at in range(0, len(vectors) - _BATCH + 1, _BATCH):
            turn += 1
            some = order[at : at + _BATCH]
            rate = np.float32(_RATE_OF_MEANING * (1 - turn / last))
            for place, slope in enumerate(_slopes(net, vectors[some], goal[some], counts[some], chance)):
                mean[place] = 0.9 * mean[place] + 0.1 * slope
                spread[place] = 0.999 * spread[place] + 0.001 * slope**2
                step = (mean[place] / (1 - 0.9**turn)) / (np.sqrt(spread[place] / (1 - 0.999**turn)) + 1e-8)
                net[place] = (net[place] - rate * step).astype(np.float32)
    return net


def _slopes(
    net: list[Floats], vectors: Floats, goal: Floats, counts: Floats, chance: np.random.Generator
) -> list[Floats]:
    into, into_bias, out, out_bias = net
    raw = vectors @ into + into_bias
    open_ = ((raw > 0) & (chance.random(raw.shape) > _SILENT)).astype(np.float32) / np.float32(1 - _SILENT)
    scores = (raw * open_) @ out + out_bias
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    off = (chances / chances.sum(axis=1, keepdims=True) - goal) * counts / np.float32(len(goal))
    back = (off @ out.T) * open_
    decay = np.float32(_DECAY_OF_MEANING)
    return [vectors.T @ back + decay * into, back.sum(axis=0), (raw * open_).T @ off + decay * out, off.sum(axis=0)]


class Learning:
    """Softmax regression's weights, and Adam's memory of their slopes."""

    def __init__(self, rows: int) -> None:
        self.table: Floats = np.zeros((rows, len(KINDS)), dtype=np.float32)
        self.bias: Floats = np.zeros(len(KINDS), dtype=np.float32)
        self._mean, self._spread, self._turn = np.zeros_like(self.table), np.zeros_like(self.table), 0

    def wrong(self, scores: Floats, goal: Floats, counts: Floats) -> Floats:
        """How far each chance is off, as a share of all sentences; `counts` add up to 1."""
        raised = np.exp(scores + self.bias - (scores + self.bias).max(axis=1, keepdims=True))
        off: Floats = (raised / raised.sum(axis=1, keepdims=True) - goal) * counts
        return off

    def step(self, slope: Floats, wrong: Floats) -> None:
        """One step down the slope."""
        self._turn += 1
        self._mean = 0.9 * self._mean + 0.1 * slope
        self._spread = 0.99 * self._spread + 0.01 * slope**2
        mean, spread = self._mean / (1 - 0.9**self._turn), self._spread / (1 - 0.99**self._turn)
        self.table = self.table - np.float32(_RATE) * mean / (np.sqrt(spread) + np.float32(1e-5))
        self.bias = self.bias - np.float32(5 * _RATE) * wrong.sum(axis=0)


def _vectors(sentences: list[str]) -> Floats:
    """The encoder's rows, without which nothing is trained."""
    assert encoder.available(), "the sentence encoder is needed to train"
    forms = list(dict.fromkeys(map(in_letters, sentences)))
    rows: dict[str, Floats] = {}
    for at in range(0, len(forms), 500):
        made = encoder.encode(forms[at : at + 500])
        assert made is not None
        rows.update(zip(forms[at : at + 500], made, strict=True))
    return np.stack([rows[in_letters(sentence)] for sentence in sentences])


def _small(name: str, table: Floats, bias: Floats) -> dict[str, Any]:
    """A table in whole numbers of one byte, the size of their step, and the bias."""
    step = float(np.abs(table).max()) / _STEPS
    whole = np.round(table / step).astype(np.int8)
    return {name: whole, f"{name}_step": np.float32(step), f"{name}_bias": bias.astype(np.float32)}


if __name__ == "__main__":
    main()
