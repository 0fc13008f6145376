"""How likely is each dialogue act in a sentence? `python -m bench.acts` learns it and says how well.

It learns from the train pools of tests/data/volunteers and what was written there for one screen, what tests say
(tests/data/dialogue), the odd lines of the sets in tests/data/understanding and the examples that translators keep, and
writes bot/understanding/data/acts.npz. `--report` only measures: on the test pools (`--half test`), on the test screens
and on the even lines. The same files give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.model_training import Labelled, learn
from bench.saying import sentences as said_sentences
from bot.dialogue.members import PLAIN
from bot.understanding.acts import NONE, WEIGHTS, acts, likely, model
from core.taxonomy import taxonomy
from core.text.across import is_arabic

_ROOT = Path(__file__).resolve().parents[1]
_VOLUNTEERS = _ROOT / "tests/data/volunteers"
_UNDERSTANDING = _ROOT / "tests/data/understanding"
_TOLD = _ROOT / "tests/data/dialogue"
_MODERATION = _ROOT / "tests/data/moderation"
_ANY_TIME = ("newcomer", "draft", "hours", "what", "agreed", "delivered", "question", "coordination")
_EXAMPLES = _ROOT / "bot/understand/data/examples.tsv"
_SCREENS_AN_EXAMPLE = 2  # of the screens on which an older sentence may be said, so many are learnt
_NOISE = 60
_SIGNS = "%(){}[]$<>/=*_.,;:0123456789abxyzабвгдежзпйиклмноپچژگیک你好我们"
_TRUST = {"screen": 4.0, "pool": 3.0, "told": 4.0, "said": 1.5, "example": 0.7, "made": 1.5}
"""How much a sentence weighs: those of the pools were written before a screen, by people who saw no code."""
_NAMED = ("org", "neworg", "partner", "person")
"""Places for names; a sentence with one is learnt with so many, so that no name means an act."""
_WITH_NAMES = 2
_THINGS = 2
"""In so many copies of a sentence another thing stands in place of the one that it names: no service means an act."""
_OF_TAXONOMY = 0.5
_ANYWHERE, _PLACES = frozenset(("question",)), 2
_ASKING = ("proposed", "suggested", "agreed", "delivered", "handed", "question", "terms", "draft", "own", "given")
SHOWN_AS: dict[str, dict[str, float]] = {
    "draft": {"draft": 0.1, "draft_need": 0.45, "draft_offer": 0.45},
    "terms": {"terms": 0.4, "note": 0.2, "review": 0.2, "decision": 0.2},
    "agreed": {"agreed": 0.7, "message": 0.2, "dayasked": 0.1},
    "list": {"list": 0.7, "alert": 0.3},
}
"""Of the sentences that were written for a screen, so many are learnt as said on the ones that are a kind of it."""
_FILLED = {
    "town": ("Tela", "Tegucigalpa", "أسوان", "Sousse", "Recife"),
    "newtown": ("La Ceiba", "Danlí", "المنيا", "Rabat", "Olinda"),
    "code": ("482915073", "7391046258"),
    "number": ("1004", "1023"),
}


class Said(NamedTuple):
    """A sentence, the screen it is said on, the act it is, its language, and where it comes from."""

    text: str
    screen: str
    act: str
    lang: str
    source: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true", help="measure what is there, and learn nothing")
    parser.add_argument("--errors", action="store_true", help="list what is read otherwise")
    told = parser.parse_args()
    if not told.report:
        print(learn(labelled(list(train())), WEIGHTS))
        model.cache_clear()
    measured = (pools("test"), seen("screens_test"), older(odd=False))
    for name, sentences in zip(("test pools", "test screens", "even lines"), map(list, measured), strict=True):
        if sentences:
            print("\n".join(report(name, sentences, errors=told.errors)))


def train() -> Iterator[Said]:
    """All that is learnt from, in a fixed order; a sentence said on a screen of which there are several kinds, on one
    of these.
    """
    chance = random.Random(42)
    for one in _train():
        kinds = SHOWN_AS.get(one.screen)
        yield one._replace(screen=chance.choices(*zip(*kinds.items(), strict=True))[0]) if kinds else one


def _train() -> Iterator[Said]:
    yield from pools("train")
    yield from seen()
    yield from other_things()
    yield from anywhere()
    yield from told()
    yield from cries()
    yield from older(odd=True)
    yield from examples()
    yield from noise()


def noise() -> Iterator[Said]:
    """What no hand meant: keys that were hit, letters, names of things that nobody writes to us; on every screen."""
    chance = random.Random(37)
    screens = sorted({screen for row in table_of(_VOLUNTEERS / "prompts.tsv") for screen in row["screens"].split()})
    for screen in screens:
        for _turn in range(_NOISE):
            letters = chance.choice(
                ("qwertyuiopasdfghjklzxcvbnm", "asdfjklqwer", "شسيبلاتنمكطئءؤرىةوز", "bcdfghjklmnpqrstvwxz", _SIGNS)
            )
            words = (
                "".join(chance.choices(letters, k=chance.randrange(1, 9))) for _word in range(chance.randrange(1, 5))
            )
            yield Said(" ".join(words), screen, NONE, "", "said")


def pools(half: str) -> Iterator[Said]:
    """The pools' sentences on each screen of their prompt, with names in their places."""
    chance, known = random.Random(33), {row["prompt"]: row for row in table_of(_VOLUNTEERS / "prompts.tsv")}
    for file in files_of(half):
        filled = _filled(file.stem, half)
        for row in _rows(file):
            told = known[row["prompt"]]
            named = half == "train" and any(f"{{{place}}}" in row["text"] for place in _NAMED)
            for screen in told["screens"].split() * (_WITH_NAMES if named else 1):
                names = {key: chance.choice(ways) for key, ways in filled.items()}
                if acts()[told["act"]].kind == "coordination":  # they are read so (bot/dialogue/members.py)
                    names |= dict.fromkeys(_NAMED[:3], PLAIN[is_arabic(row["text"])])
                yield Said(row["text"].format_map(names), screen, told["act"], file.stem, "pool")


def other_things() -> Iterator[Said]:
    """The sentences of the train pools that name a thing, with another thing in its place: a service of the taxonomy,
    or what somebody else named to the same prompt.
    """
    chance, known = random.Random(38), {row["prompt"]: row for row in table_of(_VOLUNTEERS / "prompts.tsv")}
    for lang in sorted({file.stem for file in files_of("train")}):
        named = [
            (row, row["facts"].get("what")) for file in files_of("train") if file.stem == lang for row in _rows(file)
        ]
        named = [(row, what) for row, what in named if isinstance(what, str) and what and what in row["text"]]
        services = [label for one in taxonomy().services.values() for label in one.labels.get(lang, ())]
        for row, what in named:
            if "{" in row["text"]:
                continue
            told = known[row["prompt"]]
            alike = [other for also, other in named if also["prompt"] == row["prompt"]]
            for _copy in range(_THINGS):
                other = chance.choice(services if services and chance.random() < _OF_TAXONOMY else alike)
                screen = chance.choice(told["screens"].split())
                yield Said(row["text"].replace(what, other, 1), screen, told["act"], lang, "made")


def anywhere() -> Iterator[Said]:
    """What may be said in the middle of everything, also on screens that ask for a yes or an answer: there words that
    nobody said before would else be an answer.
    """
    chance, known = random.Random(41), {row["prompt"]: row for row in table_of(_VOLUNTEERS / "prompts.tsv")}
    for file in files_of("train"):
        filled = _filled(file.stem, "train")
        for row in _rows(file):
            act, names = acts()[known[row["prompt"]]["act"]], {key: chance.choice(ways) for key, ways in filled.items()}
            if act.interrupts and act.kind in _ANYWHERE:
                for screen in chance.sample(_ASKING, _PLACES):
                    yield Said(row["text"].format_map(names), screen, act.name, file.stem, "made")


def seen(folder: str = "screens") -> Iterator[Said]:
    """What people would type on one screen, long and in their own words; their writers saw the list of acts."""
    for file in sorted((_VOLUNTEERS / folder).glob("*.jsonl")):
        yield from (Said(row["text"], row["screen"], row["act"], file.stem, "screen") for row in _rows(file))


def told() -> Iterator[Said]:
    """What tests say, each with the screen it is said on and the act that it is."""
    for file in sorted(_TOLD.glob("*.jsonl")):
        for row in _rows(file):
            yield Said(row["text"], row["screen"], row["act"], row["lang"], "told")


def cries() -> Iterator[Said]:
    """Cries for help and abuse of the moderation's sets that are for development, which may come at any time."""
    chance = random.Random(41)
    for act in ("danger", "abuse"):
        for file in sorted((_MODERATION / act).glob("*dev.jsonl")):
            for row in _rows(file):
                for screen in ("idle", chance.choice(_ANY_TIME)):
                    yield Said(row["text"], screen, act, row["lang"], "told")


def _filled(lang: str, half: str) -> dict[str, tuple[str, ...]]:
    """What stands in the places of sentences: many names, so that no name is what is learnt; each half has its own."""
    folder = _VOLUNTEERS / "names"
    names, towns, people = (
        tuple(filter(None, (folder / f"{kind}.{lang}.txt").read_text(encoding="utf-8").splitlines()))
        for kind in (half, "towns", "people")
    )
    places = {"org": names, "neworg": names, "partner": names, "town": towns, "newtown": towns, "person": people}
    return {**_FILLED, **places}


def files_of(half: str) -> list[Path]:
    """The files of a half of the pools; what was written for learning alone belongs to train."""
    folders = ("train", "more") if half == "train" else (half,)
    return [file for folder in folders for file in sorted((_VOLUNTEERS / folder).glob("*.jsonl"))]


def older(*, odd: bool) -> Iterator[Said]:
    """The sets of understanding and of what people say about an exchange: the odd lines, or the even ones."""
    chance, known = random.Random(34), _older_acts()
    for lang in ("es", "ar", "en", "fr", "pt"):
        for one in said_sentences(lang):
            if one.place % 2 == odd and (told := known.get(one.step)):
                yield from _on_screens(one.words, told, lang, "said", chance)
        for file in sorted(_UNDERSTANDING.glob(f"*/{lang}*.jsonl")):
            for place, row in enumerate(_rows(file), 1):
                if place % 2 == odd and (told := known.get(row["intent"])):
                    yield from _on_screens(row["text"], told, lang, "said", chance)


def examples() -> Iterator[Said]:
    """The sentences that translators keep."""
    chance, known = random.Random(35), _older_acts()
    for line in _EXAMPLES.read_text(encoding="utf-8").splitlines():
        lang, _tab, rest = line.partition("\t")
        intent, _tab, text = rest.partition("\t")
        if text and (told := known.get(intent)):
            yield from _on_screens(text, told, lang, "example", chance)


def _on_screens(
    text: str, told: tuple[str, list[str]], lang: str, source: str, chance: random.Random
) -> Iterator[Said]:
    act, screens = told
    for screen in chance.sample(screens, min(_SCREENS_AN_EXAMPLE, len(screens))):
        yield Said(text, screen, act, lang, source)


def _older_acts() -> dict[str, tuple[str, list[str]]]:
    table = table_of(_UNDERSTANDING / "acts.tsv")
    return {row["label"]: (row["act"], row["screens"].split()) for row in table if row["act"] != "-"}


def labelled(said: list[Said]) -> list[Labelled]:
    """What the models learn from; those of the pools weigh most."""
    assert {one.act for one in said} <= set(acts()), {one.act for one in said} - set(acts())
    return [Labelled(one.text, one.screen, one.act, _TRUST[one.source]) for one in said]


def report(name: str, said: list[Said], *, errors: bool) -> Iterator[str]:
    """How often the act is the likeliest, or among three; by language and by act; and what surer ones are worth."""
    found = [likely(one.text, one.screen) for one in said]
    first = [best[0][0] == one.act for one, best in zip(said, found, strict=True)]
    three = [one.act in [act for act, _p in best[:3]] for one, best in zip(said, found, strict=True)]
    yield f"{name}: {len(said)}   first {_of(first)}   among three {_of(three)}"
    for lang in sorted({one.lang for one in said}):
        mine = [right for one, right in zip(said, first, strict=True) if one.lang == lang]
        yield f"  {lang:8} {_of(mine)} of {len(mine)}"
    for least in (0.9, 0.7, 0.5, 0.3):
        sure = [right for best, right in zip(found, first, strict=True) if best[0][1] >= least]
        yield f"  at least {least}: {_of(sure)} right of {len(sure)}"
    missed = Counter((one.act, best[0][0]) for one, best in zip(said, found, strict=True) if one.act != best[0][0])
    yield "  most often: " + ", ".join(f"{right} as {read} {count}" for (right, read), count in missed.most_common(25))
    if errors:
        for one, best in zip(said, found, strict=True):
            if one.act != best[0][0]:
                yield f"    {one.lang} @{one.screen} {one.act} as {best[0][0]} {best[0][1]:.2f}: {one.text}"


def _of(rights: list[bool]) -> str:
    return f"{100 * sum(rights) / len(rights):.1f} %" if rights else "-"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line:
            yield json.loads(line)


def table_of(file: Path) -> list[dict[str, str]]:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


if __name__ == "__main__":
    main()
