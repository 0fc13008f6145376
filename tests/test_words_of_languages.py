"""The words of a language are in its files, so that another language is another file and no search through code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import understand
from bot.understand.cues.intents import INTENTS
from bot.understand.lexis.tables import data
from bot.understand.lexis.tokens import forms_of
from bot.understand.told import TOLD
from core.languages import LANGUAGES

PACKAGE = Path(understand.__file__).parent
WORD = re.compile(r"[^\W\d_]{2,}")


def strings(value: object) -> Iterator[str]:
    """All that stands in a table, but not the names of its lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def names(value: object) -> Iterator[str]:
    """The names of lists in a table."""
    for key, one in value.items() if isinstance(value, dict) else ():
        yield from (key, *names(one))


def owners() -> dict[str, str]:
    """The words that one language's file has and no other's, as they are compared, each with that language."""
    whose: dict[str, set[str]] = {}
    for lang in LANGUAGES:
        for text in strings(data(lang)):
            for form in forms_of(text):
                whose.setdefault(form, set()).add(lang)
    return {form: langs.pop() for form, langs in whose.items() if len(langs) == 1}


OWNERS = owners()
NAMES = frozenset(INTENTS) | frozenset(TOLD) | frozenset(names(data("es")))


def lists_in(code: str) -> Iterator[list[str]]:
    """The strings of each collection, and each pattern, that is written out in a module."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            parts: list[ast.AST] = [one for one in (node.keys if isinstance(node, ast.Dict) else node.elts) if one]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            parts = list(ast.walk(node))
        else:
            continue
        found = [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        yield [form for text in found if text not in NAMES for word in WORD.findall(text) for form in forms_of(word)]


def of_several_languages(code: str) -> list[list[str]]:
    """The lists with words of their own of more than one language."""
    return [found for found in lists_in(code) if len({OWNERS[word] for word in found if word in OWNERS}) > 1]


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_holds_a_list_of_words_of_several_languages(module: Path) -> None:
    assert of_several_languages(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("room", ["cards", "conversation", "desk", "flows", "notices"])
def test_nor_does_any_that_talks_hold_one_that_people_may_write(room: str) -> None:
    """Names in code are English words: only lists with words of two other languages are looked for."""
    for module in (PACKAGE.parent / room).rglob("*.py"):
        for found in of_several_languages(module.read_text(encoding="utf-8")):
            assert len({OWNERS[word] for word in found if word in OWNERS} - {"en"}) < 2, (module.name, found)


SEVERAL = (
    '_NO = {"no", "pas", "لا"}',
    '_AND = re.compile(r"(?:y|et|und|and)\\s+")',
    '_FROM = frozenset(("depuis", "منذ"))',
    '_WITH = {"avec": "fr", "مع": "ar"}',
)


@pytest.mark.parametrize("code", SEVERAL)
def test_a_list_of_words_of_several_languages_is_seen(code: str) -> None:
    assert of_several_languages(code)


def test_every_language_has_the_lists_of_every_other() -> None:
    tables = ("small", "presented", "placed", "somebody", "words", "calendar")
    assert all(data(lang).keys() == data("es").keys() for lang in LANGUAGES)
    assert all(data(lang)[table].keys() == data("es")[table].keys() for lang in LANGUAGES for table in tables)
