"""Names that the documentation takes from the code, files, fields, settings, kinds of questions, are still there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import bot.questions
import bot.where
from bot.questions import Asked
from tests.test_docs import ROOT, every_page, read, spans

_ROOMS = ("core", "bot", "webhooks", "migrations", "tests", "bench", "deploy", "locales", "docs")
_TEXT = {".py", ".json", ".txt", ".cues", ".html", ".css", ".js", ".service"}
_FILE = re.compile(r"[\w.-]+\.(?:py|json|txt|md|toml|yaml|npz|jsonl|po|cues)")
_SENT_TO = re.compile(rf"(?<![\w/.])(?:{'|'.join(_ROOMS)})/[\w/-]+\.(?:py|md|json|txt|npz|cues)\b")
_NAME = re.compile(r"[A-Za-z]\w*_\w+(?:\.\w+)*(?:\(\))?")
_WRITTEN = {"datapackage.json", "plan_cache_mode", "shared_buffers"}  # an export writes one; two settings of PostgreSQL
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def files() -> frozenset[str]:
    below = {file.name for room in _ROOMS for file in (ROOT / room).rglob("*")}
    return frozenset(below | {file.name for file in ROOT.iterdir()})


@cache
def words() -> frozenset[str]:
    """Every name in the code."""
    sources = [file for room in _ROOMS[:-1] for file in (ROOT / room).rglob("*") if file.suffix in _TEXT]
    top = [ROOT / name for name in ("Makefile", "compose.yaml", "pyproject.toml", ".env.example")]
    return frozenset(word for file in (*sources, *top) for word in re.findall(r"\w+", read(file)))


@every_page
def test_every_file_that_is_named_alone_exists(page: Path) -> None:
    named = {span for span in spans(read(page)) if _FILE.fullmatch(span)}
    assert not named - files() - _WRITTEN


def test_every_file_that_the_code_sends_its_reader_to_exists() -> None:
    sources = [file for room in ("core", "bot", "webhooks", "bench") for file in (ROOT / room).rglob("*.py")]
    told = {(str(file.relative_to(ROOT)), path) for file in sources for path in _SENT_TO.findall(read(file))}
    assert len(told) > 50
    assert not {(file, path) for file, path in told if not (ROOT / path).exists()}


@every_page
def test_every_name_of_the_code_is_in_the_code(page: Path) -> None:
    named = {span for span in spans(read(page)) if _NAME.fullmatch(span)} - _WRITTEN
    assert not {span for span in named if not {*re.findall(r"\w+", span)} <= words()}


def test_the_flow_of_the_page_on_architecture_asks_what_the_real_one_asks() -> None:
    (shown,) = _PYTHON.findall(read(ROOT / "docs" / "architecture.md"))
    asked = [line.strip() for line in shown.splitlines() if " = yield " in line]
    assert len(asked) > 1
    assert not [line for line in asked if line not in read(ROOT / "bot" / "flows" / "offer.py")]


@every_page
def test_what_an_example_imports_is_there(page: Path) -> None:
    for block in _PYTHON.findall(read(page)):
        exec("\n".join(line for line in block.splitlines() if re.match(r"from|import", line)), {})


def test_the_conversation_page_names_every_kind_of_question() -> None:
    line = next(
        line for line in read(ROOT / "docs" / "conversation.md").splitlines() if line.startswith("The kinds of")
    )
    kinds = {
        name
        for room in (bot.questions, bot.where)
        for name, kind in vars(room).items()
        if isinstance(kind, type) and issubclass(kind, Asked)
    } - {"Asked"}
    assert {span for span in spans(line.partition(";")[0]) if "/" not in span} == kinds
