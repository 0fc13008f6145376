"""What asks for something else while an exchange is under way, and is taken for something about that exchange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.saying_scenes import SCENES, SETTINGS, Answer, at
from bench.saying_steps import is_about_it, is_for_them, leads_to
from bench.understanding import Line, read_set

_OTHERS = frozenset(
    (
        *("post_need", "post_offer", "find_matches", "my_listings", "balance", "statement", "donate"),
        *("request_support", "profile", "pause_alerts", "resume_alerts", "change_language", "delete_my_data"),
        *("stop", "talk_to_coordinator"),
    )
)
_KIND = frozenset(("greeting", "thanks", "write_partner", "out_of_scope"))
"""Sensibly answered with the exchange's card as it stands, or the question whether it is for them; not with a step."""
_ALSO = {*_KIND, "help", "cancel"}
_MENU = ("suggested, menu", "proposed, menu", "agreed, gives, menu", "agreed, receives, menu")
_CARD = ("suggested", "proposed", "agreed, gives", "agreed, receives", "delivered")
_DRAFT = ("agreed, gives, question", "agreed, receives, question")
_NUMBER = "1001"


def misled(files: list[Path], only: str | None, *, odd: bool | None = None, every: bool = False) -> Iterator[str]:
    """Lines of a report. `every`: with the card on the screen or a draft under way too, and what is but said to
    somebody; `odd`: only every other sentence of a file, beginning with the first (True) or the second.
    """
    lines = [line for file in files for line in _chosen(file, odd) if _counts(line, every)]
    for lang in [only] if only else SETTINGS:
        here = [line for line in lines if line.lang == lang]
        all_taken: Counter[bool] = Counter()
        for name in (*_MENU, *(_CARD if every else ()), *(_DRAFT if every else ())):
            told = [line for line in here if (line.intent == "cancel") == (name in _DRAFT)]
            with at(lang, SCENES[name]) as stage:
                usual = leads_to(stage.say(_NUMBER))
                taken = [(line, said) for line in told if _is_taken(line, said := stage.say(line.text), usual)]
            all_taken.update({True: len(taken), False: len(told) - len(taken)})
            yield f"{lang} at {name}: {len(taken)} of {len(told)}"
            yield from (f"    {line.intent}: {line.text}\n        {said.text[:90]}" for line, said in taken)
        yield f"{lang}: {all_taken[True]} of {all_taken.total()}"


def _chosen(file: Path, odd: bool | None) -> list[Line]:
    lines = list(read_set(file))
    return lines if odd is None else lines[0 if odd else 1 :: 2]


def _counts(line: Line, every: bool) -> bool:
    return not line.also and (line.intent in _OTHERS or (every and line.intent in _ALSO))


def _is_taken(line: Line, answer: Answer, usual: frozenset[str]) -> bool:
    if not is_about_it(answer):
        return False
    return line.intent not in _KIND or not (is_for_them(answer) or leads_to(answer) <= usual)
