"""What is wrong with the catalogues? Every rule of ours which a machine can see broken, told to who mends it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from bot.catalogues.files import PLURALS, ROOT, extract, read, written
from bot.catalogues.source import scan
from bot.catalogues.syntax import slips
from bot.sending import templates
from bot.wording import Wording
from bot.wording.catalogue import PLACE, path_of
from bot.wording.screens import BUTTON_LABEL
from core.languages import LANGUAGES

LONGEST = 300

_BRACE = re.compile(r"[{}]")
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Arabic particles which are written together with the word behind them.
_ARABIC_PREFIX = "[وف]?(?:[بكل]|لل)?(?:ال)?"
_PUNCTUATION = {
    "es": (
        (re.compile(r"^[^¿]*\?"), "a question without ¿"),
        (re.compile(r"^[^¡]*!"), "an exclamation without ¡"),
        (re.compile(r"[\"“”]"), "quotation marks other than « »"),
    ),
    "ar": ((re.compile(r"[?;,](?!\d)"), "Latin punctuation (write ؟ ؛ ،)"),),
    "fr": (
        (re.compile(r"[^\u00a0]:(?!\d)"), "no U+00A0 before :"),
        (re.compile(r"[^\u202f][?!;»]|«[^\u202f]"), "no U+202F before ? ! ; or inside « »"),
        (re.compile(r"['\"“”]"), "a straight apostrophe, or quotation marks other than « »"),
    ),
    "pt": ((re.compile(r"[\"«»]"), "quotation marks other than “ ”"),),
}


def check(root: Path = ROOT) -> list[str]:
    """All problems of source and catalogues; an empty list when there is nothing to mend."""
    source = scan(root)
    wanted = extract(root)
    problems = list(source.problems)
    pot = root / "locales" / "messages.pot"
    if not pot.exists() or pot.read_bytes() != written(wanted):
        problems.append("messages.pot is older than the source: run python -m bot.catalogues update")
    avoid = json.loads((root / "locales" / "avoid.json").read_text(encoding="utf-8"))
    for lang in LANGUAGES:
        rules = Rules(lang, avoid.get(lang, {}), source.labels)
        problems += [f"{lang}: {problem}" for problem in _file(lang, root / "locales", wanted, rules)]
    return problems or list(templates.refusable(Wording(root / "locales")))


def _file(lang: str, locales: Path, wanted: Catalog, rules: Rules) -> list[str]:
    path = path_of(lang, locales)
    if not path.exists():
        return ["there is no catalogue"]
    broken = list(slips(path.read_text(encoding="utf-8")))
    if broken:
        return broken
    try:
        return list(_catalogue(lang, read(lang, locales), wanted, rules))
    except (PoFileError, ValueError) as error:
        return [f"cannot be read: {error}"]


class Rules:
    """What holds for a sentence in one language, from the language's list of words to avoid and its punctuation."""

    def __init__(self, lang: str, avoid: dict[str, list[str]], labels: set[str]) -> None:
        self._lang = lang
        self._labels = labels
        self._avoid = [(kind, _words(words, lang)) for kind, words in avoid.items() if words]

    def broken(self, entry: Message) -> Iterator[str]:
        """The rules that this translated entry breaks."""
        forms = _forms(entry)
        ids = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
        if len(forms) != (1 if len(ids) == 1 else _count(self._lang)) or not all(forms):
            yield "not every form is written"
        places = [set(PLACE.findall(form)) for form in forms]
        expected = set(PLACE.findall(ids[-1]))
        for at, found in enumerate(places):
            if not forms[at]:
                continue
            missing = expected - found - ({"n"} if len(ids) > 1 and self._may_omit_n(at) else set())
            if missing or found - expected:
                yield f"other places than the id: {forms[at]!r}"
        yield from (problem for form in forms for problem in self._text(form))
        if (ids[0] in self._labels or _marked(entry, "button")) and any(len(form) > BUTTON_LABEL for form in forms):
            yield f"a button of more than {BUTTON_LABEL} characters"
        if not _marked(entry, "long") and any(len(form) > LONGEST for form in forms):
            yield f"more than {LONGEST} characters"

    def _may_omit_n(self, form: int) -> bool:
        """Where the form stands for one single number, which can then be said in words."""
        return form < 3 if self._lang == "ar" else form == 0 and self._lang in ("en", "es")

    def _text(self, form: str) -> Iterator[str]:
        bare = PLACE.sub("", form)
        if _BRACE.search(bare):
            yield f"a brace that is no place: {form!r}"
        if _CONTROLS.search(form):
            yield f"a direction mark typed into the sentence: {form!r}"
        if form != form.strip():
            yield f"space at an end: {form!r}"
        for kind, pattern in self._avoid:
            for hit in pattern.findall(bare):
                yield f"{kind}: {hit!r} in {form!r}"
        for pattern, problem in _PUNCTUATION.get(self._lang, ()):
            if pattern.search(bare):
                yield f"{problem}: {form!r}"
        if self._lang == "ar" and any(_first_strong(line) == "L" for line in bare.splitlines()):
            yield f"does not begin in Arabic: {form!r}"


def _catalogue(lang: str, catalogue: Catalog, wanted: Catalog, rules: Rules) -> Iterator[str]:
    if f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};" != _normal(PLURALS[lang]):
        yield f"Plural-Forms should be {PLURALS[lang]}"
    for entry in wanted:
        if entry.id and not _has(catalogue, entry):
            yield f"not translated: {_name(entry)}"
    for entry in catalogue:
        if not entry.id:
            continue
        if entry.id not in wanted:
            yield f"no longer in the source: {_name(entry)}"
        if entry.fuzzy:
            yield f"only guessed (fuzzy): {_name(entry)}"
        if any(_forms(entry)):
            yield from (f"{problem} ({_name(entry)})" for problem in rules.broken(entry))
    for entry in catalogue.obsolete.values():
        yield f"obsolete: {_name(entry)}; run python -m bot.catalogues prune"


def _has(catalogue: Catalog, wanted: Message) -> bool:
    found = catalogue.get(wanted.id)
    return found is not None and found.id == wanted.id and any(_forms(found))


def _forms(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def _marked(entry: Message, tag: str) -> bool:
    return any(comment.startswith(tag) for comment in entry.auto_comments)


def _name(entry: Message) -> str:
    return repr(entry.id if isinstance(entry.id, str) else entry.id[0])


def _count(lang: str) -> int:
    return int(PLURALS[lang].removeprefix("nplurals=").partition(";")[0])


def _normal(header: str) -> str:
    count, _semicolon, rule = header.partition("; plural=")
    return f"{count}; plural={rule.removesuffix(';')};"


def _words(words: list[str], lang: str) -> re.Pattern[str]:
    prefix = _ARABIC_PREFIX if lang == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _first_strong(text: str) -> str:
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "")
