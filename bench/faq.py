"""Which question about the service is a sentence? `python -m bench.faq` learns it and says how well.

It learns from the questions in bot/understanding/data/faq, those of the train pools in tests/data/volunteers whose
topics stand in prompts.tsv (of several the one that the files' questions make likeliest) and, as what is none, from the
examples that translators keep, the odd lines of the sets in tests/data/understanding, names of services, what people
say about an exchange and what they type in the transcripts. It writes bot/understanding/data/faq.npz. `--report` only
measures: on the questions of tests/data/faq, which were written before any error was looked at, and on all lines of the
sets of messages that are none. `--held` learns without a fifth of the questions, measures on these, and writes nothing.
The same files give the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from bench.acts import files_of, table_of
from bench.regression import fit, hash_of, matrix_of, packed, temperature_of
from bench.saying import sentences as said_sentences
from bot.conversation.faq import said_otherwise
from bot.understand import understand
from bot.understand.shape import is_question
from bot.understanding import faq
from bot.understanding.faq import FOLDER, NO_TOPIC, WEIGHTS, Model, asked_topic, in_letters, questions, topic_of, topics
from bot.understanding.features import features
from core import encoder
from core.languages import LANGUAGES
from core.matching import service_of
from core.text.sections import sections

Floats = NDArray[np.float32]

_ROOT = Path(__file__).resolve().parents[1]
_UNDERSTANDING = _ROOT / "tests/data/understanding"
_VOLUNTEERS = _ROOT / "tests/data/volunteers"
_FRESH = _ROOT / "tests/data/faq"
_EXAMPLES = _ROOT / "bot/understand/data/examples.tsv"
_SERVICES = _ROOT / "core/data/services"
_TRANSCRIPTS = _ROOT / "tests/transcripts"
_TYPED = re.compile(r"^\w+ > (.*)$", re.MULTILINE)
_MATCHING = _ROOT / "tests/data/matching"
_MAY_ASK = frozenset(
    ("help", "free", "known", "network", "fund", "inviting", "lost_phone", "people", "acting", "another")
)
"""Intents of which a sentence may well be a question about the service."""
_ASKS_SOMETIMES = frozenset(
    (
        *("delete_my_data", "profile", "change_language", "talk_to_coordinator", "stop", "pause_alerts", "donate"),
        *("request_support", "quiet_hours", "discreet", "pin", "second_yes", "blocked", "contribution"),
    )
)
"""The same, where it is a question."""
_TRUST = {"near": 2.0, "typed": 2.0, "service": 0.3}
_STRENGTH = {"words_": 20.0, "meaning_": 100.0}  # scikit-learn's C
_HELLO = {
    "es": ("hola", "buenas", "buenos días", "disculpe", "una pregunta"),
    "ar": ("مرحبا", "السلام عليكم", "لو سمحت", "سؤال", "صباح الخير"),
    "en": ("hello", "hi", "sorry", "one question", "good morning"),
    "fr": ("bonjour", "salut", "pardon", "une question", "bonsoir"),
    "pt": ("oi", "olá", "bom dia", "desculpe", "uma dúvida"),
}
_SIGNS = str.maketrans("", "", "¿?؟")
_TODAY = date(2026, 11, 24)
_LISTINGS = frozenset(("post_need", "post_offer"))
_OF_EXCHANGES = frozenset(("confirm_service", "accept_match", "decline_match", "dispute", "rate_partner"))


class Said(NamedTuple):
    """A sentence, the topic it is, its language, and where it comes from."""

    text: str
    topic: str
    lang: str
    source: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true", help="measure what is there, and learn nothing")
    parser.add_argument("--held", action="store_true", help="learn without a fifth, and measure on it")
    parser.add_argument("--errors", action="store_true", help="list what is read otherwise")
    told = parser.parse_args()
    if problems := list(faq.faults()):
        raise SystemExit("\n".join(problems))
    if told.held:
        held_back(errors=told.errors)
        return
    if not told.report:
        learn()
    print("\n".join(report("fresh questions", list(fresh()), errors=told.errors)))
    print("\n".join(alarms(list(messages()), errors=told.errors)))


# ---- what is learnt from ----------------------------------------------------------------------------------------


def asked() -> list[Said]:
    """The questions of all languages."""
    return [Said(text, topic, lang, "question") for lang in LANGUAGES for topic, text in questions(lang)]


def of_pools() -> Iterator[tuple[Said, list[str]]]:
    """The pools' questions, each with the topics that it may be."""
    topics_of = {row["prompt"]: (row.get("topic") or "").split() for row in table_of(_VOLUNTEERS / "prompts.tsv")}
    for file in files_of("train"):
        lang = "ar" if file.stem == "arabizi" else file.stem
        for row in _rows(file):
            if (known := topics_of.get(row["prompt"], [])) and "{" not in row["text"]:
                yield Said(row["text"], known[0], lang, "question"), known


def pooled(first: Model) -> Iterator[Said]:
    """The same with one topic each, by a model of the files' questions where several are possible."""
    for said, known in of_pools():
        chances = first.of_rows(features(said.text))
        yield said._replace(topic=max(known, key=lambda one: chances[first.names.index(one)]))


def as_typed(said: list[Said]) -> Iterator[Said]:
    """Each question, once more without its sign, and once behind a greeting."""
    chance = random.Random(36)
    for one in said:
        yield one
        bare = one.text.translate(_SIGNS).strip()
        yield one._replace(text=bare)
        yield one._replace(text=f"{chance.choice(_HELLO[one.lang])}{chance.choice((' ', ', ', '. '))}{one.text}")


def none() -> Iterator[Said]:
    """What people write every day."""
    for lang, text in sections(FOLDER / "none.txt"):
        yield Said(text, NO_TOPIC, lang, "near")
    for line in _EXAMPLES.read_text(encoding="utf-8").splitlines():
        lang, _tab, rest = line.partition("\t")
        intent, _tab, text = rest.partition("\t")
        if text and not may_ask(intent, text):
            yield Said(text, NO_TOPIC, lang, "message")
    yield from typed()
    for one, place in _set_messages():
        if place % 2:
            yield one
    for lang in LANGUAGES:
        yield from (Said(one.words, NO_TOPIC, lang, "message") for one in said_sentences(lang) if one.place % 2)
    for file in sorted(_SERVICES.glob("*.json")):
        for label in sorted(set(_labels(json.loads(file.read_text(encoding="utf-8"))))):
            yield Said(label, NO_TOPIC, file.stem, "service")
    for file in sorted(_MATCHING.glob("*.jsonl")):
        yield from (Said(row["text"], NO_TOPIC, "", "message") for row in _rows(file) if "text" in row)


def typed() -> Iterator[Said]:
    """What people type in the transcripts."""
    known = {one.text for one in asked()}
    for file in sorted(_TRANSCRIPTS.glob("??/*.txt")):
        for text in sorted(set(_TYPED.findall(file.read_text(encoding="utf-8")))):
            read = understand(text, file.parent.name, _TODAY)
            if text not in known and not may_ask(read.intent, text):
                yield Said(text, NO_TOPIC, file.parent.name, "typed")


def may_ask(intent: str, text: str) -> bool:
    """Whether a message of that intent may be a question about the service."""
    return intent in _MAY_ASK or (intent in _ASKS_SOMETIMES and is_question(text))


def _set_messages() -> Iterator[tuple[Said, int]]:
    for file in sorted(_UNDERSTANDING.glob("**/*.jsonl")):
        for place, row in enumerate(_rows(file), 1):
            if "intent" in row and not may_ask(row["intent"], row["text"]):
                yield Said(row["text"], NO_TOPIC, row.get("lang", file.stem[:2]), row["intent"]), place


def _labels(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _labels(one)


# ---- learning ---------------------------------------------------------------------------------------------------


def learn() -> None:
    """Fit, calibrate on a fifth that is held back, fit on all, and write the file."""
    said = [*as_typed(asked()), *none()]
    names = [NO_TOPIC, *topics()]
    right = np.array([names.index(one.topic) for one in said])
    weight = np.array([_TRUST.get(one.source, 1.0) for one in said], dtype=np.float32)
    first = fit(_words(said), right, weight, names, strength=_STRENGTH["words_"], rounds=400)
    said += pooled(first)
    made = dict(_fitted(said, names))
    arrays: dict[str, Any] = {}
    for prefix, model in made.items():
        arrays |= packed(model, prefix)
    np.savez_compressed(WEIGHTS, names=np.array(names), **arrays)
    faq._models.cache_clear()
    print(f"{len(said)} sentences, {len(names)} topics, {WEIGHTS.stat().st_size} bytes")


def _fitted(said: list[Said], names: list[str]) -> Iterator[tuple[str, Model]]:
    right = np.array([names.index(one.topic) for one in said])
    weight = np.array([_TRUST.get(one.source, 1.0) for one in said], dtype=np.float32)
    held = np.array([hash_of(one.text.translate(_SIGNS)) % 5 == 0 for one in said])
    for prefix, matrix in (("words_", _words(said)), ("meaning_", _vectors(said))):
        strength = _STRENGTH[prefix]
        tried = fit(matrix[~held], right[~held], weight[~held], names, strength=strength, rounds=400)
        temperature = temperature_of(tried, matrix[held], right[held])
        yield prefix, fit(matrix, right, weight, names, strength=strength, rounds=400)._replace(temperature=temperature)


def _words(said: list[Said]) -> Any:
    return matrix_of([features(one.text) for one in said])


def _vectors(said: list[Said]) -> Floats:
    texts = [in_letters(one.text) for one in said]
    parts = [encoder.encode(texts[at : at + 500]) for at in range(0, len(texts), 500)]
    if any(part is None for part in parts):
        raise SystemExit("the sentence encoder is not installed; the second model cannot be learnt")
    return np.concatenate([part for part in parts if part is not None])


def held_back(*, errors: bool) -> None:
    """How well questions are read that were not learnt."""
    all_of = asked()
    learnt = [one for one in all_of if hash_of(one.text) % 5]
    names = [NO_TOPIC, *topics()]
    models = dict(_fitted([*as_typed(learnt), *none()], names))
    held = [one for one in all_of if hash_of(one.text) % 5 == 0]
    made = models["words_"], models["meaning_"]
    with patch.object(faq, "_models", return_value=made), patch.object(faq, "_known", return_value={}):
        print("\n".join(report("a held-back fifth", held, errors=errors)))


# ---- measuring --------------------------------------------------------------------------------------------------


def fresh() -> Iterator[Said]:
    """Questions that nothing was learnt from."""
    for lang in LANGUAGES:
        if (file := _FRESH / f"{lang}.txt").exists():
            yield from (Said(text, topic, lang, "fresh") for topic, text in sections(file))


def messages() -> Iterator[Said]:
    """All messages of the sets that are no question; the even lines were not learnt."""
    for one, place in _set_messages():
        yield one._replace(source=f"{'odd' if place % 2 else 'even'} {one.source}")


def report(name: str, said: list[Said], *, errors: bool) -> Iterator[str]:
    """How often the topic is the likeliest, by language; and how many are answered at which least probability."""
    found = [topic_of(one.text) for one in said]
    first = [topic == one.topic for one, (topic, _chance) in zip(said, found, strict=True)]
    yield f"{name}: {len(said)}, right {_share(sum(first), len(said))}"
    for lang in sorted({one.lang for one in said}):
        mine = [right for one, right in zip(said, first, strict=True) if one.lang == lang]
        yield f"  {lang} {_share(sum(mine), len(mine))} of {len(mine)}"
    told = [answered(one) for one in said]
    right = sum(topic == one.topic for one, topic in zip(said, told, strict=True))
    count = sum(map(bool, told))
    yield f"  answered {_share(count, len(said))}, {_share(right, count)} of them right"
    for lang in sorted({one.lang for one in said}):
        theirs = [(one, topic) for one, topic in zip(said, told, strict=True) if one.lang == lang]
        count, right = sum(bool(topic) for _one, topic in theirs), sum(one.topic == topic for one, topic in theirs)
        yield f"    {lang} answered {_share(count, len(theirs))}, {_share(right, count)} of them right"
    if errors:
        for one, right, (topic, chance) in zip(said, first, found, strict=True):
            if not right:
                yield f"    {one.lang} {one.topic} as {topic} {chance:.2f}: {one.text}"


def answered(one: Said) -> str:
    """The topic that a conversation would answer (bot/conversation/faq.py), "" for none."""
    lang = one.lang if one.lang in LANGUAGES else "es"

    asks = is_question(one.text)

    def otherwise() -> float:
        read = understand(one.text, lang, _TODAY)
        return said_otherwise(read, one.text, lambda: bool(service_of(one.text, lang)), asks=asks)

    return asked_topic(one.text, asks=asks, otherwise=otherwise)


def alarms(said: list[Said], *, errors: bool) -> Iterator[str]:
    """How many messages that are none would be answered as a question."""
    found = [answered(one) for one in said]
    for half in ("even", "odd"):
        mine = [one for one in said if one.source.startswith(half)]
        count = sum(bool(told) for one, told in zip(said, found, strict=True) if one.source.startswith(half))
        yield f"false alarms, {half} lines: {count} of {len(mine)}, {_share(count, len(mine))}"
    for intents in (_LISTINGS, _OF_EXCHANGES):
        theirs = [told for one, told in zip(said, found, strict=True) if one.source.split()[1] in intents]
        count = sum(map(bool, theirs))
        yield f"  {' '.join(sorted(intents))}: {count} of {len(theirs)}, {_share(count, len(theirs))}"
    wrong = [(one, told) for one, told in zip(said, found, strict=True) if told]
    yield f"  by intent: {Counter(one.source.split()[1] for one, _told in wrong).most_common()}"
    if errors:
        yield from (f"    {one.lang} {one.source} as {told}: {one.text}" for one, told in wrong)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line:
            yield json.loads(line)


if __name__ == "__main__":
    main()
