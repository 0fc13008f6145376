"""One command line, run in an empty folder without anything of this machine's environment."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.__main__ import main
from core import encoder

KEY = "a-key-of-the-tests-a-key-of-the-tests"
Bot = Callable[..., int]


def at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Bot:
    """`bot("hub", "list", SECRET_KEY="…")` there: its exit code."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(os, "environ", {"SECRET_KEY": KEY})
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr(encoder, "_ENCODER", encoder._ENCODER)  # ENCODER=off is for this test alone

    def run(*line: str, **env: str) -> int:
        for name, value in env.items():
            monkeypatch.setitem(os.environ, name, value)
        return main(line)

    return run


@contextmanager
def own_logs() -> Iterator[None]:
    """Commands set the process's logs up; the next test wants pytest's own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
