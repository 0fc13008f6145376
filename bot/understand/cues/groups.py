"""Which words does a group of the cue files hold? Whole words, and stems."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.understand.lexis.tokens import forms_of

from .cuelines import cue_lines


class Words(NamedTuple):
    """Whole words and stems."""

    whole: frozenset[str]
    stems: tuple[str, ...]

    def holds(self, form: str) -> bool:
        return form in self.whole or (bool(self.stems) and form.startswith(self.stems))


@cache
def group(lang: str, *names: str) -> Words:
    """All words of these groups of one language."""
    said = [word for name in names for word in cue_lines(lang, "cues").group(name)]
    whole = {form for word in said if word[-1] != "~" for form in forms_of(word)}
    return Words(frozenset(whole), tuple(form for word in said if word[-1] == "~" for form in forms_of(word[:-1])))
