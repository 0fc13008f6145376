"""People who write as they speak: the headline of `python -m bench.conversation`.

Newcomers of five languages join, post a request or an offer, agree to its card, ask something and say something else,
each in a sentence that the process has not seen before, drawn from pools in the format of tests/data/volunteers; what
they publish stays, so that each new listing meets more. CPU is told by kind of message, as multiples of
python-telegram-bot's own reading of an update in the same run.
"""

from __future__ import annotations

import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from bench.volunteers.cast import LANGUAGES, cast_of
from bench.volunteers.pools import Sentence, read
from bot.handle import Handled
from core.messages import Screen

POOLS = Path("tests/data/volunteers/test")
Kind = Literal["listing", "free", "plain"]
KINDS: dict[Kind, str] = {
    "listing": "a request or an offer",
    "free": "other words of their own",
    "plain": "a tap, a number, a bare yes",
}
_JOINING, _POSTING = ("join.plain", "join.chatty"), ("need.full", "need.day", "need.bare", "offer.full", "offer.bare")
_AFTER = ("ask.", "balance", "history", "members", "thanks", "smalltalk", "search.")
_ANSWERS = {"hours": "answer.hours", "by": "answer.day", "kind": "answer.kind_need", "what": "answer.what"}
_QUESTION = re.compile(r"q:\w+:(\w+):")
_MOST = 8  # answers until a card is published, or given up
_TAPPED, _IN_WORDS, _FURTHER = "1", 3, 2  # every third agrees in a sentence; so many things are said afterwards


class Cost(NamedTuple):
    """One message: its kind, and CPU milliseconds."""

    kind: Kind
    ms: float


class Writers:
    """Draws each sentence once; who writes is another person each time."""

    def __init__(self, folder: Path = POOLS, seed: int = 1) -> None:
        self._rng = Random(seed)
        self._left: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
        for one in read(folder):
            self._left[one.prompt, one.lang].append(one)
        for sentences in self._left.values():
            self._rng.shuffle(sentences)

    def says(self, person: int, lang: str, *prompts: str) -> str:
        """A sentence for one of these prompts, or for one that begins so; '' when all are said."""
        fit = sorted(at for at, left in self._left.items() if at[1] == lang and left and at[0].startswith(prompts))
        if not fit:
            return ""
        cast = cast_of(lang)
        named = {"org": f"{cast.mine} {person}", "town": cast.town, "code": "482915073", "number": "1001"}
        named |= {
            "partner": cast.partner,
            "person": cast.people[0],
            "newtown": cast.towns[1],
            "neworg": cast.renamed[0],
        }
        return self._left[self._rng.choice(fit)].pop().filled(named)


class Talk:
    """One newcomer's conversation, each message handed to `send`."""

    def __init__(self, writers: Writers, person: int, send: Callable[[str], Handled | None]) -> None:
        self._writers, self._person, self._send = writers, person, send
        self._lang = LANGUAGES[person % len(LANGUAGES)]
        self._shown: Screen | None = None
        self.costs: list[Cost] = []

    def play(self) -> list[Cost]:
        """All of it; what each message cost."""
        self._says("free", *_JOINING)
        self._answers()
        self._says("listing", *_POSTING)
        self._answers()
        for _turn in range(_FURTHER):
            self._says("free", *_AFTER)
        return self.costs

    def _says(self, kind: Kind, *prompts: str) -> bool:
        words = self._writers.says(self._person, self._lang, *prompts)
        if words:
            self._sends(kind, words)
        return bool(words)

    def _sends(self, kind: Kind, words: str) -> None:
        began = time.process_time()
        done = self._send(words)
        self.costs.append(Cost(kind, 1000 * (time.process_time() - began)))
        self._shown = done.screen if done else None

    def _answers(self) -> None:
        """What is asked, until nothing is."""
        for _turn in range(_MOST):
            asked = next((found[1] for one in _options(self._shown) if (found := _QUESTION.match(one))), "")
            prompt = _ANSWERS.get(asked, "")
            if asked == "sure" and self._person % _IN_WORDS == 0:
                prompt = "draft.yes"
            if not asked:
                return
            if not (prompt and self._says("free", prompt)):
                self._sends("plain", _TAPPED)


def _options(screen: Screen | None) -> tuple[str, ...]:
    return tuple(one.id for one in screen.options) if screen else ()


def table(costs: list[Cost], reading_ms: float) -> Iterator[str]:
    """Rows by kind: messages, mean CPU milliseconds, as multiples of `reading_ms`, and how far the slowest are off."""
    yield f"{'':<30}{'messages':>9}{'CPU ms':>9}{'× de_json':>10}{'p50':>8}{'p99 / p50':>10}"
    for name, kinds in (("all", tuple(KINDS)), *((told, (kind,)) for kind, told in KINDS.items())):
        each = sorted(one.ms for one in costs if one.kind in kinds)
        if len(each) > 1:
            mean, half, last = statistics.mean(each), statistics.median(each), statistics.quantiles(each, n=100)[98]
            yield f"{name:<30}{len(each):>9}{mean:>9.2f}{mean / reading_ms:>10.1f}{half:>8.2f}{last / half:>10.1f}"
