"""Learn which words of a message are a listing's title: `python -m bench.titles`.

From the parts of messages in tests/data/volunteers/titles, put together in many ways, the whole messages there, whose
titles stand in brackets, and the pools' sentences whose facts name the thing. A fifth of all is kept to measure on
(`--report`), put together of parts that are not learnt.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bench.fitting import fit
from bot.understand import corrected_in, titled, wording_in
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens, tokenise
from bot.understanding.titles import CRF, LABELS, features
from core.text.clean import clean
from core.text.normal import fold

FOLDER = Path(__file__).resolve().parents[1] / "tests/data/volunteers"
_TODAY = date(2026, 11, 30)
_EACH, _MEASURED = 500, 60  # messages put together of a language
_OF_POOLS = {
    **dict.fromkeys(("need.full", "need.day", "need.bare", "need.unusual", "answer.what"), "need"),
    **dict.fromkeys(("offer.full", "offer.bare", "offer.loan"), "offer"),
    "draft.what": "draft",
    "join.need_first": "need",
    "join.offer_first": "offer",
}
_SOMEBODY = frozenset(
    (
        *("alguien", "alguém", "quien", "quem", "someone", "somebody", "anyone", "anybody", "quelqu'un", "qui", "حد"),
        *("حدا", "أحد", "احد", "مين", "شخص", "7ad", "7ada", "chkoun", "meen", "who"),
    )
)
"""What belongs to a title where the thing is what somebody does; the pools' facts mostly leave it out."""
_ARTICLES = small("indefinite")
_UNSAID = 0.3  # of the texts, of which the model is not told what they are
_CORRECTS = re.compile(r"(?:\S+\s+){0,3}(?:no|not|pas|مش|ماشي|é|it's|falta|faltan)\b")
_UNKNOWN, _SMALL = (0.3, 0.8), 2  # shares of words that are hidden; letters of words that are not
_ENDED = frozenset("hdptl.")
_BEHIND = 6  # words at most behind a pool's fact, which mostly leaves out for whom, up to the end of its clause
_BEFORE = 4  # words from there to what is done
_SHORT = 4
_JOINTS = (", ", " ", ". ", "! ", " - ")


class Wanted(NamedTuple):
    """A text with the title that it should get."""

    text: str
    title: str
    lang: str
    kind: str
    pool: bool = False
    more: bool = False


class Seen(NamedTuple):
    """The words of a text with what the grammars know of each, as the model reads them."""

    tokens: Tokens
    marks: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--errors", action="store_true")
    told = parser.parse_args()
    if told.report:
        with tempfile.TemporaryDirectory() as folder:
            kept, CRF.file = CRF.file, Path(folder) / "titles.npz"
            learn(list(examples(held_out=False)))
            print("\n".join(report(list(examples(held_out=True)), errors=told.errors)))
            CRF.file = kept
    else:
        learn([*examples(held_out=False), *examples(held_out=True)])


def examples(*, held_out: bool, composed: bool = True) -> Iterator[Wanted]:
    for file in sorted((FOLDER / "titles").glob("*.txt")):
        parts = _parts(file, held_out=held_out)
        chance = random.Random(crc32(file.stem.encode()) + held_out)
        whole = parts.pop("whole", [])
        yield from (_marked(line, file.stem) for line in whole for _time in range(1 if held_out else 3))
        yield from (
            _composed(parts, file.stem, chance) for _one in range((_MEASURED if held_out else _EACH) * composed)
        )
    for half in ("train", "more"):
        for file in sorted((FOLDER / half).glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                what, kind = row["facts"].get("what"), _OF_POOLS.get(row["prompt"])
                if what and kind and "{" not in row["text"] and _is_held_out(row["text"]) == held_out:
                    yield Wanted(row["text"], what, file.stem, kind, pool=True)


def _parts(file: Path, *, held_out: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name = line.removeprefix("= ")
        elif line:
            found.setdefault(name, []).append(line)
    kept = {name: [one for one in lines if _is_held_out(one) == held_out] for name, lines in found.items()}
    return {name: lines or found[name] for name, lines in kept.items()}


def _is_held_out(text: str) -> bool:
    return crc32(text.encode()) % 5 == 0


def _marked(line: str, lang: str) -> Wanted:
    begun, title, behind = re.split(r"[\[\]{}]", line)
    more = "{" in line
    kind = (
        "draft" if more or re.match(r"(?:\S+\s+){0,3}(?:no|not|pas|مش|ماشي|é|it's|falta|faltan)\b", begun + "x") else ""
    )
    return Wanted(begun + title + behind, title, lang, kind, more=more)


def _composed(parts: dict[str, list[str]], lang: str, chance: random.Random) -> Wanted:
    """One message of parts chosen by chance."""

    def may(name: str, share: float) -> str:
        return chance.choice(parts[name]) if chance.random() < share else ""

    kind, lead, things, bare = chance.choice(
        (("need", "lead", "n", 0.12),) * 5
        + (("need", "leadv", "v", 0.1), ("need", "leads", "s", 0.0))
        + (("offer", "leado", "o", 0.12),) * 3
        + (("offer", "leadl", "l", 0.05),)
        + (("draft", "leadc", "nvsol", 0.0),) * 4
    )
    title, more = chance.choice(parts[chance.choice(things)]), False
    if kind == "draft":
        text, more = _corrected(parts, title, chance)
    else:
        often = may("often", 0.12 if kind == "need" else 0.2) or (may("spare", 0.25) if kind == "offer" else "")
        title += (chance.choice((" ", ", ")) + often) if often else ""
        beside = [may("hours", 0.55), may("day", 0.5), may("place", 0.3), may("time", 0.15)]
        early = chance.random() < 0.2
        before = chance.choice((beside[0], beside[1], f"{beside[1]} {beside[0]}")).strip() if early else ""
        rest = [one for one in beside if one and one not in before]
        chance.shuffle(rest)
        asked = chance.choice(parts[lead]) if chance.random() >= bare else ""
        joint = "" if asked.endswith("'") else ": " if asked and chance.random() < 0.06 else " "
        text = f"{asked}{joint if asked else ''}{title}"
        text = f"{before}{chance.choice((' ', ', '))}{text}" if before else text
        for one in rest:
            text += chance.choice((" ", ", ", ", ")) + one
    for name, share in (("story", 0.2), ("greet", 0.4)):
        if (ahead := may(name, share)) and kind != "draft":
            text = ahead + chance.choice(_JOINTS) + text
    for name, share in (("story", 0.15), ("tail", 0.35)):
        if (behind := may(name, share)) and kind != "draft":
            text += chance.choice(_JOINTS) + behind
    return _typed(text, title, lang, kind, chance)._replace(more=more)


def _corrected(parts: dict[str, list[str]], title: str, chance: random.Random) -> tuple[str, bool]:
    name = chance.choice(("leadc", "leadc", "swap", "more"))
    if name == "leadc":
        text = f"{chance.choice(parts[name])} {title}"
    else:
        old = chance.choice(parts[chance.choice("nvo")])
        text = chance.choice(parts[name]).replace("{old}", old).replace("{new}", title)
    text += chance.choice((", ", " ")) + chance.choice(parts["endc"]) if chance.random() < 0.25 else ""
    return text, name == "more"


def _typed(text: str, title: str, lang: str, kind: str, chance: random.Random) -> Wanted:
    """As people type: small letters, no commas, no accents."""
    ways: list[tuple[float, Callable[[str], str]]] = [
        (0.5, str.lower),
        (0.3, lambda said: said.replace(", ", " ")),
        (0.2 if lang not in ("ar", "arabizi") else 0, _plain),
    ]
    for share, way in ways:
        if chance.random() < share:
            text, title = way(text), way(title)
    return Wanted(
        text[:1].upper() + text[1:] if chance.random() < 0.2 and title[:1] != text[:1] else text, title, lang, kind
    )


def _plain(said: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", said) if not unicodedata.combining(one))


def seen(one: Wanted) -> Seen:
    """A text as the model is asked about it."""
    tokens = tokenise(clean(one.text, len(one.text)))
    return Seen(tokens, titled.known(tokens, "ar" if one.lang == "arabizi" else one.lang, _TODAY)[0])


def labels_of(one: Wanted, read: Seen) -> list[int]:
    """The label of each word; [] where the title is not in this text, or it is not sure where that of a pool ends."""
    tokens = read.tokens
    begun = tokens.text.find(one.title)
    ended = begun + len(one.title)
    inside = [at for at in range(len(tokens.forms)) if begun <= tokens.starts[at] < ended]
    if begun < 0 or not inside:
        return []
    start, end = inside[0], inside[-1] + 1
    if one.pool:
        size = len(tokens.forms)
        end = next((at for at in range(end, size) if _ENDED.intersection(read.marks[at])), size)
        if end - inside[-1] > _BEHIND:
            return []
        start = _with_somebody(tokens, start)
    if end - start > 1 and tokens.forms[start] in _ARTICLES:
        start += 1
    first = LABELS.index("B-more" if one.more else "B-title")
    return [0 if not start <= at < end else first if at == start else first + 1 for at in range(len(tokens.forms))]


def _with_somebody(tokens: Tokens, start: int) -> int:
    for at in range(start - 1, max(start - _BEFORE, 0) - 1, -1):
        if tokens.said(at, at + 1).lower() in _SOMEBODY:
            return at
        if len(tokens.forms[at]) > _SHORT or tokens.is_sign(at):
            break
    return start


def learn(wanted: list[Wanted]) -> None:
    chance, texts = random.Random(39), []
    for one in wanted:
        read = seen(one)
        if labels := labels_of(one, read):
            kind = one.kind if one.kind == "draft" else chance.choices((one.kind, ""), (1 - _UNSAID, _UNSAID))[0]
            for share in _UNKNOWN:
                words = _half_known(titled.words_of(read.tokens), labels, share, chance)
                texts.append((features(words, read.marks, kind), labels))
    fit(CRF, texts)
    print(f"{len(texts)} texts, {CRF.file.stat().st_size} bytes")


def _half_known(words: list[str], labels: list[int], share: float, chance: random.Random) -> list[str]:
    """The words, of which some of a title are made words that nobody knows: most things were never asked for before."""
    hidden = [
        bool(label) and len(word) > _SMALL and chance.random() < share
        for word, label in zip(words, labels, strict=True)
    ]
    return ["" if gone else word for word, gone in zip(words, hidden, strict=True)]


def report(wanted: list[Wanted], *, errors: bool) -> Iterator[str]:
    """Titles that are exact, and near: all words but one of the wanted, and no more than two others. The times and days
    that come behind one count as exact.
    """
    count, exact, near = Counter[str](), Counter[str](), Counter[str]()
    for one in wanted:
        found, got, want = _compared(one)
        if not want:
            continue
        group = "pools" if one.pool else "own"
        for name in (group, f"{group} {one.lang}", f"{group} {one.kind}"):
            count[name] += 1
            exact[name] += got == want
            near[name] += _is_near(got, want)
        if errors and got != want:
            yield f"  {one.lang} {one.kind}: {one.text!r}: wanted «{one.title}», got «{found}»"
    for name in sorted(count):
        rights = f"exact {100 * exact[name] / count[name]:5.1f} %  near {100 * near[name] / count[name]:5.1f} %"
        yield f"{name:16} {rights}  of {count[name]}"


def held(one: Wanted) -> bool:
    """Whether the title that is found is near the wanted one."""
    _found, got, want = _compared(one)
    return _is_near(got, want)


def _compared(one: Wanted) -> tuple[str, list[str], list[str]]:
    """The title that is found, its words, and those of the wanted one; none where that is not sure."""
    read = seen(one)
    inside = [at for at, label in enumerate(labels_of(one, read)) if label]
    if not inside:
        return "", [], []
    lang = "ar" if one.lang == "arabizi" else one.lang
    corrects = one.kind == "draft"
    found = corrected_in(one.text, lang, _TODAY).title if corrects else wording_in(one.text, lang, _TODAY, one.kind)
    times = {form for form, mark in zip(read.tokens.forms, read.marks, strict=True) if {"t", "l", "d"} & set(mark)}
    wanted = read.tokens.said(inside[0], inside[-1] + 1)
    return found, _bare(found, times), _bare(wanted, times)


def _bare(text: str, times: Collection[str]) -> list[str]:
    """The words, without an article before them and the times of day behind them."""
    said = re.findall(r"\w+", fold(text))
    while len(said) > 1 and said[-1] in times:
        said.pop()
    return said[1:] if said and said[0] in _ARTICLES else said


def _is_near(found: list[str], wanted: list[str]) -> bool:
    has, wants = Counter(found), Counter(wanted)
    return bool(has) and (has - wants).total() <= 2 and (wants - has).total() <= 1


if __name__ == "__main__":
    main()
