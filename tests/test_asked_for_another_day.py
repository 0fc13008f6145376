"""Who is asked for another day answers in words: a day that they name is that one first, then one of their own."""

from __future__ import annotations

import pytest

from tests.faults import agreed, rows, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words


def _asked(story: Story) -> None:
    """Mar asks Luz for the Monday in the place of the Friday."""
    agreed(story)
    assert "lunes 30 de noviembre" in answer(story, "¿podemos pasarlo al lunes?", "mar")
    answer(story, "sí", "mar")
    assert rows(story, "exchange", "id", "wish") == [(1, "day")]


_YES = {"es": "1. Sí, ese día", "en": "1. Yes, that day", "fr": "1. Oui, ce jour-là", "pt": "1. Sim, nesse dia"}
_YES |= {"ar": "1. نعم، ذلك اليوم"}
_NO = {"es": "No, lo acordado", "en": "No, as agreed", "fr": "Non, comme convenu", "pt": "Não, o combinado"}
_NO |= {"ar": "لا، كما اتفقنا"}


def _reads(story: Story, lang: str, words: str) -> str:
    """What Luz reads who answers so, with the card before her."""
    _asked(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    return answer(story, words)
