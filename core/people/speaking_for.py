"""Does an organisation call itself as the network does, or its coordination? What it writes would read as theirs."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from core.text.normal import skeleton

_WORD = re.compile(r"[^\W_]+")
_FILE = Path(__file__).resolve().parent.parent / "data" / "network_words.json"


@lru_cache(maxsize=512)
def speaks_for(name: str, hub_name: str) -> bool:
    """Whether the name is the network's or that of its coordination, or has the network's in full, or ours, in it.

    A network of one word may be called like a town or a country: only who is called just so speaks for it. So
    it is with "coordination", which organisations have among the words of their names.
    """
    words, hub = _bones(name), _bones(hub_name)
    if words in (hub, *_listed("coordination")) or skeleton(name) == skeleton(hub_name):
        return True
    return any(_has(words, part) for part in (*_listed("ours"), *([hub] if len(hub) > 1 else [])))


@lru_cache(maxsize=64)  # of networks, mostly
def _bones(text: str) -> tuple[str, ...]:
    """Word by word, so that letters that look alike are one."""
    return tuple(skeleton(word) for word in _WORD.findall(text))


def _has(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


@cache
def _listed(kind: str) -> tuple[tuple[str, ...], ...]:
    lists: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(map(_bones, lists[kind]))
