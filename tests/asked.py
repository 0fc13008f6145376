"""Which questions do the conversations ask? Their keys, read from the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.questions import Asked

_ROOM = Path(bot.__file__).parent


def keys() -> set[str]:
    """The first argument of whatever makes a question, where it is written out."""
    kinds = {one.__name__ for one in _below(Asked)}
    return {
        call.args[0].value
        for file in _ROOM.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in kinds
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def _below(kind: type[Asked]) -> Iterator[type[Asked]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
