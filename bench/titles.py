"""Learn what the words of a message are, its title above all: `python -m bench.titles`.

From the parts of messages in tests/data/volunteers/titles, put together in many ways, the whole messages there, whose
titles stand in brackets, and the pools' sentences whose facts name the thing; what numbers count from
tests/data/volunteers/numbers, where another act begins and which words others are to read from the screens
(bench/words_taught.py). A fifth of all is kept to measure on (`--report`), put together of parts that are not learnt.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from bench import tagger_training, words_taught
from bench.fitting import fit
from bench.spans import for_tagger
from bench.tagger_training import Text
from bot.understand import corrected_in, items_in, marks, wording_in
from bot.understand.asked import says_plainly
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import Tokens
from bot.understand.lexis.transcribed import as_heard
from bot.understanding import word_kinds
from bot.understanding.tagger import TAGGER
from bot.understanding.titles import CRF, LABELS, features
from bot.understanding.word_kinds import kinds_of
from core import encoder
from core.taxonomy import taxonomy
from core.text.normal import fold

FOLDER = Path(__file__).resolve().parents[1] / "tests/data/volunteers"
_STEPS = 127
_TODAY = date(2026, 11, 30)
_EACH, _MEASURED = 700, 60  # messages put together of a language
_OF_POOLS = {
    **dict.fromkeys(("need.full", "need.day", "need.bare", "need.unusual", "answer.what"), "need"),
    **dict.fromkeys(("offer.full", "offer.bare", "offer.loan"), "offer"),
    "need.two": "need",
    "offer.skills": "offer",
    "draft.what": "draft",
    "join.need_first": "need",
    "join.offer_first": "offer",
}
_OF_NOTHING = frozenset(
    (
        *("draft.yes", "draft.no", "draft.hours", "draft.day", "draft.wait"),
        *("answer.hours", "answer.day", "answer.hours_unsure", "answer.day_none"),
    )
)
"""Pools of what is said of a draft that is not its title."""
SOMEBODY = frozenset(
    (
        *("alguien", "alguém", "quien", "quem", "someone", "somebody", "anyone", "anybody", "quelqu'un", "qui", "حد"),
        *("حدا", "أحد", "احد", "مين", "شخص", "7ad", "7ada", "chkoun", "meen", "who"),
        *("qqun", "زول", "واحد", "واحدة", "wahd", "wa7d", "wa7ed", "zol", "persona", "pessoa", "personne", "person"),
    )
)
"""What belongs to a title where the thing is what somebody does; the pools' facts mostly leave it out."""
_ARTICLES = small("indefinite") | small("articles") | frozenset(("de", "du", "des", "d", "of"))
"""Words with which a title does not begin."""
_UNSAID = 0.3  # of the texts, of which the model is not told what they are
_MARKED = {"need": "need", "offer": "offer", "join": "need", "fix": "draft", "none": ""}
_PLACE = re.compile(r"<([^<>]*)>")
_CORRECTS = re.compile(r"(?:\S+\s+){0,3}(?:no|not|pas|مش|ماشي|é|it's|falta|faltan)\b")
_UNKNOWN, _SMALL = (0.3, 0.8), 2  # shares of words that are hidden; letters of words that are not
_ENDED = frozenset("hdptl.")
_TWO = 2
_AHEAD, _OF = 0.15, {"es": "de ", "fr": "de ", "pt": "de ", "en": "of "}  # "3 horas de …"
_TOLD = 0.75  # of things, which are told and not only named
_OTHERS = 0.3  # of the share of a title's words, other words that are hidden
_WITHOUT_KINDS = 0.15  # of the texts, of which the kinds of words are not told, as where there is no encoder
_PLACED = 0.1  # of corrections, which name a place
_BEHIND = 6  # words at most behind a pool's fact, which mostly leaves out for whom, up to the end of its clause
_BEFORE = 4  # words from there to what is done
_SHORT = 4
_JOINTS = (", ", " ", ". ", "! ", " - ")


class Wanted(NamedTuple):
    """A text with the title that it should get, '' for none, and those of what else it asks for or offers."""

    text: str
    title: str
    lang: str
    kind: str
    pool: bool = False
    more: bool = False
    also: tuple[str, ...] = ()
    place: str = ""
    whole: bool = False

    @property
    def titles(self) -> list[str]:
        return [one for one in (self.title, *self.also) if one]


class Seen(NamedTuple):
    """The words of a text with what the grammars know of each, as the model reads them."""

    tokens: Tokens
    marks: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--report", action="store_true", help="learn without the fifth that is kept back, and measure on it"
    )
    parser.add_argument("--errors", action="store_true", help="list what is found otherwise")
    parser.add_argument("--tagger", action="store_true", help="go on with the tagger alone, from its file, one turn")
    told = parser.parse_args()
    halves = (False,) if told.report else (False, True)
    wanted = [one for half in halves for one in examples(held_out=half)]
    besides = [one for half in halves for one in words_taught.texts(held_out=half)]
    learn(wanted, [*besides, *for_tagger()], tagger_alone=told.tagger)
    if told.report:
        print("\n".join(report(list(examples(held_out=True)), errors=told.errors)))
        print("\n".join(words_taught.report()))


def examples(*, held_out: bool, composed: bool = True) -> Iterator[Wanted]:
    for file in sorted((FOLDER / "titles").glob("*.txt")):
        parts = parts_of(file, held_out=held_out)
        chance = random.Random(crc32(file.stem.encode()) + held_out)
        whole = parts.pop("whole", [])
        whole += [line for line in words_taught.titled_lines(file.stem) if _is_held_out(line) == held_out]
        yield from (_marked(line, file.stem) for line in whole for _time in range(1 if held_out else 3))
        yield from (Wanted(line, "", file.stem, "draft") for line in parts["none"] for _time in range(2))
        count = (_MEASURED if held_out else _EACH) * composed
        yield from (_composed(parts, file.stem, chance) for _one in range(count))
        yield from (_listed(parts, file.stem, chance) for _one in range(count * 2 // 3))
    for half in ("train", "more"):
        for file in sorted((FOLDER / half).glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                one = _of_pool(row, file.stem)
                if one and _is_held_out(row["text"]) == held_out:
                    yield one


def _of_pool(row: dict[str, Any], lang: str) -> Wanted | None:
    """A sentence of the pools, where it is known which words of it are the title, or that none are."""
    facts, prompt, text = row["facts"], row["prompt"], row["text"]
    if "{" in text:
        return None
    if prompt in _OF_NOTHING:
        return Wanted(text, "", lang, "draft")
    said = facts.get("list") or [facts[key] for key in ("what", "what2") if facts.get(key)]
    kind, several = _OF_POOLS.get(prompt), prompt in ("need.two", "offer.skills")
    if not kind or not said or (several and len(said) < _TWO):
        return None
    return Wanted(text, said[0], lang, kind, pool=True, also=tuple(said[1:]) if several else ())


def composed(each: int) -> Iterator[Wanted]:
    """`each` messages of each language, put together of all parts: bench.acts learns by them what asks and offers."""
    for file in sorted((FOLDER / "titles").glob("*.txt")):
        halves = [parts_of(file, held_out=held_out) for held_out in (False, True)]
        parts = {name: [*lines, *halves[1][name]] for name, lines in halves[0].items()}
        chance = random.Random(crc32(file.stem.encode()))
        yield from (_composed(parts, file.stem, chance) for _one in range(each))
        yield from (_listed(parts, file.stem, chance) for _one in range(each // 4))


def parts_of(file: Path, *, held_out: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name = line.removeprefix("= ")
        elif line:
            found.setdefault(name, []).append(line)
    short = [label for one in taxonomy().services.values() for label in one.labels.get(file.stem, ())]
    found["short"] = [label[:1].lower() + label[1:] for label in short] or found["n"]
    kept = {name: [one for one in lines if _is_held_out(one) == held_out] for name, lines in found.items()}
    return {name: lines or found[name] for name, lines in kept.items()}


def _is_held_out(text: str) -> bool:
    return crc32(text.encode()) % 5 == 0


def _marked(line: str, lang: str) -> Wanted:
    """A whole message: [titles], {what is added to one}, <a place that is no town>; what it is may stand in front."""
    named, _, rest = line.partition(": ")
    kind, line = (_MARKED[named], rest) if named in _MARKED else (None, line)
    pieces = re.split(r"[\[\]{}]", line)
    more, titles, place = "{" in line, [_PLACE.sub(r"\1", one) for one in pieces[1::2]], _PLACE.search(line)
    text = _PLACE.sub(r"\1", "".join(pieces)).replace("\\n", "\n")
    if kind is None:
        said = says_plainly(text, "ar" if lang == "arabizi" else lang)
        kind = "draft" if more or _CORRECTS.match(pieces[0] + "x") else said
    title, *also = titles or [""]
    return Wanted(text, title, lang, kind, more=more, also=tuple(also), place=place[1] if place else "", whole=True)


def _listed(parts: dict[str, list[str]], lang: str, chance: random.Random) -> Wanted:
    """Several things in one message, in a row, on lines, by numbers, or each asked for anew."""
    need = chance.random() < 0.5
    lead, intro, things = (
        ("lead", "twon", "n") if need else chance.choice((("leado", "twoo", "o"), ("leadl", "twoo", "ol")))
    )
    pool = [thing for name in (*things, *(("short",) if chance.random() < 1 - _TOLD else ())) for thing in parts[name]]
    titles = chance.sample(pool, min(len(pool), chance.choice((2, 2, 2, 3) if need else (2, 2, 3, 3, 4, 5))))
    said = [_timed(parts, lang, title, chance, need=need) for title in titles]
    way = chance.random()
    if need and way < 0.2:
        text = f"{chance.choice(parts['lead'])} {said[0]}"
        for more in said[1:]:
            text += _joined(chance.choice(parts["rejoint"])) + more
    elif way < 0.45:
        sign = chance.choice(("- ", "• ", "{}. ", "{}) ", "{}- ", "", "* "))
        lines = [sign.format(at + 1) + one for at, one in enumerate(said)]
        text = "\n".join([chance.choice(parts[intro]), *lines] if chance.random() < 0.6 else lines)
    elif way < 0.55:
        begun = f"{chance.choice(parts[chance.choice((intro, lead))])} " if chance.random() < 0.7 else ""
        text = begun + " ".join(f"{at + 1}{chance.choice((')', '.', ''))} {one}" for at, one in enumerate(said))
    else:
        begun, last = (
            chance.choice(parts[intro if chance.random() < 0.5 else lead]),
            _joined(chance.choice(parts["joint"])),
        )
        middle = chance.choice((", ", ", ", last, "، " if lang == "ar" else "; "))
        text = f"{begun} {middle.join(said[:-1])}{last}{said[-1]}"
    text += f" {chance.choice(parts['often'])}" if not need and chance.random() < _AHEAD else ""
    for name, share in (("story", 0.15), ("greet", 0.35)):
        text = f"{chance.choice(parts[name])}{chance.choice(_JOINTS)}{text}" if chance.random() < share else text
    text += f"{chance.choice(_JOINTS)}{chance.choice(parts['tail'])}" if chance.random() < 0.25 else ""
    return _typed(text, titles, lang, "need" if need else "offer", chance)


def _joined(joint: str) -> str:
    """With the spaces around it; the Arabic "and" is written as one word with what follows."""
    return ("" if joint[0] in ",.;،؛" else " ") + joint + ("" if joint.split()[-1] == "و" else " ")


def _timed(parts: dict[str, list[str]], lang: str, title: str, chance: random.Random, *, need: bool) -> str:
    """A thing with the hours and the day of it around it."""
    share = 0.5 if need else 0.08
    said = [chance.choice(parts[name]) for name in ("hours", "day") if chance.random() < share]
    chance.shuffle(said)
    if said and need and chance.random() < _AHEAD:
        return f"{said[0]} {_OF.get(lang, '')}{title} {' '.join(said[1:])}".strip()
    if not said:
        return title
    return title + chance.choice((" ({})", ", {}", " {}", " {}", " - {}")).format(chance.choice((", ", " ")).join(said))


def _composed(parts: dict[str, list[str]], lang: str, chance: random.Random) -> Wanted:
    """One message of parts chosen by chance."""

    def may(name: str, share: float) -> str:
        return chance.choice(parts[name]) if chance.random() < share else ""

    kind, lead, things, bare = chance.choice(
        (("need", "lead", "n", 0.12),) * 5
        + (("need", "leadv", "v", 0.1), ("need", "leads", "s", 0.0))
        + (("offer", "leado", "o", 0.12),) * 3
        + (("offer", "leadl", "l", 0.05),)
        + (("draft", "leadc", "nvsol", 0.0),) * 6
    )
    thing = "short" if kind != "need" or lead == "lead" else things
    title, more, place = chance.choice(parts[chance.choice(things) if chance.random() < _TOLD else thing]), False, ""
    if kind == "draft" and chance.random() < _PLACED:
        place = chance.choice(parts["place"])
        return _typed(f"{chance.choice(parts['placec'])} {place}", [""], lang, kind, chance)._replace(place=place)
    if kind == "draft":
        text, more = _corrected(parts, title, chance)
    else:
        often = may("often", 0.12 if kind == "need" else 0.2) or (may("spare", 0.25) if kind == "offer" else "")
        title += (chance.choice((" ", ", ")) + often) if often else ""
        place = may("place", 0.3)
        beside = [may("hours", 0.55), may("day", 0.5), place, may("time", 0.15)]
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
    for name, share in (("broken", 0.12), ("story", 0.2), ("greet", 0.4)):
        if (ahead := may(name, share)) and kind != "draft":
            text = ahead.replace("{old}", chance.choice(parts["l"])) + chance.choice(_JOINTS) + text
    for name, share in (("story", 0.15), ("tail", 0.35)):
        if (behind := may(name, share)) and kind != "draft":
            text += chance.choice(_JOINTS) + behind
    return _typed(text, [title], lang, kind, chance)._replace(more=more, place=place)


def _corrected(parts: dict[str, list[str]], title: str, chance: random.Random) -> tuple[str, bool]:
    name = chance.choice(("leadc", "leadc", "swap", "swap", "more"))
    if name == "leadc":
        text = f"{chance.choice(parts[name])} {title}"
    else:
        old = chance.choice(parts[chance.choice(("n", "v", "o", "short", "short"))])
        text = chance.choice(parts[name]).replace("{old}", old).replace("{new}", title)
    text += chance.choice((", ", " ")) + chance.choice(parts["endc"]) if chance.random() < 0.25 else ""
    return text, name == "more"


def _typed(text: str, titles: list[str], lang: str, kind: str, chance: random.Random) -> Wanted:
    """As people type: small letters, no commas, no accents."""
    ways: list[tuple[float, Callable[[str], str]]] = [
        (0.5, str.lower),
        (0.3 if len(titles) == 1 else 0, lambda said: said.replace(", ", " ")),
        (0.2 if lang not in ("ar", "arabizi") else 0, _plain),
    ]
    for share, way in ways:
        if chance.random() < share:
            text, titles = way(text), [way(title) for title in titles]
    if titles[0] and chance.random() < 0.2 and titles[0][:1] != text[:1]:
        text = text[:1].upper() + text[1:]
    return Wanted(text, titles[0], lang, kind, also=tuple(titles[1:]))


def _plain(said: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", said) if not unicodedata.combining(one))


def seen(one: Wanted) -> Seen:
    """A text as the model is asked about it."""
    tokens = marks.read_as(one.text)
    return Seen(tokens, marks.known(tokens, "ar" if one.lang == "arabizi" else one.lang, _TODAY))


def labels_of(one: Wanted, read: Seen) -> list[int]:
    """The label of each word; [] where a title is not in this text, or it is not sure where that of a pool ends."""
    tokens, size = read.tokens, len(read.tokens.forms)
    labels, places, ahead = [0] * size, [], 0
    for title in one.titles:
        begun = tokens.text.find(title, ahead)
        ahead = begun + len(title)
        inside = [at for at in range(size) if tokens.starts[at] < ahead and begun < tokens.ends[at]]
        if begun < 0 or not inside:
            return []
        places.append((inside[0], inside[-1] + 1))
    for place, (start, end) in enumerate(places):
        if one.pool:
            start = _with_somebody(tokens, start, places[place - 1][1] if place else 0)
            end = _ended(read, end, places[place + 1][0] if place + 1 < len(places) else 0)
            if not end:
                return []
        while end - start > 1 and tokens.forms[start] in _ARTICLES:
            start += 1
        first = LABELS.index("B-more" if one.more else "B-title")
        labels[start:end] = [first, *[first + 1] * (end - start - 1)]
    return _with_place(one, tokens, labels)


def _with_place(one: Wanted, tokens: Tokens, labels: list[int]) -> list[int]:
    begun = fold(one.text).rfind(fold(one.place)) if one.place else -1
    inside = (
        [at for at in range(len(labels)) if begun <= tokens.starts[at] < begun + len(one.place)] if begun >= 0 else []
    )
    if inside and not any(labels[at] for at in inside):
        first = LABELS.index("B-place")
        labels[inside[0] : inside[-1] + 1] = [first, *[first + 1] * (len(inside) - 1)]
    return labels


def _ended(read: Seen, end: int, following: int) -> int:
    """Where the clause ends in which a pool's fact stands, 0 where that is far; before another fact, with itself."""
    if following:
        return end
    size = len(read.tokens.forms)
    last = next((at for at in range(end, size) if _ENDED.intersection(read.marks[at])), size)
    return last if last - end < _BEHIND else 0


def _with_somebody(tokens: Tokens, start: int, least: int) -> int:
    for at in range(start - 1, max(start - _BEFORE, least) - 1, -1):
        if tokens.said(at, at + 1).lower().removeprefix("و") in SOMEBODY:
            return at
        if len(tokens.forms[at]) > _SHORT or tokens.is_sign(at):
            break
    return start


def learn(wanted: list[Wanted], besides: list[Text], *, tagger_alone: bool) -> None:
    chance, texts = random.Random(39), []
    known = [(one, seen(one)) for one in wanted]
    if not tagger_alone:
        find_kinds({word for _one, read in known for word in marks.words_of(read.tokens)})
    net, taught = list(besides), set[tuple[str, tuple[str, ...]]]()
    for one, read in known:
        if (labels := labels_of(one, read)) and (any(labels) or not (one.title or one.place)):
            kinds = (one.kind,) if one.kind == "draft" else (one.kind, one.kind, "")
            if (one.text, kinds) not in taught:  # each turn sees it once
                net.append(Text(*as_heard(read.tokens), read.marks, kinds, labels))
            taught.add((one.text, kinds))
            if tagger_alone:
                continue
            kind = one.kind if one.kind == "draft" else chance.choices((one.kind, ""), (1 - _UNSAID, _UNSAID))[0]
            said = marks.words_of(read.tokens)
            kinds_said = [kinds_of(word) for word in said]
            for share in _UNKNOWN:
                words = _half_known(said, labels, share, chance)
                told = kinds_said if chance.random() >= _WITHOUT_KINDS else []
                texts.append((features(words, read.marks, kind, told), labels))
    if tagger_alone:
        tagger_training.fit(net, LABELS, TAGGER.file, 1, anew=False)
        TAGGER.forget()
        return
    with ProcessPoolExecutor(1) as pool:
        learnt = pool.submit(tagger_training.fit, net, LABELS, TAGGER.file)
        fit(CRF, texts)
        learnt.result()
    TAGGER.forget()
    print(f"{len(texts)} texts, {CRF.file.stat().st_size} and {TAGGER.file.stat().st_size} bytes")


def find_kinds(words: Collection[str]) -> None:
    """The kinds of words, by what the encoder knows of each of these, to their file."""
    from sklearn.cluster import MiniBatchKMeans

    rows = np.stack([found for word in sorted(words) if word and (found := encoder.word(word)) is not None])
    tables = {}
    for size in word_kinds.SIZES:
        centres = MiniBatchKMeans(size, random_state=1, n_init=2, batch_size=2048).fit(rows).cluster_centers_
        tables[f"of{size}"] = np.round(centres / np.abs(centres).max() * _STEPS).astype(np.int8)
    np.savez_compressed(word_kinds.FILE, **tables)
    word_kinds._centres.cache_clear()
    kinds_of.cache_clear()


def _half_known(words: list[str], labels: list[int], share: float, chance: random.Random) -> list[str]:
    """The words, of which some of a title are made words that nobody knows: most things were never asked for before."""
    hidden = [
        len(word) > (_SMALL if label else _SHORT) and chance.random() < (share if label else share * _OTHERS)
        for word, label in zip(words, labels, strict=True)
    ]
    return ["" if gone else word for word, gone in zip(words, hidden, strict=True)]


def report(wanted: list[Wanted], *, errors: bool) -> Iterator[str]:
    """Titles that are exact, and near: all words but one of the wanted, and no more than two others. The times and days
    that come behind one count as exact. Of several, all are, and no other.
    """
    count, exact, near = Counter[str](), Counter[str](), Counter[str]()
    for one in wanted:
        compared = _compared(one)
        if compared is None:
            continue
        found, got, want = compared
        group = (
            "place"
            if one.place and not one.title
            else "none"
            if not one.title
            else "list"
            if one.also
            else "pools"
            if one.pool
            else "own"
        )
        group = f"whole {group}" if one.whole else group
        for name in (group, f"{group} {one.lang}", f"{group} of {one.kind or 'any'}"):
            count[name] += 1
            exact[name] += got == want
            near[name] += _are_near(got, want)
        if errors and got != want:
            yield f"  {one.lang} {one.kind}: {one.text!r}: wanted {one.titles}, got {found}"
    for name in sorted(count):
        rights = f"exact {100 * exact[name] / count[name]:5.1f} %  near {100 * near[name] / count[name]:5.1f} %"
        yield f"{name:16} {rights}  of {count[name]}"


def held(one: Wanted) -> bool:
    """Whether the titles that are found are near the wanted ones."""
    compared = _compared(one)
    return compared is not None and _are_near(*compared[1:])


def _compared(one: Wanted) -> tuple[list[str], list[list[str]], list[list[str]]] | None:
    """The titles that are found, their words, and those of the wanted ones; None where these are not sure."""
    read, first = seen(one), (LABELS.index("B-title"), LABELS.index("B-more"))
    labels = labels_of(one, read)
    if (one.title or one.place) and not any(labels):
        return None
    lang = "ar" if one.lang == "arabizi" else one.lang
    if one.kind == "draft":
        found = [corrected_in(one.text, lang, _TODAY).title]
    else:
        found = [item.what for item in items_in(one.text, lang, _TODAY, one.kind)]
        found = found or [wording_in(one.text, lang, _TODAY, one.kind)]
    words = zip(read.tokens.forms, read.marks, labels, strict=True)
    times = {form for form, mark, label in words if {"t", "l", "d", "r"} & set(mark) or label > LABELS.index("I-more")}
    begins = [at for at, label in enumerate(labels) if label in first]
    ends = [
        next((at for at in range(begun + 1, len(labels)) if labels[at] != labels[begun] + 1), len(labels))
        for begun in begins
    ]
    if one.place and not one.title:
        begins, ends = [at for at, label in enumerate(labels) if label][:1], [len(labels)]
        times = set()
    wanted = [read.tokens.said(start, end) for start, end in zip(begins, ends, strict=True)]
    return found, [_bare(text, times) for text in found if text], [_bare(text, times) for text in wanted]


def _bare(text: str, times: Collection[str]) -> list[str]:
    """The words, without an article before them and the times of day behind them."""
    said = re.findall(r"\w+", fold(text))
    while len(said) > 1 and said[-1] in times:
        said.pop()
    said = said[1:] if said and said[0] in _ARTICLES else said
    return [said[0].removeprefix("و"), *said[1:]] if said and len(said[0]) > _SHORT - 1 else said


def _are_near(found: list[list[str]], wanted: list[list[str]]) -> bool:
    return len(found) == len(wanted) and all(_is_near(*both) for both in zip(found, wanted, strict=True))


def _is_near(found: list[str], wanted: list[str]) -> bool:
    has, wants = Counter(found), Counter(wanted)
    return bool(has) and (has - wants).total() <= 2 and (wants - has).total() <= 1


if __name__ == "__main__":
    main()
