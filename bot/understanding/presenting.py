"""Who do words say that they are? Name and town inside any sentence, and what is told beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.understanding.acts import DATA, likely
from bot.understanding.spans import Found, Token, spans, tokenise
from bot.understanding.word_lists import town_words
from core.text.normal import digits, fold, skeleton

_LEAST, _LARGE = 0.35, 0.5
"""Probability from which on a name or a town is taken for one: what was not plain is shown before it counts. And that
of a name which only its large letters tell.
"""
_LEAST_LARGE = 2  # words of those
_GOES_ON = 2  # words from the last large one on, from more than which it is no longer the name
_LONGEST = 60
_LONGEST_CODE = 8  # digits, of those that begin with a zero
_SCREEN = "newcomer"
_ENDS = re.compile(r"^[\W_]+|[^\w)]+$")
_RUN = re.compile(r"\+?(?<!\d)\d(?:[\s-]?\d){6,14}(?![\w])")
_CODE = 7, 10  # digits, at least and at most
_PRESENTS, _BESIDE = "present", ("present", "post_need", "post_offer", "none")
"""What who presents themselves may say in the same message."""


class Presented(NamedTuple):
    """`name` and `town` are '' where none is found. `plain`: the message says nothing else. `told`: the rest of it,
    before the first or behind the last of them. `sure`: how likely the name is one, and that of who writes.
    """

    name: str = ""
    town: str = ""
    plain: bool = False
    told: str = ""
    sure: float = 0.0


def presented(text: str) -> Presented:
    """Who is presented in a message."""
    found, tokens = [one for one in spans(text, _SCREEN) if one.probability >= _LEAST], tokenise(text)
    town, name = _town(text, tokens, found), _name(text, tokens, found)
    if name is None:
        return Presented(town=tidy(town.text) if town else "")
    if town and _goes_on(text, tokens, name, town):
        name = name._replace(text=text[name.start : town.end], end=town.end)
    if town is None or _overlap(town, name):
        town = _known_town(text, tokens, name)
    name = _with_signs(text, name, town) if town else name
    taken = [one for one in (name, town) if one]
    first, last = min(one.start for one in taken), max(one.end for one in taken)
    before, behind = text[:first], text[last:]
    rest = re.findall(r"[^\W_]+", fold(before + " " + behind + " " + _between(text, taken)))
    told = behind if len(behind.split()) >= len(before.split()) else before
    plain = set(rest) <= _small() and (town is None or _is_apart(text, tokens, name, town))
    sure = name.probability if plain else name.probability * _presents(text, found, _is_marked(tokens, name, town))
    return Presented(tidy(name.text), tidy(town.text) if town else "", plain, tidy(told), sure)


def _presents(text: str, found: list[Found], marked: bool) -> float:
    """How likely it presents who writes, beside whatever else it says: a name and a town do, where both are sure."""
    both = [max((one.probability for one in found if one.kind == kind), default=0.0) for kind in ("org", "town")]
    chances = dict(likely(text, _SCREEN))
    beside = min(both) * sum(chances.get(act, 0.0) for act in _BESIDE) if marked else 0.0
    return max(chances.get(_PRESENTS, 0.0), beside)


def _is_marked(tokens: list[Token], name: Found, town: Found | None) -> bool:
    """Whether more than the tagger tells a name and a town: large letters, or a town that we know."""
    if not name.text.islower() or town is None or not town.text.islower():
        return True
    return all(town_words([one.form for one in tokens if town.start <= one.start < town.end]))


def town_in(text: str) -> str | None:
    """The town that an answer to "in which town?" names; None where none is found."""
    tokens = tokenise(text)
    found = _best([one for one in spans(text, "town") if one.probability >= _LEAST], "town")
    return tidy((_known_town(text, tokens, found, inside=True, small=True) or found).text) if found else None


def told_name(text: str, screen: str, but: str) -> str:
    """The name of an organisation in a message that says how it is called, other than the one it had; '' for none."""
    return _told(text, screen, ("org",), but)


def told_town(text: str, screen: str, but: str, *, only: bool) -> str:
    """The same of a town; `only`: what else is named in the message is taken for one, too."""
    return _told(text, screen, ("town", "org", "person") if only else ("town",), but)


def _told(text: str, screen: str, kinds: tuple[str, ...], but: str) -> str:
    tokens = tokenise(text)
    found = [one for one in spans(text, screen) if one.probability >= _LEAST]
    found = [_whole(text, tokens, one) if one.kind == "org" else one for one in found]
    found = [one for one in found if skeleton(tidy(one.text)) != skeleton(but)]
    others = [one for one in found if not but or skeleton(but) not in skeleton(one.text)]  # "not Casa Luz, my friend"
    best = next((one for of in (others, found) for kind in kinds if (one := _best(of, kind))), None)
    if best is None and "org" in kinds and len(kinds) == 1:
        parts = [part for part in text.split(but) if part.strip()] if but else [text]
        large = [one for part in parts if (one := _written_large(part, tokenise(part), []))]
        best = large[0] if len(large) == 1 else None
    return tidy(best.text) if best else ""


def code_in(text: str) -> str:
    """The digits of a code anywhere in a message: the only run of 7 to 10 digits in it; '' where there is none."""
    found = _RUN.findall(digits(text))
    runs = [re.sub(r"\D", "", run) for run in found if not run.startswith("+")]
    phone = len(runs) == 1 and runs[0].startswith("0") and len(runs[0]) > _LONGEST_CODE
    least, most = _CODE
    return runs[0] if len(found) == len(runs) == 1 and not phone and least <= len(runs[0]) <= most else ""


@cache
def _small() -> frozenset[str]:
    lines = (DATA / "small_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def is_small(word: str) -> bool:
    """Whether a word may stand in a name, or between a name and a town, and says nothing else."""
    return fold(word) in _small()


def _best(found: list[Found], kind: str) -> Found | None:
    of_kind = [one for one in found if one.kind == kind and 2 <= len(tidy(one.text)) <= _LONGEST]
    of_kind = [one for one in of_kind if any(map(str.isalpha, one.text))]
    of_kind = [one for one in of_kind if not set(re.findall(r"[^\W_]+", fold(one.text))) <= _small()]
    return max(of_kind, key=lambda one: one.probability, default=None)


def _town(text: str, tokens: list[Token], found: list[Found]) -> Found | None:
    """The likeliest town. Of one that holds a known town and more words only that, "Thiès" of "Thiès pardi"; one that
    nobody knows makes way for one that we know.
    """
    towns = [one for one in found if one.kind == "town"]
    known = [known for one in towns if (known := _known_town(text, tokens, one, inside=True))]
    return _best(known, "town") or _best(towns, "town")


def _name(text: str, tokens: list[Token], found: list[Found]) -> Found | None:
    """The likeliest name, with all its words; else, or where that has only small letters, what is written large."""
    name, large = _best(found, "org"), _written_large(text, tokens, found)
    if name is None or (large and text[name.start : name.end].islower() and not _overlap(name, large)):
        return large
    return _whole(text, tokens, name)


def _known_town(
    text: str, tokens: list[Token], part: Found, *, inside: bool = False, small: bool = False
) -> Found | None:
    """The first town that we know outside, or inside, a part of the text; in small letters only where they may be."""
    known = town_words([one.form for one in tokens])
    runs: list[list[Token]] = [[]]
    for token, is_known in zip(tokens, known, strict=True):
        if is_known and (part.start <= token.start < part.end) is inside:
            runs[-1].append(token)
        else:
            runs.append([])
    run = next((run for run in runs if run and (small or not all(one.said[0].islower() for one in run))), None)
    if not run:
        return None
    start, end = run[0].start, run[-1].end
    return Found("town", text[start:end], start, end, part.probability)


def _whole(text: str, tokens: list[Token], name: Found) -> Found:
    """A name written large has all the large words beside it, but a town that we know and what begins a sentence; small
    words at its end are no part of it.
    """
    start, end = name.start, name.end
    if any(map(_is_large, text[start:end].split())):
        known = town_words([one.form for one in tokens])
        free = [one for one, is_known in zip(tokens, known, strict=True) if _is_large(one.said) and not is_known]
        for token in free:
            if token.start > end and text[end : token.start] == " ":
                end = token.end
        alone = " " not in text[start:end]
        for token in reversed(free):
            begins = not re.search(r"\w $", text[: token.start])
            if token.end < start and text[token.end : start] == " " and (alone or not begins):
                start = token.start
    before = text[:start].split()
    named = all(_is_large(word) for word in before) or (len(before) == 1 and before[0].lower() == before[0].upper())
    if before and named and not any(is_small(word) or not word.isalpha() for word in before):
        start = 0  # "Asso Femmes debout", «نهر الأمل»
    said = _before_small(text[start:end])
    while (head := said.rpartition(" "))[0] and fold(head[2]) in _small() and not _is_large(head[2]):
        said = head[0].rstrip()
    return name._replace(text=said, start=start, end=start + len(said))


def _goes_on(text: str, tokens: list[Token], name: Found, town: Found) -> bool:
    """Whether what may be a town is rather the last word of the name: nobody knows it, and nothing stands between."""
    known = all(town_words([one.form for one in tokens if town.start <= one.start < town.end]))
    return not known and text[name.end : town.start] == " " and town.probability < name.probability


def _with_signs(text: str, name: Found, town: Found) -> Found:
    """With the signs that go on behind a name up to the comma before the town, where no word is among them: they are
    kept as they were typed.
    """
    behind, comma, _rest = text[name.end : max(name.end, town.start)].partition(",")
    if not comma or not behind.strip() or any(map(str.isalpha, behind.split())):
        return name
    end = name.end + len(behind.rstrip())
    return name._replace(text=text[name.start : end], end=end)


def _before_small(said: str) -> str:
    """Without the small words that go on behind a name of large ones: "Fundación Horizonte quise poner"."""
    words = said.split()
    large = [at for at, word in enumerate(words) if _is_large(word)]
    goes_on = len(large) >= _LEAST_LARGE and len(words) - large[-1] > _GOES_ON
    return " ".join(words[: large[-1] + 1]) if goes_on else said


def written_large(text: str) -> str:
    """The longest run of words written large, which may well be an organisation's name; '' for none."""
    found = _written_large(text, tokenise(text), [])
    return tidy(found.text) if found else ""


def _written_large(text: str, tokens: list[Token], found: list[Found]) -> Found | None:
    """The longest run of words written large, which may well be a name; no town that we know, and nobody."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if not (runs[-1] and text[runs[-1][-1].end : token.start] == " "):
            runs.append([])
        if _is_large(token.said) or (runs[-1] and fold(token.said) in _small()):
            runs[-1].append(token)
        else:
            runs.append([])
    named = [run for run in map(_without_ends, runs) if sum(_is_large(one.said) for one in run) >= _LEAST_LARGE]
    named = [run for run in named if not all(town_words([one.form for one in run]))]
    best = max(named, key=len, default=None)
    if best is None or any(one.kind == "person" and one.start <= best[0].start < one.end for one in found):
        return None
    start, end = best[0].start, best[-1].end
    return Found("org", text[start:end], start, end, _LARGE)


def _without_ends(run: list[Token]) -> list[Token]:
    """Without small words at its ends."""
    while run and not _is_large(run[-1].said):
        run = run[:-1]
    while run and fold(run[0].said) in _small():
        run = run[1:]
    return run


def _is_large(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _is_apart(text: str, tokens: list[Token], name: Found, town: Found) -> bool:
    """Whether the town is one that we know, or a sign stands between it and the name."""
    first, second = sorted((name, town), key=lambda one: one.start)
    signed = not text[first.end : second.start].replace(" ", "").isalnum() and text[first.end : second.start].strip()
    return bool(signed) or all(town_words([one.form for one in tokens if town.start <= one.start < town.end]))


def _between(text: str, taken: list[Found]) -> str:
    first, last = sorted(taken, key=lambda one: one.start)[0], sorted(taken, key=lambda one: one.start)[-1]
    return text[first.end : last.start] if last is not first else ""


def tidy(text: str) -> str:
    """Without signs at its ends, but a bracket that closes."""
    return _ENDS.sub("", " ".join(text.split()))
