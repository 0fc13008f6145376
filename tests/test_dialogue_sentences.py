"""Sentences that people said on a screen (tests/data/dialogue) are read as the acts that they are.

They were in tests of single sentences once, and are learnt from: this says that what is told to the reader stays known.
How well it reads what nobody told it is measured by `python -m bench.acts --report`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.dialogue.policy import places
from bot.dialogue.readings import readings
from bot.dialogue.situation import Situation
from bot.understanding import acts
from core.languages import LANGUAGES

_FOLDER = Path(__file__).parent / "data" / "dialogue"
_LEAST = 0.85
"""Of the sentences of a language. Some are said to be two things at once by those who wrote the tests."""


def _rows(lang: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (_FOLDER / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.wide
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_told_is_known(lang: str) -> None:
    rows = _rows(lang)
    missed = [
        (row["screen"], row["text"], row["act"])
        for row in rows
        if readings(row["text"], Situation("member", row["screen"], coordinates=True))[0].act != row["act"]
    ]
    assert len(missed) <= (1 - _LEAST) * len(rows), missed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_name_acts_and_screens(lang: str) -> None:
    known = places() | {"newcomer", "town", "question", "words", "stars", "terms", "given"}
    for row in _rows(lang):
        assert row["act"] in acts(), row
        assert row["screen"] in {place.partition("/")[0] for place in known}, row
    keys = [(row["text"], row["screen"]) for row in _rows(lang)]
    assert len(keys) == len(set(keys))
