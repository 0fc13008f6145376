"""How do sentences get from the source into the catalogues? Extraction, merging, and files without dates.

Equal sources give equal files, byte for byte: no dates, no line numbers, no names of tools or people.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.understanding.faq import FOLDER, topics
from bot.wording.catalogue import path_of
from core.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]

# CLDR's rules, by hand: Babel's own Arabic header differs from CLDR, and its es, fr, pt have a form for exact millions
# that no amount here reaches.
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
# Comments before a sentence which the checks understand: it is a button, it may be long.
COMMENTS = ("button", "long")
_KEYWORDS = {"_": None, "_n": (1, 2)}
_VOLATILE = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By): .*\n',
    re.MULTILINE,
)
_HEADER = "# The sentences of ComuniDAS. Ids are the English sentences; see bot/catalogues.\n"


def extract(root: Path = ROOT) -> Catalog:
    """Every sentence marked in the source, in the order of files and lines."""
    catalogue = Catalog(project="ComuniDAS", header_comment=_HEADER, charset="utf-8", fuzzy=False)
    found = extract_from_dir(root, _methods(root), keywords=_KEYWORDS, comment_tags=COMMENTS)
    for name, line, id, comments, _context in sorted(found, key=lambda entry: entry[:2]):
        catalogue.add(id, locations=[(name, line)], auto_comments=comments)
    if root == ROOT:
        _add_answers(catalogue)
    return catalogue


def _add_answers(catalogue: Catalog) -> None:
    """What is answered to questions about the service: sentences of a data file, each below its topic."""
    place = str((FOLDER / "topics.tsv").relative_to(ROOT))
    for topic, answers in topics().items():
        for one in answers:
            catalogue.add(one.text, locations=[(place, 1)], auto_comments=[f"answer: {topic}"])


def template(root: Path = ROOT) -> bytes:
    """The text of `messages.pot` as the source wants it now."""
    return written(extract(root))


def read(lang: str, locales: Path) -> Catalog:
    """The catalogue of that language as it is on disk; an empty one if there is none. Raises PoFileError if broken."""
    path = path_of(lang, locales)
    if not path.exists():
        return _fresh(lang)
    return read_po(BytesIO(path.read_bytes()), locale=lang, abort_invalid=True)


def merged(lang: str, source: Catalog, locales: Path) -> bytes:
    """The text of that language's catalogue with every sentence of the source, keeping what is translated.

    Sentences gone from the source stay as obsolete entries, and come back if they do. English is filled in by itself.
    """
    before = read(lang, locales)
    after = _fresh(lang)
    known = {_key(entry): entry for entry in [*before.obsolete.values(), *before] if entry.id}
    for entry in source:
        if entry.id:
            _add(after, entry, known.pop(_key(entry), None), lang)
    for key, old in known.items():
        if lang != "en" and _translated(old):
            after.obsolete[key] = old
    return written(after)


def update(root: Path = ROOT) -> None:
    """Write `messages.pot` and every catalogue anew from the source."""
    source = extract(root)
    locales = root / "locales"
    (locales / "messages.pot").write_bytes(written(source))
    for lang in LANGUAGES:
        text = merged(lang, source, locales)
        path_of(lang, locales).parent.mkdir(parents=True, exist_ok=True)
        path_of(lang, locales).write_bytes(text)


def prune(root: Path = ROOT) -> None:
    """Drop the sentences that the source no longer has."""
    for lang in LANGUAGES:
        catalogue = read(lang, root / "locales")
        catalogue.obsolete.clear()
        path_of(lang, root / "locales").write_bytes(written(catalogue))


def written(catalogue: Catalog) -> bytes:
    """The text of a catalogue's file."""
    out = BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False)
    return _VOLATILE.sub(b"", out.getvalue())


def _fresh(lang: str) -> Catalog:
    catalogue = Catalog(locale=lang, project="ComuniDAS", header_comment=_HEADER, charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", PLURALS[lang])]
    return catalogue


def _methods(root: Path) -> list[tuple[str, str]]:
    mapping = ConfigParser()
    mapping.read(root / "locales" / "babel.cfg", encoding="utf-8")
    pairs = [section.partition(":") for section in mapping.sections()]
    return [(pattern.strip(), method.strip()) for method, _colon, pattern in pairs]


def _add(catalogue: Catalog, entry: Message, old: Message | None, lang: str) -> None:
    string = entry.id if lang == "en" else None
    if string is None and old is not None and isinstance(old.string, str) == isinstance(entry.id, str):
        string = old.string
    flags = {"fuzzy"} if old is not None and old.fuzzy else set()
    comments = old.user_comments if old is not None else ()
    catalogue.add(entry.id, string, entry.locations, flags, entry.auto_comments, comments)


def _key(entry: Message) -> str:
    return entry.id if isinstance(entry.id, str) else entry.id[0]


def _translated(entry: Message) -> bool:
    return bool(entry.string) if isinstance(entry.string, str) else any(entry.string or ())
